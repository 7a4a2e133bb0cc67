"""Every address of the workbench."""

from django.urls import include, path

from hrdd import health

# One namespace for both, so that a page is named by what it shows and not by where it stands.
ASSESSMENTS = [
    path("assessments/", include("assessments.urls")),
    path("", include("assessments.system_urls")),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("hrdd.accounts.sign_in_urls")),
    path("taxonomy/", include("taxonomy.urls")),
    path("", include((ASSESSMENTS, "assessments"))),
    path("", include("stakeholders.urls")),
    path("", include("remedy.urls")),
    path("", include("hrdd.reports.urls")),
    path("api/v1/taxonomy/", include("taxonomy.api_urls")),
    path("api/v1/", include("assessments.api_urls")),
    path("api/v1/", include("stakeholders.api_urls")),
    path("api/v1/", include("hrdd.reports.api_urls")),
    path("api/v1/", include("hrdd.dashboard.api_urls")),
    path("api/v1/", include("hrdd.api.urls")),
    path("", include("hrdd.accounts.urls")),
    path("", include("hrdd.dashboard.urls")),
]
