"""What happens to cases by itself: numbers of quarters that have ended are published."""

from celery import shared_task
from django.utils import timezone

from hrdd.audit.recorder import PRODUCT
from remedy import actions
from remedy.models import Channel, Publication
from remedy.numbers import earliest
from remedy.quarters import before, ended, quarter_of


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
