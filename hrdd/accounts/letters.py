"""Letters about who comes in. They say who invites where, the link and its end: nothing else."""

from django.conf import settings
from django.urls import reverse

from hrdd.accounts.models import Invitation, Organisation, User
from hrdd.lib import mail


def send_invitation(*, invitation: Invitation, token: str, by: User, host: Organisation) -> None:
    """Sends the link with which one person comes in, at the wish of the organisation `host`."""
    mail.post(
        to=invitation.email,
        template="invitation",
        context={
            "who": by.name,
            "organisation": host.name,
            "link": settings.BASE_URL + reverse("accounts:invitation", args=[token]),
            "until": invitation.expires_at,
        },
        language=by.language,
    )
