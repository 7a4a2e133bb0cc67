"""The language of the public pages: what the reader asks for, in the address or the form. No cookie."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header

View = Callable[..., HttpResponseBase]

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
DEFAULT = "en"
# "25 November 2026" is read alike everywhere; Spanish says "25 de noviembre de 2026".
DAY = "j F Y"
DAYS = {"es": r"j \d\e F \d\e Y"}


def chosen(request: HttpRequest) -> str:
    """Returns the language asked for: in the form, in the address, by the browser, else English."""
    for asked in (request.POST.get("language"), request.GET.get("language")):
        if asked in LANGUAGES:
            return asked
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    spoken = (code.split("-")[0] for code, _weight in accepted)
    return next((code for code in spoken if code in LANGUAGES), DEFAULT)


def in_language(view: View) -> View:
    """Returns the view, run and rendered in the language asked for, and saying so in its headers."""

    @wraps(view)
    def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        language = chosen(request)
        with override(language):
            answer = view(request, *args, **kwargs)
            if callable(render := getattr(answer, "render", None)):
                render()
        answer.headers["Content-Language"] = language
        return answer

    return inside


def day_in_words(day: date) -> str:
    """Returns the day as the reader's language writes it, the month as a word."""
    return date_format(day, DAYS.get(get_language() or DEFAULT, DAY))
