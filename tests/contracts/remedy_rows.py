"""A channel and a case full of a mark, for the sweeps over all addresses."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from hrdd.evidence.uploads import checked
from remedy import actions, models
from tests import factories


def rows_of_remedy(company: Organisation, *, by: User, mark: str) -> dict[str, Any]:
    """Returns ids for the addresses of the channel, the escrow and one case.

    `by` runs the channel and holds the escrow, and has no part in the case. What everybody is told about
    those who read bears no mark.
    """
    first, second, deputy, third = (
        factories.with_key(factories.member(company, "case_handler", name=f"{name} of the desk"))
        for name in ("First", "Second", "Deputy", "Third")
    )
    other = factories.with_key(factories.member(company, "approver", name=f"Holder {mark}"))
    channel = factories.open_channel(company, desk=(first, second), escrow=(by, other))
    case = factories.filed(
        channel, what=f"About {mark}", product=mark, anonymity="named", name=mark, reach=mark,
        files=[checked(mark.encode(), name="note.txt")],
    )  # fmt: skip
    opened = factories.taken_on(case, first)
    now, today, private_of = timezone.now(), timezone.localdate(), factories.remedy.private_of
    actions.step_back(assignment=case.assignments.get(user=second), by=second, at=now)
    member = actions.seat(channel=channel, user=third, shown_as="Third of the desk", by=by, at=now)
    use = actions.ask_escrow(
        case=case, purpose="case", recipient=third, reason=mark, private=private_of(other), by=other, at=now
    )
    actions.hold_case(opened=opened, reason=mark, by=first, at=now)
    leave = actions.go_on_leave(
        channel=channel, deputy=deputy, from_day=today, until_day=today + timedelta(days=3),
        private=private_of(first), by=first, at=now,
    )  # fmt: skip
    return {
        "cases": case.pk, "channels": channel.pk, "slug": channel.slug, "member_pk": member.pk,
        "assignment_pk": case.assignments.get(user=first).pk, "use_pk": use.pk, "leave_pk": leave.pk,
        "file_pk": case.files.get().pk,
    }  # fmt: skip


def state_of_remedy(company: Any) -> list[Any]:
    """Returns the rows of a company's channel and cases as they are."""
    of_case = {"case__company": company}
    found: list[Any] = [
        models.Channel.objects.filter(company=company),
        models.DeskMember.objects.filter(channel__company=company),
        models.Leave.objects.filter(channel__company=company),
        models.EscrowKey.objects.filter(company=company),
        models.EscrowShare.objects.filter(key__company=company),
        models.EscrowUse.objects.filter(key__company=company),
        models.EscrowHalf.objects.filter(use__key__company=company),
        models.CaseHold.objects.filter(**of_case),
        models.CaseTombstone.objects.filter(company=company),
        models.PastCase.objects.filter(company=company),
        models.Publication.objects.filter(company=company),
        models.SigningKey.objects.filter(company=company),
        models.Case.objects.filter(company=company),
        models.CaseGrant.objects.filter(content_object__company=company),
        models.Assignment.objects.filter(**of_case),
        models.Message.objects.filter(**of_case),
        models.CaseFile.objects.filter(**of_case),
        models.Step.objects.filter(**of_case),
        models.Judgement.objects.filter(**of_case),
    ]
    return found
