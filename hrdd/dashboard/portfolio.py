"""Where the severe risks are, in short, as Home shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.dashboard.heat_map import for_heat_map, heat_maps
from hrdd.lib.drawings import Portfolio
from taxonomy.models import Edition

SHOWN = 12
MOST_SEVERE = 5


@dataclass(frozen=True)
class Overview:
    """The newest assessments under way: one map per edition in use, and the gravest risks in them."""

    maps: Sequence[tuple[Edition, Portfolio]] = field(default_factory=tuple)
    gravest: Sequence[Risk] = field(default_factory=tuple)
    shown: int = 0
    more: bool = False


def overview(user: User) -> Overview:
    """Returns what she can see of it, in three queries, however many risks there are."""
    found = list(for_heat_map(Assessment.objects.visible_to(user).at_work())[: SHOWN + 1])
    shown = found[:SHOWN]
    if not shown:
        return Overview()
    these = Assessment.objects.filter(pk__in=[assessment.pk for assessment in shown])
    gravest = Risk.objects.standing().worst_of(these, MOST_SEVERE).for_portfolio()
    return Overview(
        maps=heat_maps(shown),
        gravest=list(gravest.ranked()[:MOST_SEVERE]),
        shown=len(shown),
        more=len(found) > SHOWN,
    )
