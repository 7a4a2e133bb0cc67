"""Addresses of systems, assessments, risks and comments in the API."""

from django.urls import path

from assessments.api import exports, grants, risks, transfer, versions, views

urlpatterns = [
    path("systems/", views.Systems.as_view(), name="api_systems"),
    path("systems/<uuid:pk>/", views.SystemDetail.as_view(), name="api_system"),
    path("assessments/", views.Assessments.as_view(), name="api_assessments"),
    path("assessments/import/", transfer.Import.as_view(), name="api_import"),
    path("assessments/<uuid:pk>/", views.AssessmentDetail.as_view(), name="api_assessment"),
    path("assessments/<uuid:pk>/duplicate/", transfer.Duplicate.as_view(), name="api_duplicate"),
    path("assessments/<uuid:pk>/export/json/", exports.ExportJson.as_view(), name="api_export_json"),
    path("assessments/<uuid:pk>/export/csv/", exports.ExportCsv.as_view(), name="api_export_csv"),
    path("assessments/<uuid:pk>/export/xlsx/", exports.ExportXlsx.as_view(), name="api_export_xlsx"),
    path("assessments/<uuid:pk>/versions/", versions.Versions.as_view(), name="api_versions"),
    path(
        "assessments/<uuid:pk>/versions/compare/",
        versions.VersionsCompare.as_view(),
        name="api_versions_compare",
    ),
    path(
        "assessments/<uuid:pk>/versions/<int:number>/",
        versions.VersionDetail.as_view(),
        name="api_version",
    ),
    path(
        "assessments/<uuid:pk>/versions/<int:number>/document/",
        versions.VersionDocument.as_view(),
        name="api_version_document",
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
