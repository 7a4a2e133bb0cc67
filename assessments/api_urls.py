"""Addresses of systems, assessments, risks and comments in the API."""

from django.urls import path

from assessments.api import (
    bulk,
    decisions,
    evidence,
    exports,
    grants,
    group_ratings,
    happened,
    imports,
    involvements,
    moments,
    residual,
    risks,
    systems,
    transfer,
    versions,
    views,
)

urlpatterns = [
    path("systems/", systems.Systems.as_view(), name="api_systems"),
    path("systems/<uuid:pk>/", systems.SystemDetail.as_view(), name="api_system"),
    path("systems/<uuid:pk>/versions/", systems.SystemVersions.as_view(), name="api_system_versions"),
    path(
        "systems/<uuid:pk>/versions/<uuid:version_pk>/",
        systems.SystemVersionDetail.as_view(),
        name="api_system_version",
    ),
    path("systems/<uuid:pk>/parties/", systems.SystemParties.as_view(), name="api_system_parties"),
    path(
        "systems/<uuid:pk>/parties/<uuid:system_party_pk>/",
        systems.SystemPartyDetail.as_view(),
        name="api_system_party",
    ),
    path("parties/", systems.Parties.as_view(), name="api_parties"),
    path("moments/", moments.Moments.as_view(), name="api_calendar"),
    path("systems/<uuid:pk>/moments/", moments.SystemMoments.as_view(), name="api_moments"),
    path("systems/<uuid:pk>/moments/<uuid:moment_pk>/", moments.MomentDetail.as_view(), name="api_moment"),
    path(
        "systems/<uuid:pk>/moments/<uuid:moment_pk>/acceptance/",
        moments.Acceptance.as_view(),
        name="api_moment_acceptance",
    ),
    path(
        "systems/<uuid:pk>/moments/<uuid:moment_pk>/answer/",
        moments.Answer.as_view(),
        name="api_moment_answer",
    ),
    path(
        "systems/<uuid:pk>/moments/<uuid:moment_pk>/waiver/",
        moments.Waiver.as_view(),
        name="api_moment_waiver",
    ),
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
    path("assessments/<uuid:pk>/imports/", imports.Imports.as_view(), name="api_imports"),
    path(
        "assessments/<uuid:pk>/imports/<uuid:import_pk>/", imports.ImportDetail.as_view(), name="api_import"
    ),
    path(
        "assessments/<uuid:pk>/imports/<uuid:import_pk>/mapping/",
        imports.ImportMapping.as_view(),
        name="api_import_mapping",
    ),
    path(
        "assessments/<uuid:pk>/imports/<uuid:import_pk>/confirmation/",
        imports.ImportConfirmation.as_view(),
        name="api_import_confirmation",
    ),
    path(
        "assessments/<uuid:pk>/imports/<uuid:import_pk>/cancellation/",
        imports.ImportCancellation.as_view(),
        name="api_import_cancellation",
    ),
    path("assessments/<uuid:pk>/grants/", grants.Grants.as_view(), name="api_grants"),
    path("assessments/<uuid:pk>/grants/<uuid:grant_pk>/", grants.GrantDetail.as_view(), name="api_grant"),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/occurrences/",
        happened.Occurrences.as_view(),
        name="api_occurrences",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/occurrences/<uuid:occurrence_pk>/",
        happened.OccurrenceDetail.as_view(),
        name="api_occurrence",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/occurrences/<uuid:occurrence_pk>/removal/",
        happened.OccurrenceRemoval.as_view(),
        name="api_occurrence_removal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/measures/",
        happened.Measures.as_view(),
        name="api_measures",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/measures/<uuid:measure_pk>/",
        happened.MeasureDetail.as_view(),
        name="api_measure",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/evidence/",
        evidence.EvidenceOfRisk.as_view(),
        name="api_evidence_list",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/",
        evidence.EvidenceDetail.as_view(),
        name="api_evidence",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/file/",
        evidence.EvidenceFile.as_view(),
        name="api_evidence_file",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/evidence/<uuid:evidence_pk>/removal/",
        evidence.EvidenceRemoval.as_view(),
        name="api_evidence_removal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/decisions/",
        decisions.Decisions.as_view(),
        name="api_decisions",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/approval/",
        decisions.DecisionApproval.as_view(),
        name="api_decision_approval",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/refusal/",
        decisions.DecisionRefusal.as_view(),
        name="api_decision_refusal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/decisions/<uuid:decision_pk>/withdrawal/",
        decisions.DecisionWithdrawal.as_view(),
        name="api_decision_withdrawal",
    ),
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/confirmation/",
        decisions.Confirmation.as_view(),
        name="api_confirmation",
    ),
    path("assessments/<uuid:pk>/risks/bulk/", bulk.Bulk.as_view(), name="api_bulk"),
    path("assessments/<uuid:pk>/risks/starting-list/", bulk.StartingList.as_view(), name="api_starting_list"),
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
