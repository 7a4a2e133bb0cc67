"""Addresses."""

from django.urls import path

from hrdd.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
]
