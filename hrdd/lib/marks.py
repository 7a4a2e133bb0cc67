"""The marks every page shares: a severity band and one measure. Strings, as a register has a hundred."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

BAND_WORDS = {
    1: gettext_lazy("Minor"),
    2: gettext_lazy("Limited"),
    3: gettext_lazy("Serious"),
    4: gettext_lazy("Grave"),
    5: gettext_lazy("Extreme"),
}
BAR = mark_safe('<span class="steps__bar" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></span>')


def band_word(value: int | None) -> str:
    """Returns the word of a band, "Unknown" for none."""
    return str(BAND_WORDS[value]) if value else _("Unknown")


def band(value: int | str | None, size: str = "") -> SafeString:
    """Returns a severity band, always its number and its word; size is "", "small" or "large"."""
    return _band(int(value) if value else None, size, get_language() or "")


def steps(value: int | str | None) -> SafeString:
    """Returns one measure as five strokes and its number; none is drawn open and read out as unknown."""
    return _steps(int(value) if value else None, get_language() or "")


# The language is part of the key because the words are.
@lru_cache(maxsize=256)
def _band(value: int | None, size: str, _language: str) -> SafeString:
    classes = f"band band-{value or 'unknown'}" + (f" band--{size}" if size else "")
    return format_html(
        '<span class="{}"><span class="band__n"{}>{}</span> <span class="band__word">{}</span></span>',
        classes,
        "" if value else mark_safe(' aria-hidden="true"'),
        value or "?",
        BAND_WORDS[value] if value else _("Unknown, ranked as 5"),
    )


@lru_cache(maxsize=64)
def _steps(value: int | None, _language: str) -> SafeString:
    if value:
        return format_html(
            '<span class="steps steps-{}">{}<span class="steps__n">{}</span></span>', value, BAR, value
        )
    return format_html(
        '<span class="steps steps-unknown">{}<span class="steps__n" aria-hidden="true">?</span>'
        '<span class="hidden-visually">{}</span></span>',
        BAR,
        _("Unknown, ranked as 5"),
    )
