"""Addresses of the channel, and of the cases that come through it."""

from django.urls import URLPattern, URLResolver

app_name = "remedy"
urlpatterns: list[URLPattern | URLResolver] = []
