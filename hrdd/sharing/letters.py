"""Letters to people who were let in: who, which organisation, the way in and its end. Never a title."""

from datetime import datetime

from django.conf import settings

from hrdd.accounts.letters import send_invitation
from hrdd.accounts.models import Organisation, User
from hrdd.lib import mail

__all__ = ["send_access", "send_invitation"]


def send_access(*, person: User, host: Organisation, by: User, until: datetime) -> None:
    """Tells somebody who has an account that there is something for her to see."""
    mail.post(
        to=person.email,
        template="access",
        context={"who": by.name, "organisation": host.name, "link": f"{settings.BASE_URL}/", "until": until},
        language=person.language,
    )
