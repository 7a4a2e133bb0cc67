"""Addresses of reports: those of one assessment, all of them, and one with its files."""

from django.urls import path

from hrdd.reports import files, leaflet, statistics, taken_back, views

app_name = "reports"
urlpatterns = [
    path("assessments/<uuid:pk>/reports/", views.for_assessment, name="for_assessment"),
    path(
        "engagements/<uuid:pk>/consents/<uuid:consent_pk>/reports/", taken_back.with_words, name="with_words"
    ),
    path(
        "engagements/<uuid:pk>/consents/<uuid:consent_pk>/reports/letter/",
        taken_back.letter,
        name="letter_taken_back",
    ),
    path("stakeholders/statistics/pdf/", statistics.pdf, name="statistics_pdf"),
    path("engagements/<uuid:pk>/feedback/<slug:language>/pdf/", leaflet.feedback, name="feedback_pdf"),
    path("reports/", views.index, name="list"),
    path("reports/<uuid:pk>/", views.run, name="run"),
    path("reports/<uuid:pk>/retry/", views.retry, name="retry"),
    path("reports/<uuid:pk>/pdf/", files.pdf, name="pdf"),
    path("reports/<uuid:pk>/html/", files.html, name="html"),
    path("reports/<uuid:pk>/document/", files.document, name="document"),
]
