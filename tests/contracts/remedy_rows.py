"""A channel and a case full of a mark, for the sweeps over all addresses."""

from typing import Any

from hrdd.evidence.uploads import checked
from remedy import models
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
    factories.taken_on(case, desk[0])
    return {
        "cases": case.pk,
        "slug": channel.slug,
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
