"""Addresses of the engagement log; everything inside an engagement is reached through it."""

from django.urls import path

from stakeholders.views import (
    attachments,
    collective,
    consents,
    contact_holds,
    contacts,
    engagements,
    follow_ups,
    groups,
    inputs,
    my_consent,
    not_sought,
    openings,
    overrides,
    plan,
    requests,
    retention,
    sealing,
    unsealing,
)

app_name = "stakeholders"
# A group and its contacts
GROUPS = [
    path("stakeholders/", groups.index, name="groups"),
    path("stakeholders/new/", groups.create, name="group_new"),
    path("stakeholders/<uuid:pk>/", groups.group, name="group"),
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
# Who is heard for an assessment
PLAN = [
    path("assessments/<uuid:pk>/engagement/", plan.for_assessment, name="for_assessment"),
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
    *PLAN,
    *SEALED,
    *KEEPING,
    path("engagements/", engagements.index, name="list"),
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
]
