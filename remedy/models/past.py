"""What is left of cases that are gone, and the numbers of a quarter. Neither leads to a person or a case."""

from typing import ClassVar, Self
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from remedy.states import CaseState


class CaseTombstone(Row):
    """That a concern came in on a day, and is gone: what a proof of complaint speaks of, and no more.

    No reference, no id of the case, nobody's name.
    """

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "commitment", "filed_on", "erased_on", "rule")

    class Rule(models.TextChoices):
        TIME_OVER = "time_over", _("Its time is over")
        ON_REQUEST = "on_request", _("The person asked for it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64, unique=True)
    filed_on = models.DateField()
    erased_on = models.DateField()
    rule = models.CharField(max_length=12, choices=Rule.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__in=("time_over", "on_request")), name="a_case_tombstone_names_its_rule"
            )
        ]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(_("A concern that is gone"))


class PastCaseQuerySet(models.QuerySet["PastCase"]):
    def of(self, company: Organisation) -> Self:
        """Returns what is counted of a company's cases that are gone."""
        return self.filter(company=company)


class PastCase(Row):
    """One for the numbers: a case that is gone, by its quarter. It leads to no case, and to no tombstone."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "quarter", "stage", "is_urgent")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    stage = models.CharField(max_length=20)
    is_urgent = models.BooleanField()

    objects = PastCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[state.value for state in CaseState]),
                name="a_past_case_has_a_known_stage",
            ),
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}-Q[1-4]$"), name="a_past_case_has_a_quarter"
            ),
        ]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.quarter}, {self.stage}"


class Publication(Row):
    """The numbers of a quarter that has ended, suppressed, as they were published. They never move."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "quarter", "cells", "published_on")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    cells = models.JSONField()
    published_on = models.DateField()

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["company", "quarter"], name="a_quarter_is_published_once"),
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}-Q[1-4]$"), name="a_publication_has_a_quarter"
            ),
        ]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"cases of {self.quarter}"
