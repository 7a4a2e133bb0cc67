"""Addresses of systems, assessments, risks and comments in the API."""

from django.urls import path

from assessments.api import approvals, coverage, exports, grants, risks, views

urlpatterns = [
    path("systems/", views.Systems.as_view(), name="api_systems"),
    path("systems/<uuid:pk>/", views.SystemDetail.as_view(), name="api_system"),
    path("assessments/", views.Assessments.as_view(), name="api_assessments"),
    path("assessments/<uuid:pk>/", views.AssessmentDetail.as_view(), name="api_assessment"),
    path("assessments/<uuid:pk>/export/json/", exports.ExportJson.as_view(), name="api_export_json"),
    path("assessments/<uuid:pk>/export/csv/", exports.ExportCsv.as_view(), name="api_export_csv"),
    path("assessments/<uuid:pk>/export/xlsx/", exports.ExportXlsx.as_view(), name="api_export_xlsx"),
    path("assessments/<uuid:pk>/coverage/", coverage.CoverageView.as_view(), name="api_coverage"),
    path("assessments/<uuid:pk>/closures/", coverage.Closures.as_view(), name="api_closures"),
    path(
        "assessments/<uuid:pk>/closures/<uuid:closure_pk>/",
        coverage.ClosureDetail.as_view(),
        name="api_closure",
    ),
    path("assessments/<uuid:pk>/edition/", coverage.EditionOfAssessment.as_view(), name="api_edition"),
    path("assessments/<uuid:pk>/checks/", coverage.Checks.as_view(), name="api_checks"),
    path("assessments/<uuid:pk>/submission/", approvals.Submission.as_view(), name="api_submission"),
    path("assessments/<uuid:pk>/withdrawal/", approvals.Withdrawal.as_view(), name="api_withdrawal"),
    path("assessments/<uuid:pk>/approvals/", approvals.Approvals.as_view(), name="api_approvals"),
    path(
        "assessments/<uuid:pk>/approvals/<uuid:approval_pk>/",
        approvals.ApprovalDetail.as_view(),
        name="api_approval",
    ),
    path(
        "assessments/<uuid:pk>/approvals/<uuid:approval_pk>/approval/",
        approvals.ApprovalDecision.as_view(),
        name="api_approval_decision",
    ),
    path(
        "assessments/<uuid:pk>/approvals/<uuid:approval_pk>/return/",
        approvals.Return.as_view(),
        name="api_return",
    ),
    path("assessments/<uuid:pk>/risks/", risks.Risks.as_view(), name="api_risks"),
    path("assessments/<uuid:pk>/risks/<uuid:risk_pk>/", risks.RiskDetail.as_view(), name="api_risk"),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/comments/",
        risks.Comments.as_view(),
        name="api_comments",
    ),
    path("assessments/<uuid:pk>/grants/", grants.Grants.as_view(), name="api_grants"),
    path("assessments/<uuid:pk>/grants/<uuid:grant_pk>/", grants.GrantDetail.as_view(), name="api_grant"),
]
