from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from hrdd.lib.models import Row
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.confidentiality import CHECKED
from stakeholders.models.engagement import ConfidentialityLevel


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def visible_to(self, user: Any) -> Self:
        """Returns what is left of records she could have known of while they stood, by their level.

        Those who may see the history of everything, and engagement leads, know of all of them.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        opened = Assessment.objects.visible_to(user, Action.VIEW_HISTORY)
        known = Q(assessment__in=opened) | Q(company__in=company_ids(user, Action.READ_INTERNAL))
        all_of = {
            *company_ids(user, Action.VIEW_HISTORY),
            *company_ids(user, Action.READ_RESTRICTED),
        }
        checked = known & Q(level__in=[level.value for level in CHECKED])
        return self.filter(Q(company__in=all_of) | checked)


class Tombstone(Row):
    """That something was deleted, what kind of thing, when, by whom and by which rule. Holds no content.

    `of_id` is the id the log knows it by; `spoke_to` names the risks it was linked to, such as R-3, of
    `assessment`.
    """

    PERSONAL_FIELDS: ClassVar = ("deleted_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "company", "kind", "of_id", "reference", "level", "rule", "kept_until", "assessment",
        "spoke_to", "deleted_at",
    )  # fmt: skip

    class Kind(models.TextChoices):
        RECORD = "record", _("Engagement record")
        IDENTITY = "identity", _("Who a contact is")

    class Rule(models.TextChoices):
        TIME_OVER = "time_over", _("Its time is over")
        ON_REQUEST = "on_request", _("People asked for it")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tombstones")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    of_id = models.UUIDField()
    # Such as E-7; of a contact nothing, for her pseudonym is hers.
    reference = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=10, choices=ConfidentialityLevel.choices, blank=True)
    rule = models.CharField(max_length=12, choices=Rule.choices)
    kept_until = models.DateField(null=True, blank=True)
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="tombstones"
    )
    spoke_to = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        ordering = ["-deleted_at", "-id"]
        indexes = [models.Index(fields=["company", "-deleted_at"], name="tombstone_by_company")]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__in=("time_over", "on_request")), name="a_tombstone_names_its_rule"
            ),
        ]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        kind = str(self.get_kind_display())
        return f"{kind} {self.reference}" if self.reference else kind

    @property
    def risks_in_words(self) -> str:
        """Returns the risks it spoke to, with commas between."""
        return ", ".join(self.spoke_to)
