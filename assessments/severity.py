"""The rule `severity-first/1`: how grave a harm to people is, and which risk stands above which.

Source: the workbench's own rule. UN Guiding Principle 24 puts severity first and names scale, scope and
irremediability (commentary to Principle 14); ESRS 1 paragraph 45 lets severity take precedence over
likelihood for human rights; no norm prescribes numbers. Any one of the three can make an impact severe
(ESRS 1 AR 11). The numbers are ordinal: they are compared one at a time, never added or multiplied.

Pure: no Django, no clock, no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

RULE = "severity-first/1"
WORST = 5
# From this band on a risk is grave or extreme: it is not set aside alone, and people have to be heard on it.
GRAVE = 4
DIMENSIONS = ("scale", "scope", "irremediability")


class Nature(StrEnum):
    ACTUAL = "actual"
    POTENTIAL = "potential"


@dataclass(frozen=True, slots=True)
class Severity:
    """One rating. Each dimension is 1 to 5, or None for "unknown", which ranks at the worst value.

    Likelihood is asked of potential impacts only; an actual one counts as certain (5).
    """

    scale: int | None
    scope: int | None
    irremediability: int | None
    nature: Nature = Nature.POTENTIAL
    likelihood: int | None = None
    delay_makes_irremediable: bool = False

    def __post_init__(self) -> None:
        for name in (*DIMENSIONS, "likelihood"):
            value = getattr(self, name)
            if value is not None and value not in range(1, WORST + 1):
                raise ValueError(f"{name} must be 1 to 5, or None for unknown, not {value!r}")
        if self.nature is Nature.ACTUAL and self.likelihood is not None:
            raise ValueError("likelihood is not asked of something that has happened")

    @property
    def band(self) -> int:
        """Returns 1 (minor) to 5 (extreme)."""
        return band(scale=self.scale, scope=self.scope, irremediability=self.irremediability)

    @property
    def needs_evidence(self) -> tuple[str, ...]:
        """Returns the names of the dimensions nobody knows yet."""
        asked = DIMENSIONS if self.nature is Nature.ACTUAL else (*DIMENSIONS, "likelihood")
        return tuple(name for name in asked if getattr(self, name) is None)

    @property
    def order(self) -> tuple[int, int, int, int, int, int]:
        """Returns the measures in the order in which risks are compared, each the higher the graver.

        (band, scale, irremediability, delay_makes_irremediable, scope, likelihood); among equals the one
        recorded earlier stands first.
        """
        return (
            self.band,
            worst_if_unknown(self.scale),
            worst_if_unknown(self.irremediability),
            int(self.delay_makes_irremediable),
            worst_if_unknown(self.scope),
            WORST if self.nature is Nature.ACTUAL else worst_if_unknown(self.likelihood),
        )

    @property
    def order_key(self) -> int:
        """Returns `order` written as the digits of one number, so that an index can hold it."""
        key = 0
        for digit in self.order:
            key = key * 10 + digit
        return key

    @property
    def naive_score(self) -> float:
        """Returns mean times likelihood, what a usual risk tool would use. Shown beside, used for nothing."""
        known = [worst_if_unknown(getattr(self, name)) for name in DIMENSIONS]
        return sum(known) / len(known) * self.order[-1]


def worst_affected(own: Severity, groups: Iterable[Severity]) -> Severity:
    """Returns the rating that decides the rank: the worst-affected group's where it is worse than `own`.

    A majority that is hardly touched never hides a small group: nothing is averaged, and a group's rating
    can only raise a rank.
    """
    return max((own, *groups), key=lambda severity: severity.order)


def worst_if_unknown(value: int | None) -> int:
    """Returns the value, or 5 for unknown: unknown is never low."""
    return WORST if value is None else value


def band(*, scale: int | None, scope: int | None, irremediability: int | None) -> int:
    """Returns the band, 1 to 5.

    5 if any of the three is 5 and scale is at least 3; 4 if any is at least 4 and scale at least 2;
    otherwise the largest of the three, but at most scale + 1. The guard on scale is there because nearly
    everything on the internet reaches millions: without it every nuisance would be extreme.
    """
    gravity = worst_if_unknown(scale)
    largest = max(gravity, worst_if_unknown(scope), worst_if_unknown(irremediability))
    if largest == 5 and gravity >= 3:
        return 5
    if largest >= 4 and gravity >= 2:
        return 4
    return min(largest, gravity + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """The first measure in which two neighbours differ: `upper` stands above `lower` because of it.

    `measure` is one of band, scale, irremediability, delay_makes_irremediable, scope, likelihood, or
    "earlier" when all measures are equal.
    """

    measure: str
    upper: int
    lower: int


MEASURES = ("band", "scale", "irremediability", "delay_makes_irremediable", "scope", "likelihood")


def first_difference(upper: Severity, lower: Severity) -> Difference:
    """Returns why `upper` stands above `lower`."""
    for measure, high, low in zip(MEASURES, upper.order, lower.order, strict=True):
        if high != low:
            return Difference(measure, high, low)
    return Difference("earlier", 0, 0)
