"""Whatever a person does leaves its line in the log, with who, what, whose and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments.entries import Grades, RiskEntry
from assessments.models import Assessment, Risk, SystemParty
from hrdd.accounts import actions as people
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.discussions import actions as talk
from hrdd.evidence import actions as evidence
from hrdd.evidence.entries import Details, EvidenceEntry
from hrdd.sharing import actions as sharing
from taxonomy.models import Category, Edition
from tests import factories

AT = timezone.now()


@pytest.fixture
def here(
    company: Organisation, lantern: Organisation, ines: User, ada: User, leila: User, assessment: Assessment,
    risk: Risk, reviewer_grant: Any,
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
    api_token, _ = people.make_token(user=ines, label="export", **by)
    return SimpleNamespace(**locals())


def edition(here: SimpleNamespace) -> Edition:
    return here.assessment.edition


ACTIONS: dict[str, Callable[[SimpleNamespace], Any]] = {
    "organisation created": lambda h: people.create_organisation(name="New", kind="company", **h.by),
    "roles set": lambda h: people.set_roles(
        user=h.ines, organisation=h.company, roles=["approver"], by=h.ada, at=AT
    ),
    "person added": lambda h: people.introduce(email="sam@river.example", host=h.company, **h.by),
    "invited": lambda h: people.invite(email="x@y.example", organisation=h.company, roles=["viewer"], **h.by),
    "invitation withdrawn": lambda h: people.withdraw_invitation(invitation=h.invitation, **h.by),
    "invitation accepted": lambda h: people.accept_invitation(
        token=h.token, name="Mara", password="four quiet words here", at=AT
    ),
    "API token made": lambda h: people.make_token(user=h.ines, label="another", **h.by),
    "API token withdrawn": lambda h: people.withdraw_token(token=h.api_token, **h.by),
    "own settings changed": lambda h: people.revise_person(user=h.ines, name="Inês", language="en", **h.by),
    "password changed": lambda h: people.set_password(user=h.ines, password="a new long evening", **h.by),
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
    "party added": lambda h: work.create_party(company=h.company, name="Kestrel Data", **h.by),
    "party changed": lambda h: work.revise_party(
        party=h.party, name="Kestrel", country="KE", positions=["data_providers"], expected_version=1, **h.by
    ),
    "system party added": lambda h: work.add_system_party(
        system=h.system, party=h.party, relation="customer", **h.by
    ),
    "system party changed": lambda h: work.note_system_party(link=h.link, note="Labels.", **h.by),
    "system party removed": lambda h: work.remove_system_party(link=h.link, **h.by),
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
    "risk recorded": lambda h: work.record_risk(assessment=h.assessment, entry=h.entry, **h.by),
    "risk changed": lambda h: work.revise_risk(
        risk=h.risk, entry=replace(h.entry, title="Other letters"), expected_version=1, **h.by
    ),
    "rated as reviewer": lambda h: work.rate_risk(risk=h.risk, grades=h.grades, by=h.leila, at=AT),
    "commented": lambda h: work.comment_on_risk(risk=h.risk, text="Hm.", audience="own", **h.by),
    "answered": lambda h: work.reply(thread=h.thread, assessment=h.assessment, text="We did.", **h.by),
    "comment revised": lambda h: talk.revise_comment(
        comment=h.thread.comments.first(), text="Who?", expected_version=1, by=h.leila, at=AT
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
}
ON_A_ROOT = {
    "access given", "access extended", "access withdrawn", "assessment opened", "assessment changed",
    "risk recorded", "risk changed", "rated as reviewer", "commented", "answered", "comment revised",
    "evidence added", "evidence changed", "evidence removed",
    "system added", "system changed", "moment proposed",
    "moment planned", "moment changed", "moment accepted", "moment answered", "moment waived",
    "system party added", "system party changed", "system party removed", "system version added",
    "system version changed",
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leaves_exactly_one_line_of_its_own(here: SimpleNamespace, action: str) -> None:
    before = set(Event.objects.values_list("pk", flat=True))
    ACTIONS[action](here)
    [event] = Event.objects.exclude(pk__in=before).filter(action=action)
    assert event.at == AT
    assert event.actor_id in {here.ines.pk, here.ada.pk, here.leila.pk} or action == "invitation accepted"
    assert event.target_label
    assert (event.root_id is not None) == (action in ON_A_ROOT)
    if action != "organisation created":
        assert event.company_id == here.company.pk


def test_what_is_said_never_enters_the_log(here: SimpleNamespace) -> None:
    for action in ("commented", "answered", "comment revised", "evidence added"):
        ACTIONS[action](here)
    written = str([vars(event) for event in Event.objects.all()])
    assert not any(text in written for text in ("Who was asked?", "We did.", "Hm.", "It read my letter."))
