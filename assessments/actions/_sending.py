"""Jobs are sent by name, so that what sends them need not import what does them."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

WORK = "assessments.tasks.work_on_import"
log = logging.getLogger(__name__)


def send(import_id: UUID) -> None:
    """Sends an import to the workers; nothing is lost when the broker is away, the clock sends it later."""
    try:
        current_app.send_task(WORK, [str(import_id)], retry=False)
    except OperationalError:
        log.warning("import %s could not be sent to the workers yet", import_id, exc_info=True)
