"""One row of everything about cases, for the sweeps. What people raised is locked: no mark stands in it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from remedy import actions
from remedy.models import Assignment, Case, CaseGrant, Channel, DeskMember, EscrowShare, EscrowUse, Leave
from tests import factories


def rows_of_remedy(company: Organisation, *, by: User, mark: str) -> dict[str, Any]:
    """Returns the name that addresses use -> the row's key; `by` runs the channel and holds the escrow."""
    first, second, deputy = (
        factories.with_key(factories.member(company, "case_handler", name=f"{name} {mark}"))
        for name in ("First", "Second", "Deputy")
    )
    other = factories.with_key(factories.member(company, "approver", name=f"Holder {mark}"))
    channel = factories.open_channel(company, desk=(first, second), escrow=(by, other))
    case = factories.filed(channel, code="of the sweep")
    factories.taken_on(case, first)
    actions.step_back(assignment=case.assignments.get(user=second), by=second, at=timezone.now())
    third = factories.with_key(factories.member(company, "case_handler", name=f"Third {mark}"))
    member = actions.seat(channel=channel, user=third, shown_as=mark, by=by, at=timezone.now())
    private_of, now, today = factories.remedy.private_of, timezone.now(), timezone.localdate()
    use = actions.ask_escrow(
        case=case, purpose="case", recipient=third, reason=mark, private=private_of(other), by=other, at=now
    )
    leave = actions.go_on_leave(
        channel=channel, deputy=deputy, from_day=today, until_day=today + timedelta(days=3),
        private=private_of(first), by=first, at=now,
    )  # fmt: skip
    return {
        "cases": case.pk, "channels": channel.pk, "slug": channel.slug, "member_pk": member.pk,
        "assignment_pk": case.assignments.get(user=first).pk, "use_pk": use.pk, "leave_pk": leave.pk,
    }  # fmt: skip


def state_of_remedy(company: Organisation | Any) -> list[Any]:
    """Returns what of a company's channel and its cases must be the same before and after."""
    return [
        Channel.objects.filter(company=company),
        DeskMember.objects.filter(channel__company=company),
        Leave.objects.filter(channel__company=company),
        Case.objects.filter(company=company),
        Assignment.objects.filter(case__company=company),
        CaseGrant.objects.filter(content_object__company=company),
        EscrowShare.objects.filter(key__company=company),
        EscrowUse.objects.filter(key__company=company),
    ]
