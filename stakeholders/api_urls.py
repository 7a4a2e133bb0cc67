"""Addresses of the engagement log in the API: the same nouns as on screen."""

from django.urls import path

from stakeholders.api import consents, engagements, inputs, requests, safety

ONE = "engagements/<uuid:pk>/"
INPUT = f"{ONE}inputs/<uuid:input_pk>/"
CONSENT = f"{ONE}consents/<uuid:consent_pk>/"
REQUEST = f"{ONE}requests/<uuid:request_pk>/"

urlpatterns = [
    path("engagements/", engagements.Engagements.as_view(), name="api_engagements"),
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
]
