from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.hanging import OnRisk
from hrdd.lib.models import Row
from taxonomy.models import Category, Edition, Right


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self, edition: Edition) -> Self:
        """Returns closures of rights, and of this edition's categories; those of other editions wait."""
        return self.filter(Q(category=None) | Q(category__edition=edition))

    def in_full(self) -> Self:
        """Returns closures with what lists show of them, the latest first."""
        return self.select_related("category", "right", "closed_by").order_by("-closed_at", "-id")


class Closure(Row):
    """A category or a right that was considered and found not relevant here, with the reason."""

    PERSONAL_FIELDS: ClassVar = ("closed_by",)
    OTHER_FIELDS: ClassVar = ("id", "assessment", "category", "right", "reason", "closed_at", "version")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="closures")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Right, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("why it is not relevant"), max_length=10_000)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category=None, right__isnull=False) | Q(category__isnull=False, right=None),
                name="a_closure_is_of_a_category_or_a_right",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_has_its_reason"),
            models.UniqueConstraint(fields=["assessment", "category"], name="one_closure_per_category"),
            models.UniqueConstraint(fields=["assessment", "right"], name="one_closure_per_right"),
        ]

    def __str__(self) -> str:
        return str(self.category or self.right)

    @property
    def company_id(self) -> Any:
        """Returns the company whose assessment this is."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id


class CarriedRisk(OnRisk):
    """Where a risk stood before its assessment moved to an edition without that category.

    Moving back puts it there again, unless somebody gave it another category meanwhile.
    """

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "risk", "category", "target_code")

    risk = models.OneToOneField("assessments.Risk", on_delete=models.CASCADE, related_name="carried")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    target_code = models.CharField(max_length=3)

    def __str__(self) -> str:
        return f"{self.risk}, before in {self.category}"
