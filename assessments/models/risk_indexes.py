"""The indexes of risks, and which page each of them serves. All hold the order of `severity-first/1`."""

from django.db import models
from django.db.models import F, Q

from assessments.models.decision import Standing
from assessments.severity import Nature

ORDER = (F("order_key").desc(), F("created_at"), F("id"))
STANDING = ~Q(standing=Standing.CLOSED)

INDEXES = [
    # The register of one assessment.
    models.Index(F("assessment"), *ORDER, name="risk_by_severity"),
    # The most severe of a company, across its assessments.
    models.Index(F("company"), *ORDER, condition=STANDING, name="risk_by_company"),
    # What has happened is a small part of that, and would be looked for in all of it.
    models.Index(
        F("company"),
        *ORDER,
        condition=STANDING & Q(nature=Nature.ACTUAL.value),
        name="risk_actual_by_company",
    ),
    # The cells of a heat map, without reading a risk.
    models.Index(fields=["assessment", "category", "band"], condition=STANDING, name="risk_by_category"),
    # What nobody knows yet, on Home.
    models.Index(
        *ORDER,
        condition=Q(scale=None) | Q(scope=None) | Q(irremediability=None),
        name="risk_needs_evidence",
    ),
    # What was put off, on Home: few, and their day is looked up one by one.
    models.Index(fields=["company"], condition=Q(standing=Standing.DEFERRED), name="risk_deferred"),
]
