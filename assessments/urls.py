"""Addresses of assessments; everything inside one is reached through it."""

from django.urls import path

from assessments.views import (
    assessments,
    bulk,
    comments,
    drafts,
    examples,
    order,
    ratings,
    register,
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
    path("<uuid:pk>/risks/bulk/", bulk.bulk, name="bulk"),
    path("start/", examples.start, name="example_start"),
    path("<uuid:pk>/risks/examples/", examples.index, name="examples"),
    path("<uuid:pk>/risks/starting-list/", examples.starting_list, name="starting_list"),
    path("<uuid:pk>/risks/drafts/", drafts.keep, name="drafts"),
    path("<uuid:pk>/risks/drafts/<uuid:draft_pk>/", drafts.draft, name="draft"),
    path("<uuid:pk>/risks/drafts/<uuid:draft_pk>/removal/", drafts.removal, name="draft_removal"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/drafts/", drafts.keep, name="risk_drafts"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/copy/", risks.copy, name="risk_copy"),
]
