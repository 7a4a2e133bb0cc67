"""Every action of the engagement log, for the promise that each leaves one line of its own."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hrdd.evidence.uploads import checked
from hrdd.lib.sealing import Purpose, seal_bytes
from hrdd.lib.sheets import Table
from stakeholders import actions as log
from stakeholders.actions.attachments import AttachmentEntry
from stakeholders.actions.contacts import ContactEntry
from stakeholders.actions.engagements import Headcount
from stakeholders.entries import (
    CollectiveEntry,
    ConsentEntry,
    GroupEntry,
    InitiativeEntry,
    InputEntry,
    PlanEntry,
    SupportEntry,
    UseEntry,
)
from stakeholders.feedback import Wording
from stakeholders.identity import Identity
from stakeholders.models import Engagement, StakeholderGroup
from tests import factories


def group(h: SimpleNamespace) -> StakeholderGroup:
    return factories.StakeholderGroupFactory.create(company=h.company)


def engagement(h: SimpleNamespace, **said: Any) -> Engagement:
    return factories.EngagementFactory.create(assessment=h.assessment, **said)


def said(h: SimpleNamespace) -> Any:
    return factories.InputFactory.create(engagement=engagement(h))


def held(h: SimpleNamespace) -> Engagement:
    found = engagement(h, held_on=timezone.localdate(h.by["at"]), reprisal="low")
    factories.ParticipationFactory.create(engagement=found)
    return found


def agreed(h: SimpleNamespace, **more: Any) -> Any:
    return factories.ConsentFactory.create(engagement=engagement(h), called="Participant 4", **more)


def people(h: SimpleNamespace) -> StakeholderGroup:
    return factories.StakeholderGroupFactory.create(company=h.company, is_indigenous=True)


ASKED = ConsentEntry("Participant 4", date(2020, 1, 1), "Kiswahili", uses={"quote": UseEntry("given")})


def asked(h: SimpleNamespace) -> Any:
    return factories.RequestFactory.create(engagement=engagement(h))


def answered(h: SimpleNamespace) -> Any:
    return log.answer_request(
        asked=asked(h), answer="declined", reason="Too early.", expected_version=1, **h.by
    )


def contact(h: SimpleNamespace) -> Any:
    return factories.ContactFactory.create(group=group(h))


def planned(h: SimpleNamespace) -> Any:
    return factories.PlannedEngagementFactory.create(assessment=h.assessment)


def not_sought(h: SimpleNamespace) -> Any:
    return factories.NotSoughtFactory.create(assessment=h.assessment)


def plan_entry(h: SimpleNamespace, **said: Any) -> PlanEntry:
    day = timezone.localdate(h.by["at"])
    return PlanEntry(**{"group": group(h), "stage": "deploy", "method": "panel", "planned_on": day, **said})


SUPPORT = SupportEntry(kind="training", what="Two days on how models work.", given_on=date(2026, 1, 5))
TOGETHER = InitiativeEntry(
    title="A floor of pay", aim="Low pay.", partners="Four buyers.", target="All four pay it.",
    target_on=date(2027, 1, 1),
)  # fmt: skip
TABLE = Table(header=("Title", "Date"), rows=(("Spring meeting", "2026-03-02"),), first_row=2, kind="csv")


def past(h: SimpleNamespace) -> Any:
    return factories.PastEngagementsFactory.create(company=h.company)


PAST = {
    "past engagements handed in": lambda h: log.hand_in_past(
        company=h.company, table=TABLE, file_name="past.csv", sha256="0" * 64, **h.by
    ),
    "columns of past engagements named": lambda h: log.name_past_columns(
        past=past(h), mapping=past(h).mapping, **h.by
    ),
    "past engagements written": lambda h: log.write_past(past=past(h), expected_version=1, **h.by),
    "past engagements thrown away": lambda h: log.throw_away_past(past=past(h), **h.by),
}
GROUPS = {
    "stakeholder group added": lambda h: log.create_group(
        company=h.company, entry=GroupEntry(name="Annotators", nearness="affected"), **h.by
    ),
    "stakeholder group changed": lambda h: log.revise_group(
        group=group(h), entry=GroupEntry(name="Annotators", nearness="affected"), expected_version=1, **h.by
    ),
    "support given": lambda h: log.give_support(group=group(h), entry=SUPPORT, **h.by),
    "support changed": lambda h: log.revise_support(
        support=factories.SupportFactory.create(group=group(h)), entry=SUPPORT, expected_version=1, **h.by
    ),
    "initiative started": lambda h: log.start_initiative(company=h.company, entry=TOGETHER, **h.by),
    "initiative changed": lambda h: log.revise_initiative(
        initiative=factories.InitiativeFactory.create(company=h.company), entry=TOGETHER,
        expected_version=1, **h.by,
    ),
    "contact added": lambda h: log.add_contact(
        group=group(h), called="Elder", identity=Identity(name="Amina Example"), entry=ContactEntry(), **h.by
    ),
    "contact changed": lambda h: log.revise_contact(
        contact=contact(h), entry=ContactEntry(do_not_contact=True), identity=Identity(), expected_version=1,
        **h.by,
    ),
    "contact identity opened": lambda h: log.open_identity(
        contact=contact(h), reason="To tell her the answer.", **h.by
    ),
    "contact erased": lambda h: log.erase_identity(
        contact=contact(h), reason="She asked for it.", expected_version=1, **h.by
    ),
    "identities sealed anew": lambda h: log.seal_anew(company=contact(h).group.company, **h.by),
    "engagement planned": lambda h: log.plan_engagement(
        assessment=h.assessment, entry=plan_entry(h), **h.by
    ),
    "planned engagement changed": lambda h: log.revise_planned(
        planned=planned(h), entry=plan_entry(h), expected_version=1, **h.by
    ),
    "planned engagement removed": lambda h: log.remove_planned(
        planned=planned(h), reason="It took place elsewhere.", expected_version=1, **h.by
    ),
    "group not sought": lambda h: log.say_not_sought(
        assessment=h.assessment, group=group(h), stage="retire", reason="It stays.", expected_version=0,
        **h.by,
    ),
    "group sought again": lambda h: log.seek_again(
        not_sought=not_sought(h), reason="It goes.", expected_version=1, **h.by
    ),
}  # fmt: skip


def sealed(h: SimpleNamespace) -> Engagement:
    return engagement(h, level="sealed")


def asked_opening(h: SimpleNamespace) -> Any:
    return log.ask_opening(engagement=sealed(h), reason="A threat.", by=h.ada, at=h.by["at"])


def agreed_opening(h: SimpleNamespace) -> Any:
    return log.agree_opening(opening=asked_opening(h), **h.by)


def attached(h: SimpleNamespace, kind: str = "agenda") -> Any:
    upload = checked(b"Ten o'clock.", name="agenda.txt")
    entry = AttachmentEntry(kind, upload, "agenda.txt", "internal")
    return log.attach_file(engagement=engagement(h), entry=entry, **h.by)


def sealed_file_taken(h: SimpleNamespace) -> Any:
    file = attached(h, "attendance")
    content = seal_bytes(b"Ten o'clock.", Purpose.CONTENT)
    default_storage.save(str(file.file), ContentFile(content))
    opening = log.ask_opening(
        engagement=file.engagement, file=file, reason="A threat.", by=h.ada, at=h.by["at"]
    )
    return log.take_sealed_file(opening=log.agree_opening(opening=opening, **h.by), file=file, **h.by)


def held_record(h: SimpleNamespace) -> Any:
    return log.place_hold(engagement=engagement(h), reason="A court asked for it.", **h.by)


ABOUT = {"title": "Evening", "stage": "deploy", "method": "survey", "level": "internal"}
LOG_ACTIONS = {
    **GROUPS,
    **PAST,
    "engagement opened": lambda h: log.open_engagement(company=h.company, facts=ABOUT, **h.by),
    "engagement changed": lambda h: log.revise_engagement(
        engagement=engagement(h), new={"place": "Town hall"}, expected_version=1, **h.by
    ),
    "engagement corrected": lambda h: log.revise_engagement(
        engagement=engagement(h, on_record=True), new={"place": "Town hall"}, expected_version=1,
        reason="It was there.", **h.by,
    ),
    "engagement put on record": lambda h: log.put_on_record(engagement=held(h), expected_version=1, **h.by),
    "participants counted": lambda h: log.count_participants(
        engagement=engagement(h), headcount=Headcount(group=group(h), people=9), **h.by
    ),
    "input recorded": lambda h: log.record_input(
        engagement=engagement(h), entry=InputEntry(group=group(h), kind="view", told="It rings."), **h.by
    ),
    "input corrected": lambda h: log.correct_input(
        said=(one := said(h)), entry=InputEntry(group=one.group, kind="view", told="It rang."),
        reason="Once.", expected_version=1, **h.by,
    ),
    "input linked": lambda h: log.link_input(said=said(h), risk=h.risk, **h.by),
    "input unlinked": lambda h: log.unlink_input(
        link=factories.InputLinkFactory.create(input=said(h), risk=h.risk), reason="Another one.", **h.by
    ),
    "consent recorded": lambda h: log.record_consent(engagement=engagement(h), entry=ASKED, **h.by),
    "consent changed": lambda h: log.revise_consent(
        consent=agreed(h), entry=ASKED, reason="", expected_version=1, **h.by
    ),
    "consent withdrawn": lambda h: log.withdraw_consent(
        consent=agreed(h, uses={"quote": "given"}), uses=["quote"], how="told_us", **h.by
    ),
    "consent code made": lambda h: log.make_code(consent=agreed(h), **h.by),
    "collective consent stated": lambda h: log.state_collective_consent(
        engagement=engagement(h), entry=CollectiveEntry(people(h), "ongoing"), **h.by
    ),
    "missing consent overridden": lambda h: log.override_consent(said=said(h), reason="They fled.", **h.by),
    "override of consent ended": lambda h: log.end_override(
        said=factories.ConsentOverrideFactory.create(input=said(h)).input, **h.by
    ),
    "safety of participants checked": lambda h: log.record_check(
        follow_up=factories.FollowUpFactory.create(engagement=engagement(h)), done_on=date(2020, 1, 1),
        outcome="safe", note="", expected_version=1, **h.by,
    ),
    "record sealed": lambda h: log.seal_record(engagement=engagement(h), expected_version=1, **h.by),
    "input sealed": lambda h: log.seal_input(said=said(h), expected_version=1, **h.by),
    "opening asked for": asked_opening,
    "opening agreed to": agreed_opening,
    "opening ended": lambda h: log.end_opening(opening=asked_opening(h), **h.by),
    "sealed content read": lambda h: log.read_sealed(opening=agreed_opening(h), **h.by),
    "sealed file taken away": sealed_file_taken,
    "unsealed": lambda h: log.unseal(
        opening=agreed_opening(h), level="internal", reason="They are safe.", **h.by
    ),
    "sealed content sealed anew": lambda h: log.seal_content_anew(company=sealed(h).company, **h.by),
    "file attached": attached,
    "attached file taken away": lambda h: log.record_file_taken(file=attached(h), **h.by),
    "attached file removed": lambda h: log.remove_file(file=attached(h), reason="The wrong one.", **h.by),
    "retention changed": lambda h: log.keep_until(
        engagement=engagement(h), day=date(2031, 1, 1), expected_version=1, **h.by
    ),
    "legal hold placed": held_record,
    "legal hold ended": lambda h: log.end_hold(hold=held_record(h), reason="The case is over.", **h.by),
    "record deleted": lambda h: log.delete_record(
        engagement=engagement(h), rule="on_request", expected_version=1, **h.by
    ),
    "request added": lambda h: log.add_request(engagement=engagement(h), text="Tell us first.", **h.by),
    "request answered": lambda h: log.answer_request(
        asked=asked(h), answer="accepted", reason="", expected_version=1, **h.by
    ),
    "people told": lambda h: log.tell_people(
        asked=answered(h), told_on=h.by["at"].date(), told_how="By message", expected_version=2, **h.by
    ),
    "feedback written": lambda h: log.write_feedback(
        of=asked(h), language="sw", wording=Wording("Mliomba tuwaulize."), expected_number=0, **h.by
    ),
    "feedback taken away": lambda h: log.take_feedback(
        engagement=engagement(h), language="sw", part="pdf", **h.by
    ),
    "feedback given": lambda h: log.give_feedback(
        engagement=answered(h).engagement, language="sw", told_on=h.by["at"].date(), told_how="Read out",
        **h.by,
    ),
    "change named": lambda h: log.name_change(
        asked=log.answer_request(
            asked=asked(h), answer="accepted", reason="", expected_version=1, **h.by
        ),
        change=None, expected_version=2, **h.by,
    ),
    "request linked": lambda h: log.link_request(asked=asked(h), risk=h.risk, **h.by),
    "request unlinked": lambda h: log.unlink_request(
        link=factories.RequestLinkFactory.create(request=asked(h), risk=h.risk), reason="Another one.", **h.by
    ),
    "reply kept": lambda h: log.keep_reply(
        asked=log.tell_people(
            asked=answered(h), told_on=h.by["at"].date(), told_how="By message", expected_version=2, **h.by
        ),
        reply="At last.", replied_on=h.by["at"].date(), expected_version=3, **h.by,
    ),
    "rights holders heard": lambda h: log.link_input(said=said(h), risk=h.risk, **h.by),
    "rights holders unheard": lambda h: log.unlink_input(
        link=log.link_input(said=said(h), risk=h.risk, **h.by), reason="Another one.", **h.by
    ),
}  # fmt: skip
