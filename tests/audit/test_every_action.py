"""Whatever a person does leaves its line in the log, with who, what, whose and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments.approved import content
from assessments.entries import Grades, RiskEntry
from assessments.models import Approval, Assessment, Risk
from hrdd.accounts import actions as people
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.discussions import actions as talk
from hrdd.sharing import actions as sharing
from taxonomy.models import Category, Edition, Right
from tests import factories
from tests.factories.depth import complete

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
    blank = Category.objects.get(edition=assessment.edition, code="CUL")
    right = Right.objects.get(code="housing")
    closed = Category.objects.get(edition=assessment.edition, code="PRO")
    closure = factories.ClosureFactory.create(assessment=assessment, category=closed)
    other_edition = Edition.objects.exclude(pk=assessment.edition_id).get()
    thread = work.comment_on_risk(risk=risk, text="Who was asked?", audience="shared", by=leila, at=AT)
    invitation, token = people.invite(
        email="mara@torvane.example", organisation=company, roles=["viewer"], by=ada, at=AT
    )
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
}
ON_A_ROOT = {
    "category found not relevant", "right found not relevant", "rights found not relevant",
    "coverage opened again", "moved to another edition", "assessment submitted", "assessment taken back",
    "assessment returned", "assessment approved", "assessment superseded", "next version begun",
    "access given", "access extended", "access withdrawn", "assessment opened", "assessment changed",
    "risk recorded", "risk changed", "rated as reviewer", "commented", "answered", "comment revised",
    "system added", "system changed",
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
    for action in ("commented", "answered", "comment revised"):
        ACTIONS[action](here)
    written = str([vars(event) for event in Event.objects.all()])
    assert not any(text in written for text in ("Who was asked?", "We did.", "Hm."))
