"""Addresses of assessments; everything inside one is reached through it."""

from django.urls import path

from assessments.views import (
    approvals,
    assessments,
    checks,
    comments,
    coverage,
    editions,
    exports,
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
    path("<uuid:pk>/coverage/", coverage.overview, name="coverage"),
    path(
        "<uuid:pk>/coverage/categories/<slug:category_code>/closure/",
        coverage.category_closure,
        name="category_closure",
    ),
    path(
        "<uuid:pk>/coverage/categories/<slug:category_code>/reopening/",
        coverage.category_reopening,
        name="category_reopening",
    ),
    path("<uuid:pk>/coverage/rights/closure/", coverage.rights_closure, name="rights_closure"),
    path(
        "<uuid:pk>/coverage/rights/<slug:right_code>/closure/", coverage.right_closure, name="right_closure"
    ),
    path(
        "<uuid:pk>/coverage/rights/<slug:right_code>/reopening/",
        coverage.right_reopening,
        name="right_reopening",
    ),
    path("<uuid:pk>/edition/", editions.edition, name="edition"),
    path("<uuid:pk>/checks/", checks.checks, name="checks"),
    path("<uuid:pk>/approvals/", approvals.index, name="approvals"),
    path("<uuid:pk>/submission/", approvals.submission, name="submission"),
    path("<uuid:pk>/withdrawal/", approvals.withdrawal, name="withdrawal"),
    path("<uuid:pk>/approvals/<uuid:approval_pk>/approval/", approvals.approval, name="approval"),
    path("<uuid:pk>/approvals/<uuid:approval_pk>/return/", approvals.returning, name="return"),
    path("<uuid:pk>/order/", order.order, name="order"),
    path("<uuid:pk>/export/json/", exports.export, {"kind": "json"}, name="export_json"),
    path("<uuid:pk>/export/csv/", exports.export, {"kind": "csv"}, name="export_csv"),
    path("<uuid:pk>/export/xlsx/", exports.export, {"kind": "xlsx"}, name="export_xlsx"),
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
]
