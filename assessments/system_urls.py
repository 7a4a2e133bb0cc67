"""Addresses of systems and of moments to assess, under the names of the assessments."""

from django.urls import path

from assessments.views import moments, system_parties, system_versions, systems

urlpatterns = [
    path("moments/", moments.calendar, name="calendar"),
    path("systems/", systems.index, name="systems"),
    path("systems/new/", systems.create, name="system_new"),
    path("systems/<uuid:pk>/", systems.system, name="system"),
    path("systems/<uuid:pk>/edit/", systems.edit, name="system_edit"),
    path("systems/<uuid:pk>/versions/", system_versions.versions, name="system_versions"),
    path("systems/<uuid:pk>/versions/<uuid:version_pk>/", system_versions.version, name="system_version"),
    path("systems/<uuid:pk>/parties/", system_parties.parties, name="system_parties"),
    path("systems/<uuid:pk>/parties/<uuid:system_party_pk>/", system_parties.party, name="system_party"),
    path(
        "systems/<uuid:pk>/parties/<uuid:system_party_pk>/removal/",
        system_parties.removal,
        name="system_party_removal",
    ),
    path("systems/<uuid:pk>/moments/", moments.moments, name="moments"),
    path("systems/<uuid:pk>/moments/<uuid:moment_pk>/", moments.moment, name="moment"),
    path(
        "systems/<uuid:pk>/moments/<uuid:moment_pk>/acceptance/",
        moments.acceptance,
        name="moment_acceptance",
    ),
    path("systems/<uuid:pk>/moments/<uuid:moment_pk>/answer/", moments.answer, name="moment_answer"),
    path("systems/<uuid:pk>/moments/<uuid:moment_pk>/waiver/", moments.waiver, name="moment_waiver"),
    path("systems/<uuid:pk>/moments/<uuid:moment_pk>/reopening/", moments.reopening, name="moment_reopening"),
]
