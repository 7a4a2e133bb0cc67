"""Addresses."""

from django.urls import path

from hrdd.dashboard import history, views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("portfolio/", views.portfolio, name="portfolio"),
    path("portfolio/risks/", views.portfolio_risks, name="portfolio_risks"),
    path("portfolio/measures/", views.portfolio_measures, name="portfolio_measures"),
    path("history/", history.history, name="history"),
    path("assessments/<uuid:pk>/history/", history.assessment_history, name="assessment_history"),
]
