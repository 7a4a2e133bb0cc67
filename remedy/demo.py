"""Plays the channel and the concerns of fixtures/demo/channel.json through the doors people use."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from hrdd.accounts import actions as accounts
from hrdd.accounts import keys
from hrdd.accounts.models import Organisation, PersonalKey, User
from hrdd.audit.recorder import UNNAMED
from remedy import actions
from remedy.codes import door
from remedy.filing import Filing
from remedy.models import Assignment, Case, Channel
from remedy.opened import Opened, opened_by_handler, opened_by_person
from remedy.states import CaseState

Fields = dict[str, Any]


@transaction.atomic
def load(*, file: Path, password: str, at: datetime) -> int:
    """Returns how many concerns were added; none where the company has its channel already."""
    told: Fields = json.loads(file.read_text("utf-8"))
    company = Organisation.objects.get(name=told["company"])
    if Channel.objects.filter(company=company).exists():
        return 0
    stage = Stage(company, password, at)
    stage.open(told)
    for row in told["concerns"]:
        stage.play(row)
    return len(told["concerns"])


@dataclass
class Stage:
    """The company, the password its people share, and the day from which `days_ago` is counted."""

    company: Organisation
    password: str
    at: datetime
    channel: Channel = field(init=False)

    def when(self, days_ago: int) -> datetime:
        """Returns the moment so many days ago."""
        return self.at - timedelta(days=days_ago)

    @staticmethod
    def who(email: str) -> User:
        """Returns a person of the demo."""
        return User.objects.get(email=email)

    def open(self, told: Fields) -> None:
        """Opens the channel: keys, desk, escrow."""
        at, by = self.when(told["opened_days_ago"]), self.who(told["by"])
        channel = actions.make_channel(
            company=self.company, slug=told["slug"], about=told["about"], keep_months=told["keep_months"],
            by=by, at=at,
        )  # fmt: skip
        holders = [self.who(email) for email in told["escrow"]]
        desk = [(self.who(row["email"]), row["shown_as"]) for row in told["desk"]]
        for user in [*holders, *(user for user, _shown in desk)]:
            accounts.make_personal_key(user=user, password=self.password, by=user, at=at)
        for user, shown_as in desk:
            actions.seat(channel=channel, user=user, shown_as=shown_as, by=by, at=at)
        actions.make_escrow_key(channel=channel, holders=holders, by=by, at=at)
        self.channel = actions.open_channel(channel=channel, by=by, at=at)

    def play(self, row: Fields) -> None:
        """Raises one concern and plays what came after."""
        told = {**row["told"], "wants": tuple(row["told"].get("wants", ()))}
        entrance = door(row["code"])
        case = actions.file_concern(
            channel=self.channel, filing=Filing(**told), door=entrance, language=row["language"], by=UNNAMED,
            at=self.when(row["days_ago"]),
        )  # fmt: skip
        for step in row["played"]:
            at = self.when(step["days_ago"])
            case = Case.objects.select_related("company", "channel").get(pk=case.pk)
            if step.get("person"):
                own = opened_by_person(case, entrance.pair.private)
                actions.write_as_person(opened=own, text=step["text"], by=UNNAMED, at=at)
                continue
            by = self.who(step["by"])
            actions.move_case(
                opened=self._opened(case, by, at), to=CaseState(step["to"]), reason=step["reason"],
                message=step["message"], expected_version=case.version, by=by, at=at,
            )  # fmt: skip

    def _opened(self, case: Case, by: User, at: datetime) -> Opened:
        assignment = Assignment.objects.living().get(case=case, user=by)
        assignment.case = case
        if assignment.state == Assignment.State.OFFERED:
            actions.take_on(assignment=assignment, by=by, at=at)
        private = keys.opened(PersonalKey.objects.living().get(user=by), self.password)
        return opened_by_handler(assignment, private)
