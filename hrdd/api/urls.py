"""The description of the API, and the answer for addresses it does not have."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from hrdd.api import description  # noqa: F401  # registers itself

app_name = "api"
urlpatterns = [path("schema/", SpectacularAPIView.as_view(), name="schema")]
