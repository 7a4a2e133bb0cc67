"""Addresses of the engagement log; everything inside an engagement is reached through it."""

from django.urls import path

from stakeholders.views import (
    attachments,
    calendar,
    collective,
    consents,
    contact_holds,
    contacts,
    engagements,
    feedback,
    feedback_texts,
    follow_ups,
    groups,
    initiatives,
    inputs,
    my_consent,
    not_sought,
    openings,
    overrides,
    past,
    plan,
    request_links,
    requests,
    retention,
    risk_voices,
    scorecard,
    sealing,
    statistics,
    support,
    unsealing,
)

app_name = "stakeholders"
# A group and its contacts
GROUPS = [
    path("stakeholders/", groups.index, name="groups"),
    path("stakeholders/statistics/", statistics.index, name="statistics"),
    path("stakeholders/statistics/csv/", statistics.csv, name="statistics_csv"),
    path("stakeholders/statistics/json/", statistics.json, name="statistics_json"),
    path("stakeholders/new/", groups.create, name="group_new"),
    path("stakeholders/support/", support.ledger, name="ledger"),
    path("stakeholders/<uuid:pk>/", groups.group, name="group"),
    path("stakeholders/<uuid:pk>/support/", support.index, name="support"),
    path("stakeholders/<uuid:pk>/support/<uuid:support_pk>/", support.support, name="support_edit"),
    path("stakeholders/<uuid:pk>/edit/", groups.edit, name="group_edit"),
    path("stakeholders/<uuid:pk>/contacts/", contacts.index, name="contacts"),
    path("stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/", contacts.contact, name="contact"),
    path(
        "stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/opening/",
        contacts.opening,
        name="contact_opening",
    ),
    path(
        "stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/erasure/",
        contacts.erasure,
        name="contact_erasure",
    ),
    path("stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/hold/", contact_holds.hold, name="contact_hold"),
    path(
        "stakeholders/<uuid:pk>/contacts/<uuid:contact_pk>/hold/end/",
        contact_holds.hold_end,
        name="contact_hold_end",
    ),
]
# What a company does together with others
INITIATIVES = [
    path("initiatives/", initiatives.index, name="initiatives"),
    path("initiatives/new/", initiatives.create, name="initiative_new"),
    path("initiatives/<uuid:pk>/", initiatives.initiative, name="initiative"),
    path("initiatives/<uuid:pk>/edit/", initiatives.edit, name="initiative_edit"),
]
# Past engagements out of a table
PAST = [
    path("past-engagements/", past.index, name="past_engagements"),
    path("past-engagements/<uuid:pk>/", past.detail, name="past"),
    path("past-engagements/<uuid:pk>/confirmation/", past.confirmation, name="past_confirmation"),
    path("past-engagements/<uuid:pk>/cancellation/", past.cancellation, name="past_cancellation"),
]
# Who is heard for an assessment
PLAN = [
    path("assessments/<uuid:pk>/risks/<uuid:risk_pk>/voices/", risk_voices.risk_voices, name="risk_voices"),
    path("assessments/<uuid:pk>/engagement/", plan.for_assessment, name="for_assessment"),
    path("assessments/<uuid:pk>/engagement/scorecard/", scorecard.index, name="scorecard"),
    path(
        "assessments/<uuid:pk>/engagement/scorecard/<slug:figure>/", scorecard.behind, name="scorecard_rows"
    ),
    path("assessments/<uuid:pk>/engagement/plan/", plan.plan, name="plan"),
    path("assessments/<uuid:pk>/engagement/plan/<uuid:planned_pk>/", plan.planned, name="planned"),
    path(
        "assessments/<uuid:pk>/engagement/plan/<uuid:planned_pk>/removal/",
        plan.planned_removal,
        name="planned_removal",
    ),
    path("assessments/<uuid:pk>/engagement/not-sought/", not_sought.create, name="not_sought_new"),
    path(
        "assessments/<uuid:pk>/engagement/not-sought/<uuid:not_sought_pk>/",
        not_sought.not_sought,
        name="not_sought",
    ),
    path(
        "assessments/<uuid:pk>/engagement/not-sought/<uuid:not_sought_pk>/removal/",
        not_sought.removal,
        name="not_sought_removal",
    ),
]
FEEDBACK = [
    path("engagements/<uuid:pk>/feedback/", feedback.index, name="feedback"),
    path("engagements/<uuid:pk>/feedback/<slug:language>/", feedback.one, name="feedback_in"),
    path("engagements/<uuid:pk>/feedback/<slug:language>/text/", feedback.text, name="feedback_as_text"),
    path(
        "engagements/<uuid:pk>/feedback/<slug:language>/telling/", feedback.telling, name="feedback_telling"
    ),
    path(
        "engagements/<uuid:pk>/feedback/<slug:language>/requests/<uuid:request_pk>/",
        feedback_texts.of_request,
        name="feedback_of_request",
    ),
    path(
        "engagements/<uuid:pk>/feedback/<slug:language>/inputs/<uuid:input_pk>/",
        feedback_texts.of_input,
        name="feedback_of_input",
    ),
]
ONE = "engagements/<uuid:pk>/"
OPENING = f"{ONE}openings/<uuid:opening_pk>/"
ATTACHMENT = f"{ONE}attachments/<uuid:attachment_pk>/"
# What two people open together
SEALED = [
    path(f"{ONE}sealing/", sealing.sealing, name="sealing"),
    path(f"{ONE}inputs/<uuid:input_pk>/sealing/", sealing.input_sealing, name="input_sealing"),
    path(f"{ONE}openings/", openings.index, name="openings"),
    path(OPENING, openings.one, name="opening"),
    path(f"{OPENING}agreement/", openings.agreement, name="opening_agreement"),
    path(f"{OPENING}end/", openings.end, name="opening_end"),
    path(f"{OPENING}reading/", openings.reading, name="opening_reading"),
    path(f"{OPENING}attachments/<uuid:attachment_pk>/", openings.attachment, name="opening_attachment"),
    path(f"{OPENING}unsealing/", unsealing.unsealing, name="unsealing"),
]
KEEPING = [
    path("engagements/tombstones/", retention.tombstones, name="tombstones"),
    path(f"{ONE}retention/", retention.retention, name="retention"),
    path(f"{ONE}hold/", retention.hold, name="hold"),
    path(f"{ONE}hold/end/", retention.hold_end, name="hold_end"),
    path(f"{ONE}deletion/", retention.deletion, name="deletion"),
    path(f"{ONE}attachments/", attachments.index, name="attachments"),
    path(f"{ATTACHMENT}file/", attachments.file, name="attachment_file"),
    path(f"{ATTACHMENT}removal/", attachments.removal, name="attachment_removal"),
]
urlpatterns = [
    *GROUPS,
    *INITIATIVES,
    *PAST,
    *PLAN,
    *FEEDBACK,
    *SEALED,
    *KEEPING,
    path("engagements/", engagements.index, name="list"),
    path("engagements/calendar/", calendar.index, name="calendar"),
    path("engagements/calendar/ics/", calendar.file, name="calendar_ics"),
    path("engagements/new/", engagements.create, name="new"),
    path("engagements/<uuid:pk>/", engagements.engagement, name="engagement"),
    path("engagements/<uuid:pk>/steps/<slug:part>/", engagements.step, name="step"),
    path("engagements/<uuid:pk>/participants/", engagements.participants, name="participants"),
    path("engagements/<uuid:pk>/recording/", engagements.recording, name="recording"),
    path("engagements/<uuid:pk>/inputs/", inputs.index, name="inputs"),
    path("engagements/<uuid:pk>/inputs/<uuid:input_pk>/", inputs.one, name="input"),
    path("engagements/<uuid:pk>/inputs/<uuid:input_pk>/links/", inputs.links, name="input_links"),
    path(
        "engagements/<uuid:pk>/inputs/<uuid:input_pk>/links/<uuid:link_pk>/removal/",
        inputs.link_removal,
        name="input_link_removal",
    ),
    path(
        "engagements/<uuid:pk>/inputs/<uuid:input_pk>/override/", overrides.override, name="consent_override"
    ),
    path(
        "engagements/<uuid:pk>/inputs/<uuid:input_pk>/override/removal/",
        overrides.removal,
        name="consent_override_removal",
    ),
    path("engagements/<uuid:pk>/consents/", consents.index, name="consents"),
    path("engagements/<uuid:pk>/consents/<uuid:consent_pk>/", consents.one, name="consent"),
    path(
        "engagements/<uuid:pk>/consents/<uuid:consent_pk>/withdrawal/",
        consents.withdrawal,
        name="consent_withdrawal",
    ),
    path("engagements/<uuid:pk>/consents/<uuid:consent_pk>/form/", consents.on_paper, name="consent_form"),
    path("engagements/<uuid:pk>/collective/", collective.index, name="collective"),
    path("engagements/<uuid:pk>/follow-ups/", follow_ups.index, name="follow_ups"),
    path("engagements/<uuid:pk>/follow-ups/<uuid:follow_up_pk>/", follow_ups.one, name="follow_up"),
    path("consent/", my_consent.my_consent, name="my_consent"),
    path("consent/withdrawal/", my_consent.withdrawal, name="my_withdrawal"),
    path("engagements/<uuid:pk>/requests/", requests.index, name="requests"),
    path("engagements/<uuid:pk>/requests/<uuid:request_pk>/", requests.one, name="request"),
    path(
        "engagements/<uuid:pk>/requests/<uuid:request_pk>/telling/",
        requests.telling,
        name="request_telling",
    ),
    path("engagements/<uuid:pk>/requests/<uuid:request_pk>/reply/", requests.reply, name="request_reply"),
    path("engagements/<uuid:pk>/requests/<uuid:request_pk>/change/", requests.change, name="request_change"),
    path(
        "engagements/<uuid:pk>/requests/<uuid:request_pk>/links/", request_links.links, name="request_links"
    ),
    path(
        "engagements/<uuid:pk>/requests/<uuid:request_pk>/links/<uuid:request_link_pk>/removal/",
        request_links.link_removal,
        name="request_link_removal",
    ),
]
