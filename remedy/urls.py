"""Addresses of the channel, and of the cases that come through it."""

from django.urls import URLPattern, URLResolver, path

from remedy.intake import help as outside_help

app_name = "remedy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("raise/help/", outside_help.page, name="help"),
]
