"""Addresses of the channel, and of the cases that come through it."""

from django.urls import URLPattern, URLResolver, path

from remedy.intake import proof

app_name = "remedy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("raise/proof/", proof.check, name="proof"),
    path("raise/keys/<uuid:company_pk>/", proof.keys, name="keys"),
]
