"""Addresses of systems, assessments, risks and comments in the API."""

from django.urls import path

from assessments.api import grants, group_ratings, involvements, residual, risks, views

urlpatterns = [
    path("systems/", views.Systems.as_view(), name="api_systems"),
    path("systems/<uuid:pk>/", views.SystemDetail.as_view(), name="api_system"),
    path("assessments/", views.Assessments.as_view(), name="api_assessments"),
    path("assessments/<uuid:pk>/", views.AssessmentDetail.as_view(), name="api_assessment"),
    path("assessments/<uuid:pk>/risks/", risks.Risks.as_view(), name="api_risks"),
    path("assessments/<uuid:pk>/risks/<uuid:risk_pk>/", risks.RiskDetail.as_view(), name="api_risk"),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/comments/",
        risks.Comments.as_view(),
        name="api_comments",
    ),
    path("assessments/<uuid:pk>/grants/", grants.Grants.as_view(), name="api_grants"),
    path("assessments/<uuid:pk>/grants/<uuid:grant_pk>/", grants.GrantDetail.as_view(), name="api_grant"),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/",
        group_ratings.GroupRatings.as_view(),
        name="api_group_ratings",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/<uuid:group_rating_pk>/",
        group_ratings.GroupRatingDetail.as_view(),
        name="api_group_rating",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/<uuid:group_rating_pk>/removal/",
        group_ratings.Removal.as_view(),
        name="api_group_rating_removal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/involvements/",
        involvements.Involvements.as_view(),
        name="api_involvements",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/involvements/<uuid:party_pk>/",
        involvements.InvolvementDetail.as_view(),
        name="api_involvement",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/involvements/<uuid:party_pk>/removal/",
        involvements.Removal.as_view(),
        name="api_involvement_removal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/residual/",
        residual.Residual.as_view(),
        name="api_residual",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/residual/removal/",
        residual.Removal.as_view(),
        name="api_residual_removal",
    ),
]
