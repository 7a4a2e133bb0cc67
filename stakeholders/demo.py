"""Plays the engagement log of fixtures/demo/ through the actions people use, dated back like the rest."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments.actions import confirm_rating
from assessments.demo import when
from assessments.models import Assessment, Risk
from hrdd.accounts.models import Organisation, User
from stakeholders import actions
from stakeholders.actions.contacts import ContactEntry
from stakeholders.demo_record import Record
from stakeholders.entries import GroupEntry, InitiativeEntry, PlanEntry, SupportEntry
from stakeholders.identity import Identity
from stakeholders.models import Engagement, StakeholderGroup
from taxonomy.models import Group, Right

Fields = dict[str, Any]
TOGETHER = ("title", "aim", "partners", "seats", "civil_seats", "contribution", "target")
PLAIN = ("name", "nearness", "is_indigenous", "mandate", "exposure", "barriers", "languages", "countries")


@transaction.atomic
def load(*, folder: Path, at: datetime) -> int:
    """Returns how many records were added. What is there already, by its title, stays as people left it."""
    stage = Stage(at)
    stage.know_groups(_read(folder / "groups.json"))
    files = sorted(folder.glob("engagements/*.json"))
    titles = set(Engagement.objects.filter(company__in=stage.companies()).values_list("title", flat=True))
    missing = {path.stem: row for path in files if (row := _read(path))["facts"]["title"] not in titles}
    if missing:
        stage.work_together(_read(folder / "initiatives.json"))
    held = {name: Record(stage, row).play() for name, row in missing.items()}
    for row in _read(folder / "plan.json") if held else ():
        stage.plan(row, held)
    return len(held)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@dataclass
class Stage:
    """The groups so far, and the day from which `days_ago` is counted."""

    at: datetime
    groups: dict[str, StakeholderGroup] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def day(self, days_ago: int) -> date:
        """Returns the day that many days ago."""
        return (self.at - timedelta(days=days_ago)).date()

    def who(self, email: str, days_ago: int) -> Fields:
        """Returns who did something, and at which moment of that day."""
        if email not in self.people:
            self.people[email] = User.objects.get(email=email)
        return {"by": self.people[email], "at": when(self.at, days_ago)}

    def assessment(self, title: str) -> Assessment:
        """Returns the assessment of the demo as it stands now."""
        found: Assessment = Assessment.objects.for_lists().get(title=title)
        return found

    def companies(self) -> set[Any]:
        """Returns the keys of the companies whose groups these are."""
        return {group.company_id for group in self.groups.values()}

    def know_groups(self, rows: list[Fields]) -> None:
        """Registers the groups that are missing, with their contacts."""
        for row in rows:
            company = Organisation.objects.get(name=row["company"])
            found = StakeholderGroup.objects.filter(company=company, name=row["name"]).first()
            self.groups[row["key"]] = found or self.register(company, row)

    def register(self, company: Organisation, row: Fields) -> StakeholderGroup:
        """Returns the new group; who its contacts are is sealed at once."""
        who = self.who(row["by"], row["days_ago"])
        entry = GroupEntry(
            **{name: row[name] for name in PLAIN if name in row},
            groups=list(Group.objects.filter(code__in=row["groups"])),
            rights=list(Right.objects.filter(code__in=row["rights"])),
        )
        group = actions.create_group(company=company, entry=entry, **who)
        for said in row["contacts"]:
            actions.add_contact(
                group=group, called=said["called"], identity=Identity(**said["identity"]),
                entry=ContactEntry(channel=said["channel"], wishes=said["wishes"]), **who,
            )  # fmt: skip
        for given in row["support"]:
            said = {name: value for name, value in given.items() if name != "days_ago"}
            support = SupportEntry(**said, given_on=self.day(given["days_ago"]))
            actions.give_support(group=group, entry=support, **self.who(row["by"], given["days_ago"]))
        return group

    def work_together(self, rows: list[Fields]) -> None:
        """Starts what the company does together with others."""
        for row in rows:
            said = {name: row[name] for name in TOGETHER}
            actions.start_initiative(
                company=Organisation.objects.get(name=row["company"]),
                entry=InitiativeEntry(**said, target_on=self.day(-row["target_in_days"])),
                **self.who(row["by"], row["days_ago"]),
            )

    def plan(self, row: Fields, held: dict[str, Engagement]) -> None:
        """Plans who is heard, says who is not, and why; and judges again the risks they spoke of."""
        assessment, who = self.assessment(row["assessment"]), self.who(row["by"], row["days_ago"])
        for line in row["planned"]:
            entry = PlanEntry(
                group=self.groups[line["group"]], stage=line["stage"], method=line["method"],
                planned_on=self.day(-line["in_days"]), owner=self.who(line["owner"], 0)["by"],
                budget=line["budget"], currency=line["currency"], proxy_reason=line.get("proxy_reason", ""),
                engagement=held.get(line.get("engagement", "")),
            )  # fmt: skip
            actions.plan_engagement(assessment=assessment, entry=entry, **who)
        again = row["judged_again"]
        for risk in Risk.objects.filter(assessment=assessment, title__in=again["risks"]).order_by("number"):
            confirm_rating(
                risk=risk, expected_version=risk.version, **self.who(again["by"], again["days_ago"])
            )
        for line in row["not_sought"]:
            actions.say_not_sought(
                assessment=assessment, group=self.groups[line["group"]], stage=line["stage"],
                reason=line["reason"], expected_version=0, **who,
            )  # fmt: skip
