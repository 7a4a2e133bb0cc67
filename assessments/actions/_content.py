"""Writes the risks and closings of a document into an empty assessment, in few statements.

Nothing here is a write of its own: importing and carrying over call it. The document was checked before
(`document.receiving`) or comes from `document.build`, so codes and references are known to be good.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments.document.coherence import decision_in_force
from assessments.models import (
    Assessment,
    Closure,
    GroupRating,
    Involvement,
    Measure,
    Occurrence,
    Party,
    Rating,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskEvidence,
    RiskRight,
    Standing,
)
from assessments.severity import GRAVE
from hrdd.accounts.models import User
from hrdd.evidence.models import Evidence
from hrdd.lib.models import new_id
from taxonomy.models import Category, Example, Group, Right

Json = Mapping[str, Any]
BATCH = 500
GRADES = ("scale", "scope", "irremediability")
PLAIN = (
    *GRADES, "title", "description", "other_right", "tension_note", "nature", "likelihood",
    "delay_makes_irremediable", "confidence", "involvement", "involvement_reason", "enabled", "foreseeable",
    "mitigation", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """By whom and when, and what of the document means which row here.

    `rates` says that she vouches for the ratings, which then stand as hers; otherwise nobody has judged yet.
    """

    by: User
    at: datetime
    rates: bool
    parties: Mapping[str, Party] = field(default_factory=dict)
    owners: Mapping[str, User] = field(default_factory=dict)


def write_content(*, assessment: Assessment, document: Json, written: Written) -> None:
    """Writes what the document holds; the number of statements grows by one in five hundred rows a table."""
    codes = _Codes(assessment)
    # In the order in which they were recorded: among risks that are equal the older stands first.
    told = sorted(document["risks"], key=_number)
    risks = [_risk(risk, assessment, codes, written) for risk in told]
    _bulk(Risk, risks)
    pairs = list(zip(risks, told, strict=True))
    _link(pairs, codes)
    _bulk(Closure, (_closure(row, assessment, codes, written) for row in document["closures"]))
    for model, rows_of in _PARTS:
        _bulk(model, (row for risk, part in pairs for row in rows_of(risk, part, codes, written)))
    _write_evidence(pairs, assessment, written)
    assessment.next_risk_number = max((risk.number for risk in risks), default=0) + 1
    assessment.save(update_fields=["next_risk_number"])


class _Codes:
    """The rows of the taxonomy by their codes, in four queries."""

    def __init__(self, assessment: Assessment) -> None:
        self.categories = _ids(Category.objects.filter(edition=assessment.edition_id))
        self.rights = _ids(Right.objects.all())
        self.groups = _ids(Group.objects.all())
        self.examples = _ids(Example.objects.all())


def _ids(rows: Any) -> dict[str, UUID]:
    return dict(rows.values_list("code", "pk"))


def _bulk(model: Any, rows: Iterable[Any]) -> None:
    # Ids are given in the order of the rows, so that what was written at one moment keeps its order.
    found = list(rows)
    for row, pk in zip(found, sorted(new_id() for _row in found), strict=True):
        row.pk = pk
    model.objects.bulk_create(found, batch_size=BATCH)


def _risk(risk: Json, assessment: Assessment, codes: _Codes, written: Written) -> Risk:
    stale, judged = risk["stale"], risk["judged"] is not None and written.rates
    return Risk(
        company_id=assessment.company_id,
        assessment=assessment,
        number=_number(risk),
        lineage=UUID(risk["lineage"]),
        example_id=codes.examples.get(risk["example"]),
        category_id=codes.categories[risk["category"]],
        standing=Standing.OPEN if _waits(risk) else risk["standing"],
        judged_by=written.by if judged else None,
        judged_at=written.at if judged else None,
        stale_since=written.at if stale else None,
        stale_because=stale["because"] if stale else "",
        created_by=written.by,
        created_at=written.at,
        updated_by=written.by,
        updated_at=written.at,
        **{name: risk[name] for name in PLAIN},
        **_reasons(risk, *GRADES, "likelihood"),
    )


def _number(risk: Json) -> int:
    return int(risk["reference"].removeprefix("R-"))


def _waits(risk: Json) -> bool:
    """Returns whether it is set aside and so grave that an approver of this company has to agree first."""
    return bool(risk["standing"] != Standing.OPEN and risk["band"] >= GRAVE)


def _reasons(row: Json, *names: str) -> dict[str, str]:
    return {f"{name}_reason": row["reasons"][name] for name in names}


def _link(pairs: list[tuple[Risk, Json]], codes: _Codes) -> None:
    _bulk(
        RiskRight,
        (
            RiskRight(risk=risk, right_id=codes.rights[code], primary=place == 0)
            for risk, told in pairs
            for place, code in enumerate(told["rights"])
        ),
    )
    groups, tension = Risk.groups.through, Risk.rights_in_tension.through
    groups.objects.bulk_create(
        [groups(risk=risk, group_id=codes.groups[code]) for risk, told in pairs for code in told["groups"]],
        batch_size=BATCH,
    )
    tension.objects.bulk_create(
        [
            tension(risk=risk, right_id=codes.rights[code])
            for risk, told in pairs
            for code in told["rights_in_tension"]
        ],
        batch_size=BATCH,
    )


def _closure(row: Json, assessment: Assessment, codes: _Codes, written: Written) -> Closure:
    return Closure(
        assessment=assessment,
        category_id=codes.categories[row["category"]] if row["category"] else None,
        right_id=codes.rights[row["right"]] if row["right"] else None,
        reason=row["reason"],
        closed_by=written.by,
        closed_at=written.at,
    )


Rows = Iterable[Any]


def _rating(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    """Returns her own rating beside the company's, as if she had recorded the risk."""
    if written.rates and told["judged"] is not None:
        grades = {name: told[name] for name in GRADES} | _reasons(told, *GRADES)
        yield Rating(
            risk=risk,
            author=written.by,
            organisation_id=risk.company_id,
            side=Rating.Side.COMPANY,
            rated_at=written.at,
            **grades,
        )


def _group_ratings(risk: Risk, told: Json, codes: _Codes, written: Written) -> Rows:
    for row in told["group_ratings"]:
        yield GroupRating(
            risk=risk, group_id=codes.groups[row["group"]], author=written.by, rated_at=written.at,
            **{name: row[name] for name in GRADES}, **_reasons(row, *GRADES),
        )  # fmt: skip


def _residual(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    if row := told["residual"]:
        yield ResidualRating(
            risk=risk, author=written.by, rated_at=written.at, likelihood=row["likelihood"],
            **{name: row[name] for name in GRADES}, **_reasons(row, *GRADES, "likelihood"),
        )  # fmt: skip


def _involvements(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    names = ("position", "involvement", "enabled", "foreseeable", "mitigation", "reason")
    for row in told["involvements"]:
        yield Involvement(
            risk=risk,
            party=written.parties[row["party"].casefold()] if row["party"] else None,
            judged_by=written.by,
            judged_at=written.at,
            replaced_at=written.at if row["replaced_at"] else None,
            **{name: row[name] for name in names},
        )


def _occurrences(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    names = ("what", "precision", "country", "place", "people", "source", "claim_status")
    for row in told["occurrences"]:
        yield Occurrence(
            risk=risk, happened_on=_day(row["happened_on"]), created_by=written.by, created_at=written.at,
            **{name: row[name] for name in names},
        )  # fmt: skip


def _measures(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    for row in told["measures"]:
        yield Measure(
            risk=risk,
            title=row["title"],
            owner=written.owners.get(row["owner"]),
            due_on=_day(row["due_on"]),
            status=row["status"],
            note=row["note"],
            created_by=written.by,
            created_at=written.at,
        )


def _decision(risk: Risk, told: Json, _codes: _Codes, written: Written) -> Rows:
    """Returns the decision that sets the risk aside, as hers; of a grave one it waits for an approver."""
    row = decision_in_force(told)
    if told["standing"] == Standing.OPEN or row is None:
        return
    yield RiskDecision(
        risk=risk,
        standing=row["standing"],
        ground=row["ground"],
        reason=row["reason"],
        until=_day(row["until"]),
        band_then=told["band"],
        decided_by=written.by,
        decided_at=written.at,
        state=RiskDecision.State.WAITING if _waits(told) else RiskDecision.State.IN_FORCE,
    )


def _write_evidence(pairs: list[tuple[Risk, Json]], assessment: Assessment, written: Written) -> None:
    """Writes links and quotations; a document holds no files."""
    told = [(risk, row) for risk, part in pairs for row in part["evidence"] if row["kind"] != "file"]
    names = ("kind", "title", "url", "quotation", "sha256", "source", "claim_status", "note")
    found = [
        Evidence(
            company_id=assessment.company_id,
            root_id=assessment.pk,
            added_by=written.by,
            added_at=written.at,
            read_on=date.fromisoformat(row["read_on"]),
            **{name: row[name] for name in names},
        )
        for _risk, row in told
    ]
    _bulk(Evidence, found)
    _bulk(
        RiskEvidence,
        (
            RiskEvidence(
                risk=risk, evidence=evidence, stance=row["stance"], about=row["about"], says=row["says"]
            )
            for (risk, row), evidence in zip(told, found, strict=True)
        ),
    )


_PARTS: tuple[tuple[Any, Callable[[Risk, Json, _Codes, Written], Rows]], ...] = (
    (Rating, _rating),
    (GroupRating, _group_ratings),
    (ResidualRating, _residual),
    (Involvement, _involvements),
    (Occurrence, _occurrences),
    (Measure, _measures),
    (RiskDecision, _decision),
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
