"""Plays fixtures/demo/ through the actions people use, dated back, so that the log tells it as it was."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments import actions
from assessments.demo_story import Fields, Story
from assessments.entries import COLUMNS, GRADES, Grades, RiskEntry, SystemFacts
from assessments.models import Assessment, Risk
from hrdd.accounts import actions as accounts
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import PRODUCT
from hrdd.sharing.actions import give_grant
from taxonomy.models import Edition, Group, Right

FACTS = ("modalities", "lifecycle_stage", "release_channels", "positions", "countries", "groups")


@dataclass(frozen=True)
class Loaded:
    """How much was added; false when all of it was there already."""

    organisations: int
    people: int
    assessments: int

    def __bool__(self) -> bool:
        return bool(self.organisations or self.people or self.assessments)

    def __str__(self) -> str:
        return f"{self.organisations} organisations, {self.people} people and {self.assessments} assessments"


@transaction.atomic
def load(*, folder: Path, password: str, at: datetime) -> Loaded:
    """Returns what was added. What is there already, by its name, stays as people left it."""
    stage = Stage(at=at)
    return Loaded(
        organisations=stage.found_organisations(_read(folder / "organisations.json")),
        people=stage.let_in(_read(folder / "people.json"), password),
        assessments=sum(
            stage.open(_read(path), _story(folder / "stories" / path.name))
            for path in sorted(folder.glob("assessments/*.json"))
        ),
    )


def when(at: datetime, days_ago: int) -> datetime:
    """Returns a moment in office hours that many days before, never the same minute two days running."""
    morning = (at - timedelta(days=days_ago)).replace(hour=8, minute=0, second=0, microsecond=0)
    return morning + timedelta(minutes=days_ago * 37 % 480)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _story(path: Path) -> list[Fields]:
    return _read(path) if path.exists() else []


@dataclass
class Stage:
    """The organisations and people so far, and the day from which `days_ago` is counted."""

    at: datetime
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    titles: set[tuple[str, str]] | None = None

    def when(self, days_ago: int) -> datetime:
        """Returns a moment in office hours that many days ago."""
        return when(self.at, days_ago)

    def found_organisations(self, rows: list[Fields]) -> int:
        """Returns how many organisations were missing."""
        self.organisations = Organisation.objects.in_bulk([row["name"] for row in rows], field_name="name")
        missing = [row for row in rows if row["name"] not in self.organisations]
        for row in missing:
            self.organisations[row["name"]] = accounts.create_organisation(
                name=row["name"], kind=row["kind"], by=PRODUCT, at=self.when(row["days_ago"])
            )
        return len(missing)

    def let_in(self, rows: list[Fields], password: str) -> int:
        """Returns how many people were missing; whoever was there gets the password that is printed."""
        self.people = User.objects.in_bulk([row["email"] for row in rows], field_name="email")
        for person in self.people.values():
            if not person.check_password(password):
                accounts.set_password(user=person, password=password, by=person, at=self.at)
        missing = [row for row in rows if row["email"] not in self.people]
        for row in missing:
            at = self.when(88)
            _letter, token = accounts.invite(
                email=row["email"], organisation=self.organisations[row["organisation"]], roles=row["roles"],
                by=PRODUCT, at=at,
            )  # fmt: skip
            self.people[row["email"]] = accounts.accept_invitation(
                token=token, name=row["name"], password=password, at=at
            )
        return len(missing)

    def open(self, row: Fields, steps: list[Fields]) -> int:
        """Returns 1 when the assessment was missing, with everything in it, else 0."""
        if self.titles is None:
            companies = Assessment.objects.filter(company__in=self.organisations.values())
            self.titles = set(companies.values_list("company__name", "title"))
        if (row["company"], row["title"]) in self.titles:
            return 0
        by, at = self.people[row["by"]], self.when(row["days_ago"])
        edition = Edition.objects.get(code=row["edition"])
        words = _Words(edition)
        system = actions.create_system(
            company=self.organisations[row["company"]], **words.system(row["system"]), by=by, at=at
        )
        assessment = actions.create_assessment(
            system=system, edition=edition, title=row["title"], moment=row["moment"], by=by, at=at
        )
        story = Story(self, assessment)
        recording = [{**entry, "do": "record", "by": row["by"]} for entry in row["risks"]]
        for step in sorted([*recording, *steps], key=lambda step: -step["days_ago"]):
            if step["do"] == "record":
                self.record(story, step, words.entry(step))
            else:
                story.play(step)
        self.share(assessment, row)
        return 1

    def record(self, story: Story, step: Fields, entry: RiskEntry) -> None:
        """Records a risk, with what reviewers said of it."""
        by, at = self.people[step["by"]], self.when(step["days_ago"])
        risk = actions.record_risk(assessment=story.assessment, entry=entry, by=by, at=at)
        story.risks[step.get("key", risk.reference)] = (risk, entry)
        self.rate(risk, step.get("ratings", []))
        self.talk(risk, step.get("threads", []))

    def rate(self, risk: Risk, rows: list[Fields]) -> None:
        """Sets reviewers' own ratings beside the company's."""
        for row in rows:
            grades = Grades(**{name: row.get(name, "") for name in GRADES})
            at = self.when(row["days_ago"])
            actions.rate_risk(risk=risk, grades=grades, by=self.people[row["by"]], at=at)

    def talk(self, risk: Risk, rows: list[Fields]) -> None:
        """Opens the threads on a risk and replies in them."""
        for row in rows:
            by, at = self.people[row["by"]], self.when(row["days_ago"])
            thread = actions.comment_on_risk(
                risk=risk, text=row["text"], audience=row["audience"], by=by, at=at
            )
            for said in row.get("replies", []):
                by, at = self.people[said["by"]], self.when(said["days_ago"])
                actions.reply(thread=thread, assessment=risk.assessment, text=said["text"], by=by, at=at)

    def share(self, assessment: Assessment, row: Fields) -> None:
        """Lets outsiders in."""
        by = self.people[row["by"]]
        for grant in row.get("grants", []):
            give_grant(
                root=assessment, organisation=self.organisations[grant["organisation"]], role=grant["role"],
                until=self.at + timedelta(days=grant["days"]), by=by, at=self.when(grant["days_ago"]),
            )  # fmt: skip


class _Words:
    """Turns codes into rows of the taxonomy."""

    def __init__(self, edition: Edition) -> None:
        self.categories = {category.code: category for category in edition.categories.all()}
        self.rights = {right.code: right for right in Right.objects.all()}
        self.groups = {group.code: group for group in Group.objects.all()}

    def system(self, row: Fields) -> Fields:
        """Returns an AI system as a person would have typed it."""
        facts: Fields = {
            name: tuple(row[name]) if isinstance(row[name], list) else row[name]
            for name in FACTS
            if name in row
        }
        if "groups" in facts:
            facts["groups"] = tuple(self.groups[code] for code in facts["groups"])
        told = {name: row[name] for name in ("name", "kind", "description")}
        return {**told, "facts": SystemFacts(**facts)}

    def entry(self, row: Fields) -> RiskEntry:
        """Returns the risk as a person would have typed it."""
        typed = {name: row[name] for name in COLUMNS if name in row}
        typed |= {"category": self.categories[row["category"]]}
        rights = tuple(self.rights[code] for code in row["rights"])
        groups = tuple(self.groups[code] for code in row["groups"])
        return RiskEntry(**typed, rights=rights, groups=groups)
