"""The story of a demo assessment: what people did with it over two months, played through their own actions.

Each step names a day, a person and what she does; the steps and the recording of risks happen in the order of
their days, because an edit after an approval begins the next version.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assessments import actions
from assessments.approved import content
from assessments.entries import (
    GRADES,
    Grades,
    Judgement,
    MeasureEntry,
    OccurrenceEntry,
    ResidualGrades,
    RiskEntry,
    Weight,
)
from assessments.models import Approval, Assessment, Moment, Party, Risk, SystemVersion
from hrdd.accounts.models import User
from hrdd.evidence.entries import EvidenceEntry
from taxonomy.models import Group, Right

if TYPE_CHECKING:
    from assessments.demo import Stage

Fields = dict[str, Any]


class Story:
    """Plays steps on one assessment; `risks` are known by the keys of the demo's own files."""

    def __init__(self, stage: "Stage", assessment: Assessment) -> None:
        self.stage = stage
        self.assessment = assessment
        self.risks: dict[str, tuple[Risk, RiskEntry]] = {}
        self.versions: dict[str, SystemVersion] = {}
        self.moments: dict[str, Moment] = {}

    def play(self, step: Fields) -> None:
        """Does what the step says, on its day, as its person."""
        act = getattr(self, "do_" + step["do"].replace(" ", "_"))
        act(step, {"by": self.stage.people[step["by"]], "at": self.stage.when(step["days_ago"])})

    def day(self, days_ago: int) -> date:
        """Returns the day that many days ago."""
        return (self.stage.at - timedelta(days=days_ago)).date()

    def risk(self, step: Fields) -> Risk:
        """Returns the risk of a step as it stands now."""
        return Risk.objects.get(pk=self.risks[step["risk"]][0].pk)

    def fresh(self) -> Assessment:
        """Returns the assessment as it stands now."""
        found: Assessment = Assessment.objects.for_lists().get(pk=self.assessment.pk)
        return found

    def do_version(self, step: Fields, who: Fields) -> None:
        self.versions[step["name"]] = actions.add_system_version(
            system=self.assessment.system, name=step["name"],
            released_on=self.day(step["released_days_ago"]), changes=step["changes"], **who,
        )  # fmt: skip

    def do_name_version(self, step: Fields, who: Fields) -> None:
        now = self.fresh()
        actions.revise_assessment(
            assessment=now, title=now.title, moment=now.moment, expected_version=now.version,
            system_version=self.versions[step["version"]], **who,
        )  # fmt: skip

    def do_party(self, step: Fields, who: Fields) -> None:
        party = actions.create_party(
            company=self.assessment.company, name=step["name"], country=step["country"],
            positions=step["positions"], **who,
        )  # fmt: skip
        actions.add_system_party(
            system=self.assessment.system, party=party, relation=step["relation"], note=step["note"], **who
        )

    def do_moment(self, step: Fields, who: Fields) -> None:
        planned = actions.plan_moment(
            system=self.assessment.system, kind=step["kind"], what=step["what"],
            expected_by=self.day(-step["in_days"]), **who,
        )  # fmt: skip
        self.moments[str(step.get("key", step["what"]))] = planned
        if step.get("answers"):
            actions.answer_moment(moment=planned, assessment=self.fresh(), **who)

    def do_answer_proposed(self, step: Fields, who: Fields) -> None:  # noqa: ARG002
        """The version that was approved looked again at all that had been proposed by then."""
        now = self.fresh()
        for moment in Moment.objects.filter(system=now.system).proposed():
            actions.answer_moment(moment=moment, assessment=now, **who)

    def do_waive(self, step: Fields, who: Fields) -> None:
        actions.waive_moment(moment=self.moments[step["moment"]], reason=step["reason"], **who)

    def do_evidence(self, step: Fields, who: Fields) -> None:
        said = {name: step[name] for name in ("title", "source", "claim_status", "kind", "note")}
        entry = EvidenceEntry(
            **said, read_on=self.day(step["read_days_ago"]), url=step.get("url", ""),
            quotation=step.get("quotation", ""),
        )  # fmt: skip
        weight = Weight(stance=step["stance"])
        actions.add_risk_evidence(risk=self.risk(step), entry=entry, weight=weight, **who)

    def do_occurrence(self, step: Fields, who: Fields) -> None:
        names = ("what", "precision", "country", "place", "people", "source", "claim_status")
        said = {name: step[name] for name in names if name in step}
        entry = OccurrenceEntry(**said, happened_on=self.day(step["happened_days_ago"]))
        actions.record_occurrence(risk=self.risk(step), entry=entry, **who)
        if not step.get("unsettled"):
            self.confirm(step, who)

    def confirm(self, step: Fields, who: Fields) -> None:
        """Says that the rating was looked at with what came up in mind, and stands."""
        risk = self.risk(step)
        if risk.is_stale:
            actions.confirm_rating(risk=risk, expected_version=risk.version, **who)

    def do_involvement(self, step: Fields, who: Fields) -> None:
        party = Party.objects.get(company=self.assessment.company_id, name=step["party"])
        names = ("involvement", "reason", "position", "enabled", "foreseeable", "mitigation")
        judgement = Judgement(**{name: step[name] for name in names})
        actions.judge_involvement(
            risk=self.risk(step), party=party, judgement=judgement, expected_version=0, **who
        )

    def do_measure(self, step: Fields, who: Fields) -> None:
        entry = MeasureEntry(
            title=step["title"], owner=self.stage.people[step["owner"]],
            due_on=self.day(step["due_days_ago"]), status=step["status"],
        )  # fmt: skip
        actions.add_measure(risk=self.risk(step), entry=entry, **who)

    def do_group_rating(self, step: Fields, who: Fields) -> None:
        group = Group.objects.get(code=step["group"])
        grades = Grades(**{name: step[name] for name in GRADES})
        actions.rate_group(risk=self.risk(step), group=group, grades=grades, **who)

    def do_residual(self, step: Fields, who: Fields) -> None:
        grades = ResidualGrades(**{name: step[name] for name in GRADES})
        actions.rate_residual(risk=self.risk(step), grades=grades, expected_version=0, **who)

    def do_revise(self, step: Fields, who: Fields) -> None:
        before, entry = self.risks[step["risk"]]
        new = replace(entry, **{name: value for name, value in step.items() if name in GRADES})
        risk = self.risk(step)
        actions.revise_risk(risk=risk, entry=new, expected_version=risk.version, **who)
        self.risks[step["risk"]] = (before, new)

    def do_close_category(self, step: Fields, who: Fields) -> None:
        category = self.assessment.edition.categories.get(code=step["code"])
        actions.close_category(
            assessment=self.fresh(), category=category, reason=step["reason"], expected_version=0, **who
        )

    def do_close_rights(self, step: Fields, who: Fields) -> None:
        rights = list(Right.objects.filter(code__in=step["codes"]))
        actions.close_rights(assessment=self.fresh(), rights=rights, reason=step["reason"], **who)

    def do_submit(self, step: Fields, who: Fields) -> None:
        actions.submit(assessment=self.fresh(), note=step["note"], **who)

    def do_approve(self, step: Fields, who: Fields) -> None:  # noqa: ARG002
        waiting: Approval = Approval.objects.waiting().get(assessment=self.assessment)
        actions.approve(approval=waiting, digest=content(self.assessment.pk).digest, **who)

    def do_defer(self, step: Fields, who: Fields) -> None:
        approver: User = self.stage.people[step["approver"]]
        decision = actions.decide_standing(
            risk=self.risk(step), standing="deferred", ground=step["ground"], reason=step["reason"],
            until=self.day(-step["until_in_days"]), approver=approver, **who,
        )  # fmt: skip
        then: datetime = self.stage.when(step["approved_days_ago"])
        actions.approve_decision(
            decision=decision, reason=step["answer"], expected_version=decision.version, by=approver, at=then
        )
