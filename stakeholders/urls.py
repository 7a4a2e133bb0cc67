"""Addresses of the engagement log; everything inside an engagement is reached through it."""

from django.urls import path

from stakeholders.views import (
    collective,
    consents,
    engagements,
    follow_ups,
    inputs,
    my_consent,
    overrides,
    requests,
)

app_name = "stakeholders"
urlpatterns = [
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
