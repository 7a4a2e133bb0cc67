"""Addresses of assessments; everything inside one is reached through it."""

from django.urls import path

from assessments.views import (
    assessments,
    comments,
    confirmation,
    decisions,
    evidence,
    measures,
    occurrences,
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
    path("<uuid:pk>/risks/<uuid:risk_pk>/occurrences/", occurrences.index, name="occurrences"),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/occurrences/<uuid:occurrence_pk>/",
        occurrences.occurrence,
        name="occurrence",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/occurrences/<uuid:occurrence_pk>/removal/",
        occurrences.removal,
        name="occurrence_removal",
    ),
    path("<uuid:pk>/risks/<uuid:risk_pk>/measures/", measures.index, name="measures"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/measures/<uuid:measure_pk>/", measures.measure, name="measure"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/evidence/", evidence.index, name="evidence_list"),
    path("<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/", evidence.evidence, name="evidence"),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/file/",
        evidence.file,
        name="evidence_file",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/removal/",
        evidence.removal,
        name="evidence_removal",
    ),
    path("<uuid:pk>/risks/<uuid:risk_pk>/decisions/", decisions.index, name="decisions"),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/approval/",
        decisions.approval,
        name="decision_approval",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/refusal/",
        decisions.refusal,
        name="decision_refusal",
    ),
    path(
        "<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/withdrawal/",
        decisions.withdrawal,
        name="decision_withdrawal",
    ),
    path("<uuid:pk>/risks/<uuid:risk_pk>/confirmation/", confirmation.confirmation, name="confirmation"),
]
