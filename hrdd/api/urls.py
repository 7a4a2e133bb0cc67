"""The description of the API, and the answer for addresses it does not have."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from hrdd.api import description  # noqa: F401  # registers itself
from hrdd.api.views import Nowhere

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path(r"", Nowhere.as_view(), name="nowhere"),
]
