"""What people said, as reports hold it: told without anyone's words, and quoted only with consent.

It is asked for twice: when the document is frozen, and again before it is printed or shown, so that words
whose consent was taken back meanwhile stay out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from assessments.models import Assessment
from hrdd.reports.document import DIMENSIONS, Document, Voice, read
from hrdd.reports.models import ReportedInput, Run
from hrdd.reports.striking import says_something, without
from stakeholders.confidentiality import CHECKED, SHARED
from stakeholders.consent import IN_REPORT, PASSED_ON
from stakeholders.models import Consent, ConsentOverride, Input, InputLink

LEVELS = {Run.Readers.EVERYONE: SHARED, Run.Readers.INSIDE: CHECKED}
# A report that other organisations read passes her words on.
NEEDED = {Run.Readers.EVERYONE: PASSED_ON, Run.Readers.INSIDE: IN_REPORT}


@dataclass(frozen=True, slots=True)
class Struck:
    """A document without what may no longer be said, and the inputs concerned."""

    document: Document
    inputs: frozenset[UUID]


def voices_of(assessment: Assessment, *, readers: Run.Readers, on: date) -> dict[int, list[Voice]]:
    """Returns what people said of each risk by its number, as far as these readers may read it; one query.

    Nobody's name is in it, and nothing of a restricted or sealed input.
    """
    levels = [level.value for level in LEVELS[readers]]
    this = Input.objects.filter(pk=OuterRef("input"))
    needed = NEEDED[readers]
    override = ConsentOverride.objects.in_force().filter(input=OuterRef("input"))
    rows: Iterable[Any] = (
        InputLink.objects.filter(
            risk__assessment=assessment, input__level__in=levels, input__engagement__level__in=levels
        )
        .annotate(
            consented=Exists(this.quotable(on=on, needed=needed, overridden=False)),
            allowed=Exists(this.quotable(on=on, needed=needed)),
            explained=Exists(this.explained(on=on, needed=needed)),
            override=Subquery(override.values("reason")[:1]),
        )
        .order_by("linked_at", "id")
        .values(
            "risk__number", "input_id", "input__group__name", "input__kind", "input__engagement__held_on",
            "input__told", "input__words", "input__language", "input__translation", "consented", "allowed",
            "explained", "override", "input__group__nearness", "input__severity_words",
            *(f"input__{name}" for name in DIMENSIONS),
        )
    )  # fmt: skip
    found: dict[int, list[Voice]] = {}
    for row in rows:
        voice = _voice(row)
        if says_something(voice):
            found.setdefault(row["risk__number"], []).append(voice)
    return found


def reported(run: Run, document: Document) -> Iterator[ReportedInput]:
    """Yields one row per input in the document, by which it is found again."""
    under: dict[str, list[str]] = {}
    quoted = set()
    for risk in document["risks"]:
        for voice in risk.get("voices", []):
            under.setdefault(voice["input"], []).append(risk["reference"])
            if voice["words"] or voice.get("reason"):
                quoted.add(voice["input"])
    for key, references in under.items():
        yield ReportedInput(
            run=run, input_id=UUID(key), under=", ".join(references), with_words=key in quoted
        )


def struck(run: Run, *, on: date) -> Struck | None:
    """Returns the run's document without what may no longer be said; None when all of it may."""
    document = read(run.content)
    allowed = {
        (f"R-{number}", voice["input"]): voice
        for number, voices in voices_of(run.assessment, readers=Run.Readers(run.readers), on=on).items()
        for voice in voices
    }
    gone, silent = set(), set()
    for risk in document["risks"]:
        for voice in risk.get("voices", []):
            key = (risk["reference"], voice["input"])
            if key not in allowed:
                gone.add(key)
            elif any(voice.get(name) and not allowed[key].get(name) for name in ("words", "reason")):
                silent.add(key)
    if not gone and not silent:
        return None
    inputs = frozenset(UUID(key) for _reference, key in gone | silent)
    return Struck(without(document, gone=gone, silent=silent), inputs)


def hold(run: Run) -> None:
    """Locks the consents and overrides by which words stand in a report, until it is issued."""
    inputs = Input.objects.filter(reported__run=run).values("pk")
    consents = Consent.objects.filter(inputs__in=inputs).values("pk")
    list(Consent.objects.filter(pk__in=consents).select_for_update(no_key=True).order_by("pk"))
    list(ConsentOverride.objects.filter(input__in=inputs).select_for_update(no_key=True).order_by("pk"))


def _voice(row: dict[str, Any]) -> Voice:
    quoted, held_on = row["allowed"], row["input__engagement__held_on"]
    return {
        "input": str(row["input_id"]),
        "group": row["input__group__name"],
        "kind": str(Input.Kind(row["input__kind"]).label),
        "on": held_on.isoformat() if held_on else "",
        "told": row["input__told"],
        "words": row["input__words"] if quoted else "",
        "language": row["input__language"] if quoted else "",
        "translation": row["input__translation"] if quoted else "",
        "override": (row["override"] or "") if quoted and not row["consented"] else "",
        "whose": row["input__group__nearness"],
        "scale": row["input__scale"],
        "scope": row["input__scope"],
        "irremediability": row["input__irremediability"],
        "reason": row["input__severity_words"] if row["explained"] else "",
    }
