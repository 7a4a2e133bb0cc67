from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from assessments.models.hanging import OnRisk, of_risk
from assessments.models.rated import Rated, group_key_expression
from assessments.severity import Nature, Severity
from taxonomy.models import Group

# The worst-affected group's measures are copied onto the risk by the database itself: no path can forget it.
COPY_WORST = """
    UPDATE assessments_risk SET worst_group_id = worst.group_id, group_scale = worst.scale,
        group_scope = worst.scope, group_irremediability = worst.irremediability
    FROM (VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.risk_id ELSE NEW.risk_id END)) AS touched (risk_id)
    LEFT JOIN LATERAL (
        SELECT * FROM assessments_grouprating AS r WHERE r.risk_id = touched.risk_id
        ORDER BY r.group_key DESC, r.rated_at, r.id LIMIT 1
    ) AS worst ON true
    WHERE assessments_risk.id = touched.risk_id;
    RETURN NULL;
"""


class GroupRating(OnRisk, Rated):
    """How severe the harm is for one group, where that differs. The rank follows the worst-affected one."""

    PERSONAL_FIELDS: ClassVar = ("author",)
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "group", "scale", "scope", "irremediability", "scale_reason", "scope_reason",
        "irremediability_reason", "band", "group_key", "rated_at", "version",
    )  # fmt: skip

    risk = of_risk("group_ratings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    group_key = models.GeneratedField(
        expression=group_key_expression(), output_field=models.IntegerField(), db_persist=True
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-group_key", "rated_at", "id"]
        constraints = [
            *Rated.Meta.constraints,
            models.UniqueConstraint(fields=["risk", "group"], name="one_rating_per_group_and_risk"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="copy_worst_group",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func=COPY_WORST,
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} on {self.risk}"

    @property
    def severity(self) -> Severity:
        """Returns the group's rating; whether it happened, and how likely it is, is the risk's to say."""
        return Severity(
            scale=self.scale,
            scope=self.scope,
            irremediability=self.irremediability,
            nature=Nature(self.risk.nature),
            likelihood=self.risk.likelihood,
            delay_makes_irremediable=self.risk.delay_makes_irremediable,
        )
