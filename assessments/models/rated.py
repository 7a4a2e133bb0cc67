"""The columns of a rating, and the rule `severity-first/1` as the database computes it.

`assessments.severity` is the rule; the expressions here say the same in SQL so that an index can hold
the order. A test compares the two over every combination.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from assessments.severity import DIMENSIONS, WORST, Nature, Severity

SMALL = models.SmallIntegerField()


def worst(name: str) -> Coalesce:
    """Returns the column, or 5 where it is unknown."""
    return Coalesce(F(name), Value(WORST), output_field=SMALL)


def band_expression(prefix: str = "") -> Case:
    """Returns the band in SQL, of the three columns whose names begin with `prefix`."""
    scale, scope, irremediability = (f"{prefix}{name}" for name in DIMENSIONS)
    largest = Greatest(worst(scale), worst(scope), worst(irremediability))
    any_five = Q(**{scale: 5}) | Q(**{scope: 5}) | Q(**{irremediability: 5})
    any_unknown = Q(**{scale: None}) | Q(**{scope: None}) | Q(**{irremediability: None})
    any_four = Q(**{scale: 4}) | Q(**{scope: 4}) | Q(**{irremediability: 4})
    return Case(
        When((any_five | any_unknown) & (Q(**{f"{scale}__gte": 3}) | Q(**{scale: None})), then=Value(5)),
        When(
            (any_five | any_unknown | any_four) & (Q(**{f"{scale}__gte": 2}) | Q(**{scale: None})),
            then=Value(4),
        ),
        default=Least(largest, worst(scale) + Value(1)),
        output_field=SMALL,
    )


def order_expression(prefix: str = "") -> models.Expression:
    """Returns the measures as the digits of one number, in the order of comparison."""
    delay = Case(When(delay_makes_irremediable=True, then=Value(1)), default=Value(0), output_field=SMALL)
    likelihood = Case(
        When(nature=Nature.ACTUAL.value, then=Value(WORST)), default=worst("likelihood"), output_field=SMALL
    )
    scale, scope, irremediability = (worst(f"{prefix}{name}") for name in DIMENSIONS)
    return digits(band_expression(prefix), scale, irremediability, delay, scope, likelihood)


def group_key_expression() -> models.Expression:
    """Returns what groups of one risk are compared by: what the risk alone says is the same for each."""
    return digits(band_expression(), worst("scale"), worst("irremediability"), worst("scope"))


def digits(first: Any, *others: Any) -> models.Expression:
    """Returns these numbers, 0 to 9 each, written side by side as one number."""
    key: Any = first
    for digit in others:
        key = models.ExpressionWrapper(key, output_field=models.IntegerField()) * Value(10) + digit
    return models.ExpressionWrapper(key, output_field=models.IntegerField())


def worst_of_own_and_group(expression: Callable[[str], models.Expression], output: Any) -> models.Expression:
    """Returns the higher of what the risk's own measures and its worst-affected group's say."""
    group = Case(
        When(worst_group__isnull=False, then=expression("group_")), default=Value(0), output_field=output
    )
    return Greatest(expression(""), group, output_field=output)


def grade(label: object) -> "models.SmallIntegerField[int | None, int | None]":
    """Returns a column that holds 1 to 5, or nothing for unknown."""
    return models.SmallIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]


def within_1_to_5(name: str) -> models.CheckConstraint:
    """Returns the constraint that a grade is 1 to 5 or unknown."""
    return models.CheckConstraint(
        condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}), name=f"%(class)s_{name}_is_1_to_5"
    )


class Rated(models.Model):
    """The three dimensions with the reason for each, and the band that follows."""

    scale = grade(_("scale"))
    scope = grade(_("scope"))
    irremediability = grade(_("irremediability"))
    scale_reason = models.TextField(_("why this scale"), blank=True, max_length=20_000)
    scope_reason = models.TextField(_("why this scope"), blank=True, max_length=20_000)
    irremediability_reason = models.TextField(_("why this irremediability"), blank=True, max_length=20_000)
    band = models.GeneratedField(expression=band_expression(), output_field=SMALL, db_persist=True)

    class Meta:
        abstract = True
        constraints = [within_1_to_5("scale"), within_1_to_5("scope"), within_1_to_5("irremediability")]

    @property
    def severity(self) -> Severity:
        """Returns the rating as the pure rule sees it."""
        return Severity(
            scale=self.scale,
            scope=self.scope,
            irremediability=self.irremediability,
            nature=Nature(getattr(self, "nature", Nature.ACTUAL)),
            likelihood=getattr(self, "likelihood", None),
            delay_makes_irremediable=getattr(self, "delay_makes_irremediable", False),
        )
