"""Addresses of reports: those of one assessment, all of them, and one with its files."""

from django.urls import path

from hrdd.reports import files, views

app_name = "reports"
urlpatterns = [
    path("assessments/<uuid:pk>/reports/", views.for_assessment, name="for_assessment"),
    path("reports/", views.index, name="list"),
    path("reports/<uuid:pk>/", views.run, name="run"),
    path("reports/<uuid:pk>/retry/", views.retry, name="retry"),
    path("reports/<uuid:pk>/pdf/", files.pdf, name="pdf"),
    path("reports/<uuid:pk>/html/", files.html, name="html"),
    path("reports/<uuid:pk>/document/", files.document, name="document"),
]
