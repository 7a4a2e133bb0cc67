"""A channel and a case full of a mark, for the sweeps over all addresses."""

from typing import Any

from django.utils import timezone

from hrdd.evidence.uploads import checked
from remedy import actions, models
from tests import factories


def rows_of_remedy(company: Any, *, by: Any, mark: str) -> dict[str, Any]:
    """Returns ids for the addresses of the channel and of one case, which `by` has no part in."""
    desk = [factories.member(company, "case_handler", name=f"Handler {at}") for at in (1, 2)]
    channel = factories.open_channel(
        company,
        desk=[factories.with_key(user) for user in desk],
        escrow=[by, factories.member(company, "approver", name="Holder")],
    )
    case = factories.filed(
        channel, what=f"About {mark}", product=mark, anonymity="named", name=mark, reach=mark,
        files=[checked(mark.encode(), name="note.txt")],
    )  # fmt: skip
    opened = factories.taken_on(case, desk[0])
    assignment = case.assignments.get(user=desk[1])
    use = models.EscrowUse.objects.create(
        key=case.escrow_key,
        case=case,
        purpose="case",
        recipient=desk[0],
        reason=mark,
        asked_by=by,
        asked_at=timezone.now(),
    )
    leave = models.Leave.objects.create(
        channel=channel, user=desk[0], deputy=desk[1], from_day="2031-01-01", until_day="2031-01-09"
    )
    actions.hold_case(opened=opened, reason=mark, by=desk[0], at=timezone.now())
    return {
        "cases": case.pk,
        "channels": channel.pk,
        "slug": channel.slug,
        "member_pk": channel.desk.get(user=desk[0]).pk,
        "assignment_pk": assignment.pk,
        "use_pk": use.pk,
        "leave_pk": leave.pk,
        "file_pk": case.files.get().pk,
    }


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
