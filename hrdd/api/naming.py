"""What the description of the API says of itself, and what it calls the choices that several rows share."""

from typing import Final

DESCRIPTION: Final = {
    "TITLE": "HRDD Workbench",
    "DESCRIPTION": "Human rights due diligence on generative AI: risk to people, most severe first.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "SystemKind": "assessments.models.System.Kind",
        "ReportKind": "hrdd.reports.models.Run.Kind",
        "EvidenceKind": "hrdd.evidence.models.Evidence.Kind",
        "ClaimStatus": "hrdd.evidence.models.ClaimStatus",
        "OccurrenceClaimStatus": "assessments.models.Occurrence.ClaimStatus",
        "RiskStanding": "assessments.models.Standing",
        "ApprovalState": "assessments.models.Approval.State",
        "DecisionState": "assessments.models.RiskDecision.State",
        "MeasureStatus": "assessments.models.Measure.Status",
        "Involvement": "assessments.models.involvement.Kind",
        "InvolvementOfOther": "assessments.models.involvement.KindOfOther",
        "Position": "assessments.models.value_chain.Position",
        "Known": "stakeholders.models.engagement.Known",
        "Level": "stakeholders.models.engagement.ConfidentialityLevel",
        "LifecycleStage": "assessments.models.value_chain.Stage",
        "EngagementMethod": "stakeholders.models.engagement.Method",
        "InputKind": "stakeholders.models.Input.Kind",
        "RequestAnswer": "stakeholders.models.Request.Answer",
        "CollectiveConsentState": "stakeholders.models.consent.CollectiveState",
        "ConsentUse": "stakeholders.models.consent.Use",
        "ConsentAnswer": "stakeholders.models.consent.UseAnswer",
        "FollowUpOutcome": "stakeholders.models.FollowUp.Outcome",
        "ReportReaders": "hrdd.reports.models.Run.Readers",
        "Factor": "assessments.models.involvement.Factor",
    },
}
