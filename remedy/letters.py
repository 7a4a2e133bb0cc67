"""The one letter about cases. It says nothing of any: letters are read by others on their way."""

from django.conf import settings

from hrdd.accounts.models import User
from hrdd.lib import mail


def send_waits(person: User) -> None:
    """Tells her that something waits for her; neither what, nor where from."""
    mail.post(
        to=person.email, template="waits", context={"link": f"{settings.BASE_URL}/"}, language=person.language
    )
