"""Addresses of the portfolio in the API."""

from django.urls import path

from hrdd.dashboard import api

urlpatterns = [
    path("portfolio/risks/", api.PortfolioRisks.as_view(), name="api_portfolio_risks"),
    path("portfolio/measures/", api.PortfolioMeasures.as_view(), name="api_portfolio_measures"),
]
