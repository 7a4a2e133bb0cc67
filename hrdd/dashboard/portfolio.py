"""Where the severe risks are, in short, as Home shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.dashboard.heat_map import for_heat_map, heat_maps
from hrdd.lib.drawings import Portfolio
from taxonomy.models import Edition

SHOWN = 12
MOST_SEVERE = 5
TOLD = (
    "id", "number", "title", "nature", "band", "scale", "scope", "irremediability", "order_key", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grave:
    """A risk of the short list, as it was read along with its assessment."""

    assessment: Assessment
    told: dict[str, Any]

    @property
    def url(self) -> str:
        """Returns the address of the risk."""
        return reverse("assessments:risk", args=[self.assessment.pk, self.told["id"]])


@dataclass(frozen=True)
class Overview:
    """The newest assessments under way: one map per edition in use, and the gravest risks in them."""

    maps: Sequence[tuple[Edition, Portfolio]] = field(default_factory=tuple)
    gravest: Sequence[Grave] = field(default_factory=tuple)
    shown: int = 0
    more: bool = False


def overview(user: User) -> Overview:
    """Returns what she can see of it, in one query, however many risks there are."""
    visible = for_heat_map(Assessment.objects.visible_to(user).at_work())
    worst = Risk.objects.standing().filter(assessment=OuterRef("pk")).ranked()
    told = JSONObject(category="category__short_title", **{name: name for name in TOLD})
    found = list(visible.annotate(gravest=ArraySubquery(worst.values(told=told)[:MOST_SEVERE]))[: SHOWN + 1])
    shown = found[:SHOWN]
    return Overview(maps=heat_maps(shown), gravest=_gravest(shown), shown=len(shown), more=len(found) > SHOWN)


def _gravest(assessments: Iterable[Any]) -> list[Grave]:
    """Returns the most severe of each assessment's most severe risks, in the order of a register."""
    risks = [Grave(assessment, told) for assessment in assessments for told in assessment.gravest]
    risks.sort(key=lambda risk: (-risk.told["order_key"], risk.told["created_at"], risk.told["id"]))
    return risks[:MOST_SEVERE]
