"""What happens by the clock: reports whose worker died are taken up again."""

from celery import current_app, shared_task
from django.utils import timezone
from kombu.exceptions import ChannelError

from hrdd.reports import attempts
from hrdd.reports.models import Run
from hrdd.reports.tasks import render

QUEUE = "reports"


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def requeue_stuck_runs() -> int:
    """Returns how many runs were sent again: those of dead workers, and those whose message was lost."""
    now = timezone.now()
    stuck = Run.objects.stuck(on=now).defer("document").order_by("heartbeat_at")
    abandoned = list(stuck.filter(state_name=Run.State.RENDERING))
    # While messages wait in the queue, a run that waits is only waiting its turn.
    if (unclaimed := list(stuck.filter(state_name=Run.State.QUEUED))) and waiting() > 0:
        unclaimed = []
    sent = 0
    for run in [*abandoned, *unclaimed]:
        if attempts.requeue(run=run, at=now):
            render.delay(str(run.pk))
            sent += 1
    return sent


def waiting(queue: str = QUEUE) -> int:
    """Returns how many messages wait in a queue."""
    with current_app.connection_for_read() as line:
        try:
            return int(line.default_channel.queue_declare(queue=queue, passive=True).message_count)
        except ChannelError:
            return 0
