"""Addresses of systems, assessments, risks and comments in the API."""

from django.urls import path

from assessments.api import bulk, grants, risks, views

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
    path("assessments/<uuid:pk>/risks/bulk/", bulk.Bulk.as_view(), name="api_bulk"),
    path("assessments/<uuid:pk>/risks/starting-list/", bulk.StartingList.as_view(), name="api_starting_list"),
]
