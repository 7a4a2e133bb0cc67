"""The shape that an imported document must have: lengths and codes are those of the tables it goes into."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.db import models

from assessments.document.checking import (
    Code,
    Day,
    Flag,
    Id,
    Keys,
    Many,
    Match,
    Maybe,
    Moment,
    Shape,
    Text,
    Whole,
)
from assessments.document.shape import FORMAT
from assessments.models import (
    Assessment,
    Closure,
    GroupRating,
    Involvement,
    Measure,
    Occurrence,
    Party,
    Rating,
    Risk,
    RiskDecision,
    RiskEvidence,
    System,
    SystemParty,
    SystemVersion,
)
from assessments.severity import RULE
from hrdd.accounts.models import Organisation
from hrdd.discussions.models import Comment
from hrdd.evidence.models import Evidence
from hrdd.lib.countries import choices as countries
from taxonomy.models import Category, Edition, Example, Group, Right

MOST_RISKS: Final = 10_000
MOST: Final = 1_000  # of what hangs on one thing
GRADES = ("scale", "scope", "irremediability")
GRADE, BAND = Maybe(Whole(1, 5)), Whole(1, 5)
NAME = Text(200)
SIGNED: Mapping[str, Shape] = {"by": NAME, "at": Moment()}


def shape(edition_code: str) -> Keys:
    """Returns the shape of a document whose categories are those of this edition, in five queries."""
    known = _Known(edition_code)
    return Keys(
        {
            "format": Code(frozenset({FORMAT})),
            "rule": Code(frozenset({RULE})),
            "company": column(Organisation, "name"),
            "assessment": _head(known),
            "system": _system(known),
            "closures": Many(_closure(known), MOST),
            "risks": Many(_risk(known), MOST_RISKS),
        }
    )


class _Known:
    """The codes of the taxonomy that is loaded here."""

    def __init__(self, edition_code: str) -> None:
        self.editions = _codes(Edition.objects.all())
        self.categories = _codes(Category.objects.filter(edition__code=edition_code))
        self.rights = _codes(Right.objects.all())
        self.groups = _codes(Group.objects.all())
        self.examples = _codes(Example.objects.all())


def _codes(rows: Any) -> frozenset[str]:
    return frozenset(rows.values_list("code", flat=True))


def column(model: type[models.Model], name: str) -> Shape:
    """Returns what a column of texts, codes or days takes."""
    found: Any = model._meta.get_field(name)
    if isinstance(found, models.DateTimeField):
        return Maybe(Moment()) if found.null else Moment()
    if isinstance(found, models.DateField):
        return Maybe(Day()) if found.null else Day()
    if isinstance(found, models.BooleanField):
        return Flag()
    if found.choices:
        return Code(frozenset(str(value) for value, _label in found.choices), blank=found.blank)
    return Text(found.max_length, blank=found.blank)


def columns(model: type[models.Model], *names: str) -> dict[str, Shape]:
    """Returns the same for several columns of a table."""
    return {name: column(model, name) for name in names}


def _several(model: type[models.Model], name: str) -> Many:
    base: Any = model._meta.get_field(name).base_field  # type: ignore[union-attr]
    return Many(Code(frozenset(value for value, _label in base.choices)), MOST, distinct=True)


def _countries() -> frozenset[str]:
    return frozenset(code for code, _name in countries())


def _head(known: _Known) -> Keys:
    category = Keys({"code": Code(known.categories), "title": NAME})
    edition: dict[str, Shape] = {
        "code": Code(known.editions),
        "title": NAME,
        "categories": Many(category, MOST),
    }
    return Keys(
        {
            **columns(Assessment, "title", "moment"),
            "reference": Text(20),
            "version": Whole(1, 1_000_000),
            "based_on": Text(20),
            "edition": Keys(edition),
            "opened": Keys(SIGNED),
        }
    )


def _system(known: _Known) -> Keys:
    country = Code(_countries(), blank=True)
    party: dict[str, Shape] = {
        "name": Text(200, blank=False),
        "country": country,
        "positions": _several(Party, "positions"),
        **columns(SystemParty, "relation", "note"),
    }
    version = columns(SystemVersion, "name", "released_on", "changes")
    lists = ("modalities", "release_channels", "positions")
    return Keys(
        {
            **columns(System, "name", "kind", "description", "lifecycle_stage"),
            **{name: _several(System, name) for name in lists},
            "countries": Many(Code(_countries()), MOST, distinct=True),
            "groups": Many(Code(known.groups), MOST, distinct=True),
            "version": Maybe(Keys(version)),
            "parties": Many(Keys(party), MOST),
        }
    )


def _closure(known: _Known) -> Keys:
    return Keys(
        {
            "category": Code(known.categories, blank=True),
            "right": Code(known.rights, blank=True),
            **columns(Closure, "reason"),
            **SIGNED,
        }
    )


def _reasons(model: type[models.Model], *names: str) -> Keys:
    return Keys({name: column(model, f"{name}_reason") for name in names})


def _rated(model: type[models.Model]) -> dict[str, Shape]:
    return {**dict.fromkeys(GRADES, GRADE), "band": BAND, "reasons": _reasons(model, *GRADES), **SIGNED}


def _risk(known: _Known) -> Keys:
    rights = Many(Code(known.rights), MOST, distinct=True)
    residual = {**_rated(Rating), "likelihood": GRADE, "reasons": _reasons(Risk, *GRADES, "likelihood")}
    plain = (
        "title", "description", "other_right", "tension_note", "nature", "confidence", "involvement",
        "involvement_reason", "enabled", "foreseeable", "mitigation", "source", "standing",
        "delay_makes_irremediable",
    )  # fmt: skip
    return Keys(
        {
            **columns(Risk, *plain),
            **dict.fromkeys((*GRADES, "likelihood"), GRADE),
            "band": BAND,
            "rank": Maybe(Whole(1, MOST_RISKS)),
            "reference": Match(re.compile(r"R-[1-9][0-9]{0,6}", re.ASCII), "R-12"),
            "lineage": Id(),
            "example": Code(known.examples, blank=True),
            "category": Code(known.categories),
            "rights": rights,
            "rights_in_tension": rights,
            "groups": Many(Code(known.groups), MOST, distinct=True),
            "worst_group": Code(known.groups, blank=True),
            "reasons": _reasons(Risk, *GRADES, "likelihood"),
            "judged": Maybe(Keys(SIGNED)),
            "stale": Maybe(Keys({"since": Moment(), "because": Text(300, blank=False)})),
            "recorded": Keys(SIGNED),
            "changed": Keys(SIGNED),
            "group_ratings": Many(Keys({**_rated(GroupRating), "group": Code(known.groups)}), MOST),
            "residual": Maybe(Keys(residual)),
            **_hanging(),
        }
    )


def _hanging() -> dict[str, Shape]:
    rating = {**_rated(Rating), "organisation": NAME, **columns(Rating, "side")}
    said = {"organisation": NAME, **columns(Comment, "text"), **SIGNED}
    involvement = columns(
        Involvement,
        "position",
        "involvement",
        "enabled",
        "foreseeable",
        "mitigation",
        "reason",
        "replaced_at",
    )
    occurrence = columns(
        Occurrence, "what", "happened_on", "precision", "place", "people", "source", "claim_status"
    )
    decision = columns(
        RiskDecision, "standing", "ground", "reason", "until", "state", "answered_at", "answer"
    )
    evidence = columns(
        Evidence, "kind", "title", "url", "quotation", "file_name", "media_type", "sha256", "source",
        "read_on", "claim_status", "note",
    )  # fmt: skip
    parts: dict[str, dict[str, Shape]] = {
        "ratings": rating,
        "involvements": {**involvement, "party": Maybe(NAME), **SIGNED},
        "occurrences": {**occurrence, "country": Code(_countries(), blank=True), **SIGNED},
        "measures": {**columns(Measure, "title", "due_on", "status", "note"), "owner": NAME, **SIGNED},
        "decisions": {**decision, "band_then": BAND, "approver": NAME, **SIGNED},
        "evidence": {**evidence, **columns(RiskEvidence, "stance", "about", "says"), **SIGNED},
        "comments": {**said, "answers": Many(Keys(said), MOST)},
    }
    return {name: Many(Keys(keys), MOST) for name, keys in parts.items()}
