"""Letters leave only when what they speak of is saved."""

import pytest
from django.core import mail as outgoing
from django.db import transaction
from django.utils import timezone

from hrdd.lib import mail

pytestmark = pytest.mark.django_db
WORDS = {
    "who": "Ada & Co",
    "organisation": "Torvane AI",
    "link": "https://x.example/i/",
    "until": timezone.now(),
}


def post() -> None:
    mail.post(to="mara@torvane.example", template="invitation", context=WORDS, language="en")


def test_a_letter_leaves_after_the_commit(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        post()
        assert outgoing.outbox == []
    [letter] = outgoing.outbox
    assert letter.subject == "Torvane AI invites you to the HRDD Workbench"
    assert letter.body.startswith("Ada & Co of Torvane AI")


def test_no_letter_leaves_about_what_was_not_saved(django_capture_on_commit_callbacks) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ValueError, match="no"),
        transaction.atomic(),
    ):
        post()
        raise ValueError("no")
    assert outgoing.outbox == []
