"""Addresses of reports in the API."""

from django.urls import path

from hrdd.reports import api

urlpatterns = [
    path("assessments/<uuid:pk>/reports/", api.Runs.as_view(), name="api_reports"),
    path("reports/<uuid:pk>/", api.RunDetail.as_view(), name="api_report"),
    path("reports/<uuid:pk>/pdf/", api.Pdf.as_view(), name="api_report_pdf"),
    path("reports/<uuid:pk>/document/", api.FrozenDocument.as_view(), name="api_report_document"),
]
