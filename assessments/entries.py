"""What people bring to an action: plain, frozen, the same from a form, the API and the demo."""

from dataclasses import dataclass

from taxonomy.models import Category, Group, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """A judgement of severity: each dimension 1 to 5 or None (unknown), with the reason for each."""

    scale: int | None
    scope: int | None
    irremediability: int | None
    scale_reason: str = ""
    scope_reason: str = ""
    irremediability_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEntry(Grades):
    """Everything a person says about a risk. The first of `rights` is the primary one."""

    title: str
    description: str = ""
    category: Category
    rights: tuple[Right, ...] = ()
    other_right: str = ""
    groups: tuple[Group, ...] = ()
    nature: str
    likelihood: int | None = None
    likelihood_reason: str = ""
    delay_makes_irremediable: bool = False
    involvement: str = ""
    involvement_reason: str = ""
    source: str = ""


GRADES = ("scale", "scope", "irremediability", "scale_reason", "scope_reason", "irremediability_reason")
COLUMNS = (
    *GRADES, "title", "description", "category", "other_right", "nature", "likelihood", "likelihood_reason",
    "delay_makes_irremediable", "involvement", "involvement_reason", "source",
)  # fmt: skip
