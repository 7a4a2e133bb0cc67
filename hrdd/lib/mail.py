"""Letters: worded in the request, sent by the worker once what they speak of is committed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)  # type: ignore[untyped-decorator]
def deliver(*, to: str, subject: str, body: str) -> None:
    """Hands one letter to the mail server; tries again for half an hour when it does not answer."""
    EmailMessage(subject=subject, body=body, to=[to]).send()


def post(*, to: str, template: str, context: Mapping[str, Any], language: str) -> None:
    """Words `emails/<template>.txt`, whose first line is the subject, and sends it after the commit."""
    with translation.override(language):
        text = render_to_string(f"emails/{template}.txt", dict(context))
    subject, _, body = text.strip().partition("\n")
    hand_over(to=to, subject=subject.strip(), body=body.lstrip())


def hand_over(*, to: str, subject: str, body: str) -> None:
    """Sends a worded letter after the commit. A broker that is down must not undo what was saved."""
    send = partial(deliver.delay, to=to, subject=subject, body=body)
    transaction.on_commit(send, robust=True)
