"""The chapter on coverage, arranged for reading: what is blank first, then every category and right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hrdd.lib import marks
from hrdd.reports import blocks
from hrdd.reports.blocks import Entry, Shown
from hrdd.reports.document import Approved, Considered, Coverage


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the templates print of it; `blank` names the categories and the rights nobody looked at."""

    blank: Sequence[Entry]
    categories: Sequence[Entry]
    rights: Sequence[Entry]


def arrange(found: Coverage | None, shown: Shown) -> Chapter | None:
    """Returns the chapter; nothing for documents frozen before coverage was kept."""
    if found is None:
        return None
    blank = {
        _("Categories nobody has looked at:"): [
            row for row in found["categories"] if row["state"] == "blank"
        ],
        _("Rights nobody has looked at:"): [row for row in found["rights"] if row["state"] == "blank"],
    }
    return Chapter(
        blank=[
            blocks.entry(label, ", ".join(row["title"] for row in rows) + ".", shown)
            for label, rows in blank.items()
            if rows
        ],
        categories=[_entry(row, shown) for row in found["categories"]],
        rights=[_entry(row, shown) for row in found["rights"] if row["state"] != "blank"],
    )


def version(found: Approved | None) -> str:
    """Returns which version was approved, by whom and when, in one sentence; empty when none was."""
    if found is None:
        return ""
    words = {"n": found["version"], "who": found["by"], "day": blocks.day(found["on"])}
    if found["digest"]:
        return _("This is version %(n)s, approved by %(who)s on %(day)s.") % words
    if found["outdated_on"]:
        words["since"] = blocks.day(found["outdated_on"])
        return _("Version %(n)s was approved by %(who)s on %(day)s; changed since %(since)s.") % words
    return _("Version %(n)s was approved by %(who)s on %(day)s.") % words


def _entry(row: Considered, shown: Shown) -> Entry:
    if row["state"] == "blank":
        return blocks.entry(f"{row['title']}:", _("nobody has looked at this yet."), shown)
    said = ""
    if row["highest"]:
        said = ngettext(
            "%(n)s risk, at most %(band)s %(word)s.", "%(n)s risks, at most %(band)s %(word)s.", row["risks"]
        ) % {"n": row["risks"], "band": row["highest"], "word": marks.band_word(row["highest"])}
    if row["reason"]:
        named = {"who": row["by"], "day": blocks.day(row["on"]), "reason": row["reason"]}
        closed = _("Considered, not relevant (%(who)s, %(day)s): %(reason)s") % named
        said = f"{said} {closed}".strip()
    return blocks.entry(f"{row['title']}:", said, shown)
