"""Addresses of pages elsewhere: the web and nothing else. They are kept and shown, never fetched."""

import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from hrdd.lib.errors import Refused

LONGEST = 2_000
WEB = URLValidator(schemes=["http", "https"])


def cleaned_url(url: str) -> str:
    """Returns the address without blanks around it; raises Refused for what a browser should not follow."""
    cleaned = unicodedata.normalize("NFC", url.strip())
    if not cleaned:
        raise _refused(_("Give the address of the page."))
    # Characters that hide, or turn the direction of writing, make an address look like another.
    if len(cleaned) > LONGEST or any(unicodedata.category(c) in ("Cc", "Cf", "Zs", "Cs") for c in cleaned):
        raise _refused(_("This is not an address of a page. It starts with https:// or http://."))
    try:
        WEB(cleaned)
        parts = urlsplit(cleaned)
    except (ValidationError, ValueError):
        raise _refused(_("This is not an address of a page. It starts with https:// or http://.")) from None
    if "@" in parts.netloc:
        raise _refused(_("The address holds a name or a password before an @. Take it out."))
    return f"{parts.scheme.lower()}{cleaned[len(parts.scheme) :]}"


def _refused(message: str) -> Refused:
    return Refused(message, fields={"url": [message]})
