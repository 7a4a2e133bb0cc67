"""One engagement of the demo: prepared, held, put on record, and what came of it."""

from typing import TYPE_CHECKING, Any

from assessments.models import Risk
from stakeholders import actions
from stakeholders.actions.engagements import Headcount
from stakeholders.entries import CollectiveEntry, ConsentEntry, InputEntry, UseEntry
from stakeholders.models import Consent, Engagement, Input

if TYPE_CHECKING:
    from stakeholders.demo import Stage

Fields = dict[str, Any]
DAYS = ("held", "held_until", "informed", "reprisal_rated")
COLUMNS = ("kind", "words", "language", "translation", "told", "level", "severity_words")
GRADES = ("scale", "scope", "irremediability")


class Record:
    """Plays one file of fixtures/demo/engagements/."""

    def __init__(self, stage: "Stage", row: Fields) -> None:
        self.stage = stage
        self.row = row
        self.consents: dict[str, Consent] = {}
        self.inputs: dict[str, Input] = {}

    def play(self) -> Engagement:
        """Returns the engagement on record, with everything that came after it."""
        engagement = self.prepare()
        recorded = self.who(self.row["recorded_days_ago"])
        for line in self.row["people"]:
            count = Headcount(**{**line, "group": self.stage.groups[line["group"]]})
            actions.count_participants(engagement=engagement, headcount=count, **recorded)
        engagement = actions.put_on_record(
            engagement=engagement, expected_version=engagement.version, **recorded
        )
        self.ask(engagement)
        for line in self.row["inputs"]:
            self.keep(engagement, line)
        for line in self.row["requests"]:
            self.request(engagement, line)
        self.afterwards(engagement)
        return engagement

    def who(self, days_ago: int) -> Fields:
        """Returns the engagement lead, at a moment of that day."""
        return self.stage.who(self.row["by"], days_ago)

    def prepare(self) -> Engagement:
        """Returns the engagement with the answers of the guided form."""
        assessment = self.stage.assessment(self.row["assessment"])
        facts = {name: value for name, value in self.row["facts"].items() if not name.endswith("_days_ago")}
        for name in DAYS:
            if days_ago := self.row["facts"].get(f"{name}_days_ago"):
                facts[name if name == "held_until" else f"{name}_on"] = self.stage.day(days_ago)
        return actions.open_engagement(
            company=assessment.company, facts={**facts, "assessment": assessment},
            **self.who(self.row["opened_days_ago"]),
        )  # fmt: skip

    def ask(self, engagement: Engagement) -> None:
        """Keeps what each person, and a people as a whole, agreed to."""
        for line in self.row["consents"]:
            uses = {use: self.use(said) for use, said in line["uses"].items()}
            entry = ConsentEntry(
                called=line["called"], given_on=self.stage.day(line["days_ago"]), language=line["language"],
                group=self.stage.groups[line["group"]], is_child=line.get("is_child", False),
                guardian_agreed=line.get("guardian_agreed"), child_agreed=line.get("child_agreed"), uses=uses,
            )  # fmt: skip
            self.consents[line["called"]] = actions.record_consent(
                engagement=engagement, entry=entry, **self.who(line["days_ago"])
            )
        for line in self.row.get("collective", []):
            answer = CollectiveEntry(
                group=self.stage.groups[line["group"]], state=line["state"], reason=line["reason"],
                how_decided=line["how_decided"], decided_on=self.stage.day(line["decided_days_ago"]),
            )  # fmt: skip
            actions.state_collective_consent(
                engagement=engagement, entry=answer, **self.who(line["days_ago"])
            )

    def use(self, said: Fields) -> UseEntry:
        """Returns the answer to one use, with the day until which it holds."""
        days = said.get("expires_in_days")
        return UseEntry(answer=said["answer"], expires_on=self.stage.day(-days) if days else None)

    def keep(self, engagement: Engagement, line: Fields) -> None:
        """Keeps what was said, and links it to the risks it is about."""
        told: Fields = {name: line[name] for name in (*COLUMNS, *GRADES) if name in line}
        entry = InputEntry(
            group=self.stage.groups[line["group"]], consent=self.consents.get(line.get("consent", "")),
            **told,
        )  # fmt: skip
        who = self.who(line["days_ago"])
        said = actions.record_input(engagement=engagement, entry=entry, **who)
        self.inputs[line["key"]] = said
        for title in line["risks"]:
            risk = Risk.objects.select_related("assessment").get(
                assessment__title=self.row["assessment"], title=title
            )
            actions.link_input(said=said, risk=risk, **who)

    def request(self, engagement: Engagement, line: Fields) -> None:
        """Keeps what was asked for, the answer, how people were told, and what they said to it."""
        asked = actions.add_request(
            engagement=engagement, text=line["text"], said=self.inputs[line["input"]],
            **self.who(line["days_ago"]),
        )  # fmt: skip
        if "answer" in line:
            asked = actions.answer_request(
                asked=asked, answer=line["answer"], reason=line["reason"], expected_version=asked.version,
                **self.who(line["answer_days_ago"]),
            )  # fmt: skip
        if "told_how" in line:
            asked = actions.tell_people(
                asked=asked, told_on=self.stage.day(line["told_days_ago"]), told_how=line["told_how"],
                expected_version=asked.version, **self.who(line["told_days_ago"]),
            )  # fmt: skip
        if "reply" in line:
            actions.keep_reply(
                asked=asked, reply=line["reply"], replied_on=self.stage.day(line["reply_days_ago"]),
                expected_version=asked.version, **self.who(line["reply_days_ago"]),
            )  # fmt: skip

    def afterwards(self, engagement: Engagement) -> None:
        """Takes back what people took back, and asks whether they are safe."""
        for line in self.row.get("withdrawals", []):
            actions.withdraw_consent(
                consent=self.consents[line["called"]], uses=line["uses"], how=line["how"],
                **self.who(line["days_ago"]),
            )  # fmt: skip
        checks = list(engagement.follow_ups.order_by("due_on"))
        for line in self.row.get("checks", []):
            check = checks[line["nth"]]
            actions.record_check(
                follow_up=check, done_on=self.stage.day(line["days_ago"]), outcome=line["outcome"],
                note=line["note"], expected_version=check.version, **self.who(line["days_ago"]),
            )  # fmt: skip
