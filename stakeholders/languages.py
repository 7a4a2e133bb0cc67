"""The languages in which people are told what became of what they said: names, direction, fixed sentences."""

from django.conf.locale import LANG_INFO

BASE = "en"
# Where the fixed sentences are translated, see stakeholders/locale. Elsewhere they stand in English.
FIXED = ("en", "fr", "es", "ar", "sw")
# Languages people are heard in that Django does not name, as they name themselves.
MORE = {
    "am": "አማርኛ", "bm": "Bamanankan", "ceb": "Cebuano", "ff": "Fulfulde", "ha": "Hausa",
    "ht": "Kreyòl ayisyen",
    "km": "ខ្មែរ", "kmr": "Kurmancî", "lg": "Luganda", "ln": "Lingála", "mai": "मैथिली", "mg": "Malagasy",
    "my": "မြန်မာဘာသာ", "ny": "Chichewa", "om": "Afaan Oromoo", "pa": "ਪੰਜਾਬੀ", "prs": "دری", "ps": "پښتو",
    "qu": "Runa Simi", "rn": "Ikirundi", "rw": "Ikinyarwanda", "sd": "سنڌي", "si": "සිංහල", "sn": "chiShona",
    "so": "Soomaali", "st": "Sesotho", "ti": "ትግርኛ", "tl": "Tagalog", "tn": "Setswana", "ts": "Xitsonga",
    "wo": "Wolof", "xh": "isiXhosa", "yo": "Yorùbá", "zu": "isiZulu",
}  # fmt: skip
MORE_FROM_RIGHT = frozenset({"prs", "ps", "sd"})


def choices() -> list[tuple[str, str]]:
    """Returns code and own name of each language, those with fixed sentences first."""
    known = {code: str(info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info}
    named = {**known, **MORE}
    rest = sorted(named.keys() - set(FIXED), key=lambda code: named[code].casefold())
    return [(code, _capital(named[code])) for code in (*FIXED, *rest)]


def name_of(code: str) -> str:
    """Returns how the language names itself; raises KeyError for an unknown code."""
    return dict(choices())[code]


def is_known(code: str) -> bool:
    """Returns whether people can be told in this language."""
    return code in MORE or "name_local" in LANG_INFO.get(code, {})


def direction(code: str) -> str:
    """Returns "rtl" where it is written from right to left, else "ltr"."""
    from_right = code in MORE_FROM_RIGHT or bool(LANG_INFO.get(code, {}).get("bidi"))
    return "rtl" if from_right else "ltr"


def fixed(code: str) -> str:
    """Returns the language in which the fixed sentences stand there: itself, or English."""
    return code if code in FIXED else BASE


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
