"""Whatever a person does leaves its line in the log, with who, what, whose and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments import document
from assessments.approved import content
from assessments.document.receiving import Received
from assessments.entries import (
    Grades,
    Judgement,
    MeasureEntry,
    OccurrenceEntry,
    ResidualGrades,
    RiskEntry,
    Weight,
)
from assessments.models import Approval, Assessment, Risk, RiskImport, SystemParty
from assessments.tables import NEEDED
from hrdd.accounts import actions as people
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.discussions import actions as talk
from hrdd.evidence import actions as evidence
from hrdd.evidence.entries import Details, EvidenceEntry
from hrdd.lib.sheets import Table
from hrdd.sharing import actions as sharing
from taxonomy.models import Category, Edition, Group, Right
from tests import factories
from tests.audit.log_actions import LOG_ACTIONS
from tests.audit.remedy_actions import PEOPLE_AND_REMEDY
from tests.factories.depth import complete
from tests.factories.documents import snapshot

AT = timezone.now()


@pytest.fixture
def here(
    company: Organisation, lantern: Organisation, ines: User, ada: User, leila: User, assessment: Assessment,
    risk: Risk, reviewer_grant: Any, tomas: User,
) -> SimpleNamespace:  # fmt: skip
    """Returns what the actions below act on."""
    category = Category.objects.get(edition=assessment.edition, code="PRI")
    reasons = dict.fromkeys(("scale_reason", "scope_reason", "irremediability_reason"), "Because.")
    grades = Grades(scale=5, scope=2, irremediability=None, **reasons)
    entry = RiskEntry(
        title="Letters",
        category=category,
        nature="potential",
        scale=5,
        scope=2,
        irremediability=None,
        **reasons,
    )
    by = {"by": ines, "at": AT}
    blank = Category.objects.get(edition=assessment.edition, code="CUL")
    right = Right.objects.get(code="housing")
    closed = Category.objects.get(edition=assessment.edition, code="PRO")
    closure = factories.ClosureFactory.create(assessment=assessment, category=closed)
    other_edition = Edition.objects.exclude(pk=assessment.edition_id).get()
    system = assessment.system
    version = factories.SystemVersionFactory.create(system=system, created_by=ines)
    party = factories.PartyFactory.create(company=company)
    link = SystemParty.objects.create(system=system, party=party, relation="supplier")
    moment = factories.MomentFactory.create(system=system, created_by=ines)
    proposal = factories.MomentFactory.create(system=system, created_by=ines, proposed_because="A country.")
    thread = work.comment_on_risk(risk=risk, text="Who was asked?", audience="shared", by=leila, at=AT)
    invitation, token = people.invite(
        email="mara@torvane.example", organisation=company, roles=["viewer"], by=ada, at=AT
    )
    said = {"title": "A letter", "read_on": AT.date(), "claim_status": "alleged"}
    letter = factories.EvidenceFactory.create(company=company, root_id=assessment.pk, added_by=ines)
    women = Group.objects.get(code="women_girls")
    group_rating = factories.GroupRatingFactory.create(risk=risk)
    supplier = factories.PartyFactory.create(company=company)
    judgement = Judgement(involvement="caused", reason="It labelled the letters.")
    work.judge_involvement(risk=risk, party=supplier, judgement=judgement, expected_version=0, **by)
    residual = ResidualGrades(scale=5, scope=2, irremediability=None, likelihood=1, **reasons)
    work.rate_residual(risk=risk, grades=residual, expected_version=0, **by)
    api_token, _ = people.make_token(user=ines, label="export", **by)
    return SimpleNamespace(**locals())


def edition(here: SimpleNamespace) -> Edition:
    return here.assessment.edition


def submitted(here: SimpleNamespace) -> Approval:
    return work.submit(assessment=complete(here.assessment), note="", **here.by)


def approve(here: SimpleNamespace, *, based_on: bool = False) -> Approval:
    if based_on:
        here.assessment.based_on = factories.AssessmentFactory.create(system=here.assessment.system)
        here.assessment.save(update_fields=["based_on"])
    waiting = submitted(here)
    digest = content(here.assessment.pk).digest
    return work.approve(approval=waiting, digest=digest, by=here.ada, at=AT)


HAPPENED = OccurrenceEntry(what="Letters came back.", source="A paper.", claim_status="reported")


def minor(here: SimpleNamespace) -> Risk:
    small = dict.fromkeys(("scale", "scope", "irremediability"), 2)
    risk: Risk = factories.RiskFactory.create(assessment=here.assessment, **small)
    return risk


def decide(here: SimpleNamespace, risk: Risk, standing: str) -> Any:
    ground = {"deferred": "order", "closed": "gone", "open": "back"}[standing]
    return work.decide_standing(
        risk=risk, standing=standing, ground=ground, reason="Because.", until=AT.date() + timedelta(30),
        approver=here.tomas, **here.by,
    )  # fmt: skip


def answer(here: SimpleNamespace, act: Callable[..., Any]) -> Any:
    decision = decide(here, here.risk, "closed")
    return act(decision=decision, reason="So be it.", expected_version=1, by=here.tomas, at=AT)


ACTIONS: dict[str, Callable[[SimpleNamespace], Any]] = {
    **PEOPLE_AND_REMEDY,
    "access given": lambda h: sharing.give_grant(
        root=h.assessment,
        person=factories.UserFactory.create(),
        role="reviewer",
        until=AT + timedelta(9),
        **h.by,
    ),
    "access extended": lambda h: sharing.give_grant(
        root=h.assessment, organisation=h.lantern, role="reviewer", until=AT + timedelta(9), **h.by
    ),
    "access withdrawn": lambda h: sharing.withdraw_grant(grant=h.reviewer_grant, **h.by),
    "system added": lambda h: work.create_system(
        company=h.company, name="Other", kind="application", description="", **h.by
    ),
    "system changed": lambda h: work.revise_system(
        system=h.assessment.system,
        name="Other",
        kind="application",
        description="",
        expected_version=1,
        **h.by,
    ),
    "moment proposed": lambda h: work.propose_after_incident(risk=h.risk, **h.by),
    "moment planned": lambda h: work.plan_moment(
        system=h.system, kind="review", what="A look", expected_by=AT.date(), **h.by
    ),
    "moment changed": lambda h: work.revise_moment(
        moment=h.moment, kind="review", what="Two", expected_by=AT.date(), expected_version=1, **h.by
    ),
    "moment accepted": lambda h: work.accept_moment(moment=h.proposal, **h.by),
    "moment answered": lambda h: work.answer_moment(moment=h.moment, assessment=h.assessment, **h.by),
    "moment waived": lambda h: work.waive_moment(moment=h.moment, reason="Nothing is new.", **h.by),
    "moment reopened": lambda h: work.reopen_moment(
        moment=work.waive_moment(moment=h.moment, reason="Nothing is new.", **h.by), reason="It is.", **h.by
    ),
    "party added": lambda h: work.create_party(company=h.company, name="Kestrel Data", **h.by),
    "party changed": lambda h: work.revise_party(
        party=h.party, name="Kestrel", country="KE", positions=["data_providers"], expected_version=1, **h.by
    ),
    "system party added": lambda h: work.add_system_party(
        system=h.system, party=h.party, relation="customer", **h.by
    ),
    "system party changed": lambda h: work.note_system_party(link=h.link, note="Labels.", **h.by),
    "system party removed": lambda h: work.remove_system_party(link=h.link, expected_version=1, **h.by),
    "system version added": lambda h: work.add_system_version(system=h.system, name="Next", **h.by),
    "system version changed": lambda h: work.revise_system_version(
        version=h.version, name="4.2", released_on=None, changes="Photos.", expected_version=1, **h.by
    ),
    "assessment opened": lambda h: work.create_assessment(
        system=h.assessment.system, edition=edition(h), title="Next", moment="", **h.by
    ),
    "assessment changed": lambda h: work.revise_assessment(
        assessment=h.assessment, title="Next", moment="", system_version=None, expected_version=1, **h.by
    ),
    "assessment imported": lambda h: work.import_assessment(
        company=h.company, received=Received(document.build(h.assessment.pk), "0" * 64), **h.by
    ),
    "assessment carried over": lambda h: work.duplicate_assessment(
        assessment=h.assessment, title="Next", moment="", system_version=None, **h.by
    ),
    "assessment exported": lambda h: work.record_export(
        assessment=h.assessment, kind="csv", sha256="0" * 64, risks=1, **h.by
    ),
    "approved version downloaded": lambda h: work.record_version_download(
        snapshot=snapshot(h.assessment, by=h.ada), **h.by
    ),
    "risk recorded": lambda h: work.record_risk(assessment=h.assessment, entry=h.entry, **h.by),
    "risk changed": lambda h: work.revise_risk(
        risk=h.risk, entry=replace(h.entry, title="Other letters"), expected_version=1, **h.by
    ),
    "group rated": lambda h: work.rate_group(risk=h.risk, group=h.women, grades=h.grades, **h.by),
    "group rating changed": lambda h: work.revise_group_rating(
        rating=h.group_rating, grades=h.grades, expected_version=1, **h.by
    ),
    "group rating removed": lambda h: work.remove_group_rating(
        rating=h.group_rating, reason="The same as for everyone.", expected_version=1, **h.by
    ),
    "involvement judged": lambda h: work.judge_involvement(
        risk=h.risk, name="Bluepier", judgement=h.judgement, expected_version=0, **h.by
    ),
    "involvement ended": lambda h: work.end_involvement(
        risk=h.risk, party=h.supplier, reason="It left.", expected_version=1, **h.by
    ),
    "residual rated": lambda h: work.rate_residual(
        risk=h.risk, grades=h.residual, expected_version=1, **h.by
    ),
    "residual rating removed": lambda h: work.remove_residual(
        risk=h.risk, reason="The filter was switched off.", expected_version=1, **h.by
    ),
    "rated as reviewer": lambda h: work.rate_risk(risk=h.risk, grades=h.grades, by=h.leila, at=AT),
    "table handed in": lambda h: work.hand_in_table(
        assessment=h.assessment,
        table=Table(header=("Title",), rows=(("Letters",),), first_row=2, kind="csv"),
        file_name="x.csv",
        sha256="0" * 64,
        **h.by,
    ),
    "columns of a table named": lambda h: work.map_columns(
        risk_import=factories.RiskImportFactory.create(
            assessment=h.assessment, table=RiskImport.stored(list(NEEDED), [[2, ["x"] * len(NEEDED)]])
        ),
        mapping={name: number for number, name in enumerate(NEEDED)},
        leave_out=False,
        **h.by,
    ),
    "import asked for": lambda h: work.confirm_import(
        risk_import=factories.RiskImportFactory.create(assessment=h.assessment, state="checked", good_rows=1),
        expected_version=1,
        **h.by,
    ),
    "import cancelled": lambda h: work.cancel_import(
        risk_import=factories.RiskImportFactory.create(assessment=h.assessment), **h.by
    ),
    "commented": lambda h: work.comment_on_risk(risk=h.risk, text="Hm.", audience="own", **h.by),
    "answered": lambda h: work.reply(thread=h.thread, assessment=h.assessment, text="We did.", **h.by),
    "comment revised": lambda h: talk.revise_comment(
        comment=h.thread.comments.first(), text="Who?", expected_version=1, by=h.leila, at=AT
    ),
    "category found not relevant": lambda h: work.close_category(
        assessment=h.assessment, category=h.blank, reason="No users.", expected_version=0, **h.by
    ),
    "right found not relevant": lambda h: work.close_right(
        assessment=h.assessment, right=h.right, reason="No users.", expected_version=0, **h.by
    ),
    "rights found not relevant": lambda h: work.close_rights(
        assessment=h.assessment, rights=[h.right], reason="No users.", **h.by
    ),
    "coverage opened again": lambda h: work.reopen_closure(closure=h.closure, **h.by),
    "moved to another edition": lambda h: work.move_to_edition(
        assessment=h.assessment, edition=h.other_edition, targets={}, expected_version=1, **h.by
    ),
    "assessment submitted": lambda h: work.submit(assessment=complete(h.assessment), note="", **h.by),
    "assessment taken back": lambda h: work.take_back(assessment=submitted(h).assessment, **h.by),
    "assessment returned": lambda h: work.return_submission(
        approval=submitted(h), reason="Look again.", by=h.ada, at=AT
    ),
    "assessment approved": lambda h: approve(h),
    "assessment superseded": lambda h: approve(h, based_on=True),
    "next version begun": lambda h: work.reopen_closure(
        closure=approve(h).assessment.closures.first(), **h.by
    ),
    "evidence added": lambda h: evidence.add_evidence(
        company=h.company,
        root_id=h.assessment.pk,
        entry=EvidenceEntry(kind="quotation", quotation="It read my letter.", **h.said),
        **h.by,
    ),
    "evidence changed": lambda h: evidence.revise_evidence(
        evidence=h.letter, details=Details(**h.said), expected_version=1, **h.by
    ),
    "evidence removed": lambda h: evidence.remove_evidence(evidence=h.letter, reason="Twice here.", **h.by),
    "occurrence recorded": lambda h: work.record_occurrence(risk=h.risk, entry=HAPPENED, **h.by),
    "occurrence changed": lambda h: work.revise_occurrence(
        occurrence=factories.OccurrenceFactory.create(risk=h.risk),
        entry=HAPPENED,
        expected_version=1,
        **h.by,
    ),
    "occurrence removed": lambda h: work.remove_occurrence(
        occurrence=factories.OccurrenceFactory.create(risk=h.risk),
        reason="Told twice.",
        expected_version=1,
        **h.by,
    ),
    "measure added": lambda h: work.add_measure(risk=h.risk, entry=MeasureEntry(title="Filter"), **h.by),
    "measure changed": lambda h: work.revise_measure(
        measure=factories.MeasureFactory.create(risk=h.risk),
        entry=MeasureEntry(title="Filter", status="done"),
        expected_version=1,
        **h.by,
    ),
    "evidence weighed anew": lambda h: work.revise_risk_evidence(
        link=factories.RiskEvidenceFactory.create(risk=h.risk, evidence=h.letter),
        details=Details(**h.said),
        weight=Weight(stance="counters"),
        expected_version=1,
        **h.by,
    ),
    "evidence taken off": lambda h: work.remove_risk_evidence(
        link=factories.RiskEvidenceFactory.create(
            risk=h.risk,
            evidence=factories.RiskEvidenceFactory.create(
                risk=factories.RiskFactory.create(assessment=h.assessment), evidence=h.letter
            ).evidence,
        ),
        reason="It says nothing about this one.",
        expected_version=1,
        **h.by,
    ),
    "evidence taken away": lambda h: work.record_taking(
        link=factories.RiskEvidenceFactory.create(risk=h.risk, evidence=h.letter), **h.by
    ),
    "rating marked stale": lambda h: work.mark_stale(risk=h.risk, because="people were heard", **h.by),
    "rating confirmed": lambda h: work.confirm_rating(risk=h.risk, expected_version=1, **h.by),
    "risk deferred": lambda h: decide(h, minor(h), "deferred"),
    "risk closed": lambda h: decide(h, minor(h), "closed"),
    "risk reopened": lambda h: decide(h, decide(h, minor(h), "deferred").risk, "open"),
    "risk reopened by its rating": lambda h: work.revise_risk(
        risk=decide(h, minor(h), "closed").risk, entry=h.entry, expected_version=2, **h.by
    ),
    "decision proposed": lambda h: decide(h, h.risk, "deferred"),
    "decision withdrawn": lambda h: work.withdraw_decision(
        decision=decide(h, h.risk, "closed"), expected_version=1, **h.by
    ),
    "decision approved": lambda h: answer(h, work.approve_decision),
    "decision declined": lambda h: answer(h, work.decline_decision),
    **LOG_ACTIONS,
}
ON_A_ROOT = {
    *LOG_ACTIONS,
    "system added", "system changed",
    "category found not relevant", "right found not relevant", "rights found not relevant",
    "coverage opened again", "moved to another edition", "assessment submitted", "assessment taken back",
    "assessment returned", "assessment approved", "assessment superseded", "next version begun",
    "access given", "access extended", "access withdrawn", "assessment opened", "assessment changed",
    "table handed in", "columns of a table named", "import asked for", "import cancelled",
    "risk recorded", "risk changed", "rated as reviewer", "commented", "answered", "comment revised",
    "evidence added", "evidence changed", "evidence removed",
    "moment planned", "moment changed", "moment accepted", "moment answered", "moment waived",
    "moment reopened", "moment proposed",
    "system party added", "system party changed", "system party removed", "system version added",
    "system version changed",
    "occurrence recorded", "occurrence changed", "occurrence removed", "measure added",
    "measure changed", "evidence weighed anew", "evidence taken off", "evidence taken away",
    "rating marked stale", "rating confirmed", "risk deferred", "risk closed", "risk reopened",
    "risk reopened by its rating", "decision proposed", "decision withdrawn", "decision approved",
    "decision declined",
    "group rated", "group rating changed", "group rating removed",
    "involvement judged", "involvement ended", "residual rated", "residual rating removed",
    "assessment imported", "assessment carried over", "assessment exported", "approved version downloaded",
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leaves_exactly_one_line_of_its_own(here: SimpleNamespace, action: str) -> None:
    before = set(Event.objects.values_list("pk", flat=True))
    ACTIONS[action](here)
    [event] = Event.objects.exclude(pk__in=before).filter(action=action)
    assert event.at == AT
    assert (
        event.actor_id in {here.ines.pk, here.ada.pk, here.leila.pk, here.tomas.pk}
        or action == "invitation accepted"
    )
    assert event.target_label
    assert (event.root_id is not None) == (action in ON_A_ROOT)
    if action != "organisation created":
        assert event.company_id == here.company.pk


def test_what_is_said_never_enters_the_log(here: SimpleNamespace) -> None:
    for action in ("commented", "answered", "comment revised", "evidence added"):
        ACTIONS[action](here)
    written = str([vars(event) for event in Event.objects.all()])
    assert not any(text in written for text in ("Who was asked?", "We did.", "Hm.", "It read my letter."))
