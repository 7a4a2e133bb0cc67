"""An exported assessment becomes a new one here: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessments.actions._content import Written, write_content
from assessments.actions.assessments import create_assessment
from assessments.actions.parties import add_system_party, create_party
from assessments.actions.system_versions import add_system_version
from assessments.actions.systems import create_system
from assessments.document.receiving import Received
from assessments.entries import SystemFacts
from assessments.models import Assessment, Party, System, SystemVersion
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import record
from taxonomy.models import Edition, Group

Json = Mapping[str, Any]


@transaction.atomic
def import_assessment(*, company: Organisation, received: Received, by: User, at: datetime) -> Assessment:
    """Returns the new assessment, a draft of this company, equal to the document (`document.content_of`).

    A system of this name is used as it is; one that is not known is added, with its parties. One event for
    the whole: the digest of the file says what was in it, and two thousand events would say no more.
    """
    document = received.document
    head = document["assessment"]
    system, is_new = _system(document["system"], company, by=by, at=at)
    assessment = create_assessment(
        system=system,
        edition=Edition.objects.get(code=head["edition"]["code"]),
        title=head["title"],
        moment=head["moment"],
        system_version=_version(system, document["system"]["version"], by=by, at=at),
        by=by,
        at=at,
    )
    parties = _parties(document, company, by=by, at=at)
    if is_new:
        for row in document["system"]["parties"]:
            party = parties[row["name"].casefold()]
            add_system_party(
                system=system, party=party, relation=row["relation"], note=row["note"], by=by, at=at
            )
    write_content(
        assessment=assessment,
        document=document,
        written=Written(by=by, at=at, rates=True, parties=parties),
    )
    changes = {
        "file_sha256": received.sha256,
        "company_there": document["company"],
        "reference_there": head["reference"],
        "risks": len(document["risks"]),
    }
    record(by=by, at=at, action="assessment imported", target=assessment, changes=changes)
    return assessment


def _system(told: Json, company: Organisation, *, by: User, at: datetime) -> tuple[System, bool]:
    # The company's row is the lock: of two imports that need the same new system one waits for the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    name = told["name"].strip()
    if known := System.objects.filter(company=company, name__iexact=name).first():
        return known, False
    groups = {group.code: group for group in Group.objects.filter(code__in=told["groups"])}
    facts = SystemFacts(
        modalities=tuple(told["modalities"]),
        lifecycle_stage=told["lifecycle_stage"],
        release_channels=tuple(told["release_channels"]),
        positions=tuple(told["positions"]),
        countries=tuple(told["countries"]),
        groups=tuple(groups[code] for code in told["groups"]),
    )
    added = create_system(
        company=company, name=name, kind=told["kind"], description=told["description"], facts=facts, by=by,
        at=at,
    )  # fmt: skip
    return added, True


def _version(system: System, told: Json | None, *, by: User, at: datetime) -> SystemVersion | None:
    if told is None:
        return None
    known = system.versions.filter(name__iexact=told["name"]).first()
    released_on = date.fromisoformat(told["released_on"]) if told["released_on"] else None
    return known or add_system_version(
        system=system, name=told["name"], released_on=released_on, changes=told["changes"], by=by, at=at
    )


def _parties(document: Json, company: Organisation, *, by: User, at: datetime) -> dict[str, Party]:
    """Returns the parties of the system and of all involvements by name; those not known are added."""
    found = {party.name.casefold(): party for party in Party.objects.filter(company=company)}
    described = {row["name"].casefold(): row for row in document["system"]["parties"]}
    for name in dict.fromkeys(_named(document)):
        key = name.casefold()
        if key not in found:
            row = described.get(key, {"country": "", "positions": []})
            found[key] = create_party(
                company=company, name=name, country=row["country"], positions=row["positions"], by=by, at=at
            )
    return found


def _named(document: Json) -> Iterable[str]:
    yield from (row["name"] for row in document["system"]["parties"])
    for risk in document["risks"]:
        yield from (row["party"] for row in risk["involvements"] if row["party"])
