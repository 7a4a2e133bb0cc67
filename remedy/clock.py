"""What the clock does: leaves that are over end, what the escrow opened closes, numbers are published."""

from celery import shared_task
from django.utils import timezone

from hrdd.audit.recorder import PRODUCT
from remedy import actions
from remedy.models import Channel, EscrowUse, Leave, Publication
from remedy.numbers import earliest
from remedy.quarters import before, ended, quarter_of


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def end_leaves() -> int:
    """Returns how many leaves ended whose last day is behind."""
    now = timezone.now()
    over = list(
        Leave.objects.over(on=timezone.localdate(now)).select_related("channel").order_by("until_day")
    )
    for leave in over:
        actions.come_back(leave=leave, by=PRODUCT, at=now)
    return len(over)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def close_escrow() -> int:
    """Returns how many uses of the escrow came to an end: an hour that is over, a week without an answer."""
    now = timezone.now()
    opened = list(EscrowUse.objects.filter(result__isnull=False, until__lte=now).order_by("until"))
    for use in opened:
        actions.close_identity(use=use, by=PRODUCT, at=now)
    lapsed = list(EscrowUse.objects.lapsed(at=now).order_by("asked_at"))
    for use in lapsed:
        actions.let_escrow_lapse(use=use, by=PRODUCT, at=now)
    return len(opened) + len(lapsed)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def publish_numbers() -> int:
    """Returns how many quarters were published: of each channel, all that ended and were not yet."""
    now, made = timezone.now(), 0
    today = timezone.localdate(now)
    for channel in Channel.objects.select_related("company").order_by("pk"):
        last = before(quarter_of(today))
        first = earliest(channel.company)
        done = set(Publication.objects.filter(company=channel.company).values_list("quarter", flat=True))
        since = min(last, quarter_of(first)) if first else last
        for quarter in ended(since=since, today=today):
            if quarter not in done:
                actions.publish_numbers(company=channel.company, quarter=quarter, by=PRODUCT, at=now)
                made += 1
    return made
