"""Addresses."""

from django.urls import path

from hrdd.dashboard import history, views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("history/", history.history, name="history"),
    path("assessments/<uuid:pk>/history/", history.assessment_history, name="assessment_history"),
]
