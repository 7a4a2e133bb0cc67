"""Addresses of the engagement log in the API: the same nouns as on screen."""

from django.urls import path

from stakeholders.api import engagements, inputs, requests

ONE = "engagements/<uuid:pk>/"
INPUT = f"{ONE}inputs/<uuid:input_pk>/"
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
    path(f"{ONE}requests/", requests.Requests.as_view(), name="api_requests"),
    path(REQUEST, requests.RequestDetail.as_view(), name="api_request"),
    path(f"{REQUEST}answer/", requests.Answer.as_view(), name="api_request_answer"),
    path(f"{REQUEST}telling/", requests.Telling.as_view(), name="api_request_telling"),
    path(f"{REQUEST}reply/", requests.Reply.as_view(), name="api_request_reply"),
]
