"""Addresses of assessments; everything inside one is reached through it."""

from django.urls import path

from assessments.views import (
    assessments,
    comments,
    group_ratings,
    involvements,
    order,
    ratings,
    register,
    residual,
    risks,
    sharing,
)

app_name = "assessments"
urlpatterns = [
    path("", assessments.index, name="list"),
    path("new/", assessments.create, name="new"),
    path("<uuid:pk>/", assessments.overview, name="assessment"),
    path("<uuid:pk>/details/", assessments.details, name="details"),
    path("<uuid:pk>/order/", order.order, name="order"),
    path("<uuid:pk>/sharing/", sharing.sharing, name="sharing"),
    path("<uuid:pk>/sharing/organisations/", sharing.organisations, name="sharing_organisations"),
    path("<uuid:pk>/sharing/people/", sharing.people, name="sharing_people"),
    path("<uuid:pk>/sharing/grants/<uuid:grant_pk>/withdrawal/", sharing.withdrawal, name="grant_withdrawal"),
    path("<uuid:pk>/risks/", register.register, name="register"),
    path("<uuid:pk>/risks/new/", risks.create, name="risk_new"),
    path("<uuid:pk>/risks/preview/", risks.preview, name="risk_preview"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/", risks.risk, name="risk"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/edit/", risks.revise, name="risk_edit"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/preview/", risks.preview, name="risk_edit_preview"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/rating/", ratings.rate, name="rating"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/comments/", comments.create, name="comments"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/threads/<uuid:thread_pk>/replies/", comments.reply, name="replies"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/comments/<uuid:comment_pk>/", comments.comment, name="comment"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/", group_ratings.create, name="group_ratings"),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/preview/",
        group_ratings.preview,
        name="group_rating_new_preview",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/<uuid:group_rating_pk>/",
        group_ratings.revise,
        name="group_rating",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/<uuid:group_rating_pk>/preview/",
        group_ratings.preview,
        name="group_rating_preview",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/group-ratings/<uuid:group_rating_pk>/removal/",
        group_ratings.removal,
        name="group_rating_removal",
    ),
    path("<uuid:pk>/risks/<uuid:risk_pk>/involvements/", involvements.index, name="involvements"),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/involvements/<uuid:party_pk>/",
        involvements.judge,
        name="involvement",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/involvements/<uuid:party_pk>/removal/",
        involvements.removal,
        name="involvement_removal",
    ),
    path("<uuid:pk>/risks/<uuid:risk_pk>/residual/", residual.rate, name="residual"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/residual/removal/", residual.removal, name="residual_removal"),
]
