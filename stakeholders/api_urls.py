"""Addresses of the engagement log in the API: the same nouns as on screen."""

from django.urls import path

from stakeholders.api import (
    attachments,
    calendar,
    consents,
    contact_holds,
    contacts,
    engagements,
    feedback,
    groups,
    initiatives,
    inputs,
    not_sought,
    openings,
    past,
    plan,
    requests,
    retention,
    risk_voices,
    safety,
    scorecard,
    sealing,
    statistics,
    support,
)

ONE = "engagements/<uuid:pk>/"
INPUT = f"{ONE}inputs/<uuid:input_pk>/"
CONSENT = f"{ONE}consents/<uuid:consent_pk>/"
REQUEST = f"{ONE}requests/<uuid:request_pk>/"
CONTACT = "stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/"
FOR_ASSESSMENT = "assessments/<uuid:pk>/engagement/"
GROUPS = [
    path("stakeholders/", groups.StakeholderGroups.as_view(), name="api_stakeholders"),
    path(
        "stakeholders/statistics/",
        statistics.EngagementStatistics.as_view(),
        name="api_engagement_statistics",
    ),
    path("stakeholders/<uuid:pk>/", groups.StakeholderGroupDetail.as_view(), name="api_stakeholder"),
    path("stakeholders/<uuid:pk>/support/", support.SupportList.as_view(), name="api_support_list"),
    path(
        "stakeholders/<uuid:pk>/support/<uuid:support_pk>/",
        support.SupportDetail.as_view(),
        name="api_support",
    ),
    path("initiatives/", initiatives.Initiatives.as_view(), name="api_initiatives"),
    path("initiatives/<uuid:pk>/", initiatives.InitiativeDetail.as_view(), name="api_initiative"),
    path("stakeholders/<uuid:pk>/contacts/", contacts.Contacts.as_view(), name="api_contacts"),
    path(CONTACT, contacts.ContactDetail.as_view(), name="api_contact"),
    path(f"{CONTACT}openings/", contacts.ContactOpenings.as_view(), name="api_contact_openings"),
    path(f"{CONTACT}hold/", contact_holds.ContactHold.as_view(), name="api_contact_hold"),
    path(f"{CONTACT}hold/end/", contact_holds.ContactHoldEnd.as_view(), name="api_contact_hold_end"),
    path(f"{CONTACT}erasure/", contacts.ContactErasure.as_view(), name="api_contact_erasure"),
]
PLAN = [
    path(
        "assessments/<uuid:pk>/risks/<uuid:risk_pk>/voices/",
        risk_voices.RiskVoices.as_view(),
        name="api_risk_voices",
    ),
    path(FOR_ASSESSMENT, plan.Grid.as_view(), name="api_engagement_grid"),
    path(f"{FOR_ASSESSMENT}scorecard/", scorecard.Scorecard.as_view(), name="api_engagement_scorecard"),
    path(f"{FOR_ASSESSMENT}plan/", plan.Plan.as_view(), name="api_plan"),
    path(f"{FOR_ASSESSMENT}plan/<uuid:planned_pk>/", plan.PlannedDetail.as_view(), name="api_planned"),
    path(
        f"{FOR_ASSESSMENT}plan/<uuid:planned_pk>/removal/",
        plan.PlannedRemoval.as_view(),
        name="api_planned_removal",
    ),
    path(f"{FOR_ASSESSMENT}not-sought/", not_sought.NotSoughtList.as_view(), name="api_not_sought_list"),
    path(
        f"{FOR_ASSESSMENT}not-sought/<uuid:not_sought_pk>/",
        not_sought.NotSoughtDetail.as_view(),
        name="api_not_sought",
    ),
    path(
        f"{FOR_ASSESSMENT}not-sought/<uuid:not_sought_pk>/removal/",
        not_sought.NotSoughtRemoval.as_view(),
        name="api_not_sought_removal",
    ),
]
PAST_ONE = "past-engagements/<uuid:pk>/"
PAST = [
    path("past-engagements/", past.PastTables.as_view(), name="api_past_engagements"),
    path(PAST_ONE, past.PastDetail.as_view(), name="api_past"),
    path(f"{PAST_ONE}confirmation/", past.PastConfirmation.as_view(), name="api_past_confirmation"),
    path(f"{PAST_ONE}cancellation/", past.PastCancellation.as_view(), name="api_past_cancellation"),
]
ENGAGEMENTS = [
    path("engagements/", engagements.Engagements.as_view(), name="api_engagements"),
    path("engagements/calendar/", calendar.EngagementCalendar.as_view(), name="api_engagement_calendar"),
    path(ONE, engagements.EngagementDetail.as_view(), name="api_engagement"),
    path(f"{ONE}recording/", engagements.Recording.as_view(), name="api_recording"),
    path(f"{ONE}participants/", engagements.Participants.as_view(), name="api_participants"),
    path(f"{ONE}inputs/", inputs.Inputs.as_view(), name="api_inputs"),
    path(INPUT, inputs.InputDetail.as_view(), name="api_input"),
    path(f"{INPUT}links/", inputs.Links.as_view(), name="api_input_links"),
    path(
        f"{INPUT}links/<uuid:link_pk>/removal/", inputs.LinkRemoval.as_view(), name="api_input_link_removal"
    ),
    path(f"{ONE}consents/", consents.Consents.as_view(), name="api_consents"),
    path(CONSENT, consents.ConsentDetail.as_view(), name="api_consent"),
    path(f"{CONSENT}withdrawal/", consents.ConsentWithdrawal.as_view(), name="api_consent_withdrawal"),
    path(f"{CONSENT}code/", consents.ConsentCode.as_view(), name="api_consent_code"),
    path(f"{ONE}collective/", safety.CollectiveConsents.as_view(), name="api_collective_consents"),
    path(f"{ONE}follow-ups/", safety.FollowUps.as_view(), name="api_follow_ups"),
    path(f"{ONE}follow-ups/<uuid:follow_up_pk>/", safety.FollowUpDetail.as_view(), name="api_follow_up"),
    path(f"{ONE}requests/", requests.Requests.as_view(), name="api_requests"),
    path(REQUEST, requests.RequestDetail.as_view(), name="api_request"),
    path(f"{REQUEST}answer/", requests.Answer.as_view(), name="api_request_answer"),
    path(f"{REQUEST}telling/", requests.Telling.as_view(), name="api_request_telling"),
    path(f"{REQUEST}reply/", requests.Reply.as_view(), name="api_request_reply"),
    path(f"{REQUEST}change/", requests.NamedChange.as_view(), name="api_request_change"),
    path(f"{REQUEST}links/", requests.RequestLinks.as_view(), name="api_request_links"),
    path(
        f"{REQUEST}links/<uuid:request_link_pk>/removal/",
        requests.RequestLinkRemoval.as_view(),
        name="api_request_link_removal",
    ),
]
FEEDBACK = [
    path(f"{ONE}feedback/<slug:language>/", feedback.FeedbackDetail.as_view(), name="api_feedback"),
    path(
        f"{ONE}feedback/<slug:language>/telling/",
        feedback.FeedbackTellings.as_view(),
        name="api_feedback_telling",
    ),
    path(
        f"{ONE}feedback/<slug:language>/texts/<uuid:part_pk>/",
        feedback.FeedbackTextDetail.as_view(),
        name="api_feedback_text",
    ),
]
OPENING = f"{ONE}openings/<uuid:opening_pk>/"
ATTACHMENT = f"{ONE}attachments/<uuid:attachment_pk>/"
SEALED = [
    path(f"{ONE}sealing/", sealing.Sealing.as_view(), name="api_sealing"),
    path(f"{INPUT}sealing/", sealing.InputSealing.as_view(), name="api_input_sealing"),
    path(f"{ONE}openings/", openings.Openings.as_view(), name="api_openings"),
    path(OPENING, openings.OpeningDetail.as_view(), name="api_opening"),
    path(f"{OPENING}agreement/", openings.Agreement.as_view(), name="api_opening_agreement"),
    path(f"{OPENING}end/", openings.End.as_view(), name="api_opening_end"),
    path(f"{OPENING}readings/", openings.Readings.as_view(), name="api_opening_readings"),
    path(
        f"{OPENING}attachments/<uuid:attachment_pk>/",
        openings.SealedFile.as_view(),
        name="api_opening_attachment",
    ),
    path(f"{OPENING}unsealing/", openings.Unsealing.as_view(), name="api_unsealing"),
]
KEEPING = [
    path("engagements/tombstones/", retention.Tombstones.as_view(), name="api_tombstones"),
    path(f"{ONE}retention/", retention.Retention.as_view(), name="api_retention"),
    path(f"{ONE}hold/", retention.Hold.as_view(), name="api_hold"),
    path(f"{ONE}hold/end/", retention.HoldEnd.as_view(), name="api_hold_end"),
    path(f"{ONE}deletion/", retention.Deletion.as_view(), name="api_deletion"),
    path(f"{ONE}attachments/", attachments.Attachments.as_view(), name="api_attachments"),
    path(f"{ATTACHMENT}file/", attachments.AttachmentFile.as_view(), name="api_attachment_file"),
    path(f"{ATTACHMENT}removal/", attachments.AttachmentRemoval.as_view(), name="api_attachment_removal"),
]
urlpatterns = [*GROUPS, *PLAN, *PAST, *ENGAGEMENTS, *FEEDBACK, *SEALED, *KEEPING]
