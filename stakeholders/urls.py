"""Addresses of the engagement log; everything inside an engagement is reached through it."""

from django.urls import path

from stakeholders.views import engagements, inputs, requests

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
    path("engagements/<uuid:pk>/requests/", requests.index, name="requests"),
    path("engagements/<uuid:pk>/requests/<uuid:request_pk>/", requests.one, name="request"),
    path(
        "engagements/<uuid:pk>/requests/<uuid:request_pk>/telling/",
        requests.telling,
        name="request_telling",
    ),
    path("engagements/<uuid:pk>/requests/<uuid:request_pk>/reply/", requests.reply, name="request_reply"),
]
