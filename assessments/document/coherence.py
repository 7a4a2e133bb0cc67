"""Whether a document of the right shape says nothing that contradicts itself. Pure: no Django."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assessments.document.checking import Problem
from assessments.severity import DIMENSIONS, band

Json = Mapping[str, Any]


def contradictions(document: Json) -> Iterator[Problem]:
    """Returns every contradiction with its place; what is given twice is named where it comes again."""
    yield from _twice(document["risks"], "risks", "reference")
    yield from _twice(document["risks"], "risks", "lineage", str.lower)
    yield from _of_closures(document["closures"])
    parties = document["system"]["parties"]
    yield from _twice(parties, "system.parties", "name", str.casefold, also="relation")
    for place, risk in enumerate(document["risks"]):
        path = f"risks[{place}]"
        if risk["nature"] == "actual" and risk["likelihood"] is not None:
            yield Problem(f"{path}.likelihood", "likelihood of actual")
        yield from _twice(risk["group_ratings"], f"{path}.group_ratings", "group")
        yield from _of_involvements(risk["involvements"], f"{path}.involvements")
        yield from _of_decisions(risk, path)
        # What the rule says may not be said otherwise: a grave risk could pass for a small one.
        if risk["band"] != (right := max(map(_band, (risk, *risk["group_ratings"])))):
            yield Problem(f"{path}.band", "band", {"band": right})
        for number, row in enumerate(risk["evidence"]):
            yield from _of_evidence(row, f"{path}.evidence[{number}]")
        if risk["residual"]:
            for name in DIMENSIONS:
                if not risk["residual"]["reasons"][name].strip():
                    yield Problem(f"{path}.residual.reasons.{name}", "empty")


def _band(rated: Json) -> int:
    return band(**{name: rated[name] for name in DIMENSIONS})


def _of_closures(closures: list[Json]) -> Iterator[Problem]:
    seen = set()
    for place, row in enumerate(closures):
        what = (row["category"], row["right"])
        if bool(row["category"]) == bool(row["right"]):
            yield Problem(f"closures[{place}]", "one of two")
        elif what in seen:
            yield Problem(f"closures[{place}]", "twice")
        seen.add(what)


def _of_involvements(rows: list[Json], path: str) -> Iterator[Problem]:
    seen = set()
    for place, row in enumerate(rows):
        if row["party"] is not None and not row["party"].strip():
            yield Problem(f"{path}[{place}].party", "empty")
        actor = (row["party"] or "").casefold()
        if row["replaced_at"] is None:
            if actor in seen:
                yield Problem(f"{path}[{place}]", "two in force")
            seen.add(actor)


def _of_decisions(risk: Json, path: str) -> Iterator[Problem]:
    for place, row in enumerate(risk["decisions"]):
        if row["standing"] == "deferred" and row["until"] is None:
            yield Problem(f"{path}.decisions[{place}].until", "deferral without end")
    if risk["standing"] != "open" and decision_in_force(risk) is None:
        yield Problem(f"{path}.standing", "no decision")


def _of_evidence(row: Json, path: str) -> Iterator[Problem]:
    """Names what a link or a quotation lacks, or has that only others have; files are not read in."""
    if row["kind"] == "file":
        return
    own, other = ("url", "quotation") if row["kind"] == "link" else ("quotation", "url")
    if not row[own].strip():
        yield Problem(f"{path}.{own}", "empty")
    for name in (other, "file_name", "media_type"):
        if row[name]:
            yield Problem(f"{path}.{name}", "unknown key")
    if hashlib.sha256(row[own].encode()).hexdigest() != row["sha256"]:
        yield Problem(f"{path}.sha256", "digest")


def decision_in_force(risk: Json) -> Json | None:
    """Returns the decision by which the risk is closed or deferred; None when there is none."""
    found = (
        row
        for row in reversed(risk["decisions"])
        if row["state"] == "in_force" and row["standing"] == risk["standing"]
    )
    return next(found, None)


def _twice(
    rows: list[Json], path: str, name: str, folded: Callable[[str], str] = str, *, also: str = ""
) -> Iterator[Problem]:
    seen = set()
    for place, row in enumerate(rows):
        key = (folded(row[name]), row[also] if also else "")
        if key in seen:
            yield Problem(f"{path}[{place}].{name}", "twice")
        seen.add(key)
