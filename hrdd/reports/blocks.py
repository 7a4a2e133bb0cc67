"""One risk as it stands on paper: its measures, reasons, people, rights, and the voices on it.

No severity is judged here: bands, ranks and reasons come out of the document as they were frozen.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.lib import marks
from hrdd.reports.beside_entries import beside_entries
from hrdd.reports.document import (
    Comment,
    Risk,
    differing,
    is_not_consulted,
)
from hrdd.reports.entries import (
    MEASURES,
    Entry,
    Paragraph,
    Shown,
    entry,
    is_right_to_left,
    joined,
    paragraphs,
    reasons,
    value_of,
    values,
)
from hrdd.reports.judged_entries import group_entries, judged_entries
from hrdd.reports.voice_entries import voice_entries

# The parts of a block are written from here, too: one module knows how a label and a text run.
__all__ = ["Block", "Entry", "Paragraph", "Shown", "block", "day", "entry", "is_right_to_left", "paragraphs",
           "shorten", "value_of", "who"]  # fmt: skip

NATURES = {"actual": gettext_lazy("has happened"), "potential": gettext_lazy("could happen")}
INVOLVEMENTS = {
    "caused": gettext_lazy("Caused"),
    "contributed": gettext_lazy("Contributed"),
    "directly_linked": gettext_lazy("Directly linked"),
    "not_connected": gettext_lazy("Not connected"),
}
# A line of the ranked list and of the contents holds about this many letters of one column.
LINE = 84


@dataclass(frozen=True, slots=True)
class Block:
    """One risk on paper; `row` is its line in the ranked list."""

    rank: int
    anchor: str
    reference: str
    title: Paragraph
    short_title: str
    band: int
    band_word: str
    facts: str
    not_consulted: bool
    description: Sequence[Paragraph]
    measures: Sequence[Entry]
    entries: Sequence[Entry]
    row: str

    @property
    def length(self) -> int:
        """Returns roughly how many letters it takes."""
        texts = [entry.run_on for entry in (*self.measures, *self.entries)]
        below = [p.text for entry in (*self.measures, *self.entries) for p in entry.below]
        return sum(map(len, [*texts, *below, *(p.text for p in self.description)]))


def block(risk: Risk, *, anchors: Mapping[str, Sequence[str]], shown: Shown) -> Block:
    """Returns the risk, arranged; `shown` replaces what the fonts cannot draw."""
    title = " ".join(risk["title"].split())
    return Block(
        rank=risk["rank"],
        anchor=_anchor(risk["reference"]),
        reference=risk["reference"],
        title=Paragraph(shown(title), is_right_to_left(title)),
        short_title=shorten(shown(title)),
        band=risk["band"],
        band_word=risk["band_word"],
        facts=shown(_facts(risk)),
        not_consulted=is_not_consulted(risk),
        description=paragraphs(risk["description"], shown),
        measures=list(_measures(risk, anchors, shown)),
        entries=[
            *beside_entries(risk, shown),
            *group_entries(risk, shown),
            *_entries(risk, shown),
            *judged_entries(risk, shown),
            *voice_entries(risk, shown),
            *_ratings(risk, shown),
            *_comments(risk["comments"], shown),
        ],
        row=shown(_row(risk)),
    )


def shorten(text: str, length: int = LINE) -> str:
    """Returns the text cut so that it stays on one line; Chinese letters take two columns each."""
    room = length
    for at, character in enumerate(text):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return text[: max(0, at - 1)].rstrip() + "…"
    return text


def day(written: str) -> str:
    """Returns a date of the document in words of the active language."""
    return date_format(date.fromisoformat(written), "j F Y")


def who(name: str, organisation: str) -> str:
    """Returns a person and where she comes from, whichever is known."""
    return ", ".join(filter(None, (name, organisation)))


def _facts(risk: Risk) -> str:
    facts = [f"{risk['reference']}, {risk['category']['title']}, {NATURES[risk['nature']]}.", risk["why"]]
    if risk["delay_makes_irremediable"]:
        facts.append(_("Waiting would make it harder to undo."))
    if until := risk.get("deferred_until"):
        facts.append(_("Deferred until %(day)s.") % {"day": day(until)})
    if since := risk.get("since_approved"):
        facts.append(since)
    if because := risk.get("stale_because"):
        facts.append(_("Rating to be looked at again: because %(because)s.") % {"because": because})
    return " ".join(filter(None, facts))


def _measures(risk: Risk, anchors: Mapping[str, Sequence[str]], shown: Shown) -> Iterator[Entry]:
    for name, label in MEASURES.items():
        if name == "likelihood" and risk["nature"] == "actual":
            continue
        value = value_of(risk, name)
        if value is None:
            said = _("unknown, ranked as 5, needs evidence.")
        else:
            said = f"{value}. {_sentence(anchors[name][value - 1])}" if anchors.get(name) else f"{value}."
        reason = risk["reasons"].get(name, "")
        yield entry(f"{label} {said}", reason, shown, f"dim dim-{value or 'unknown'}", value)


def _entries(risk: Risk, shown: Shown) -> Iterator[Entry]:
    if risk["groups"]:
        yield entry(_("Who is affected:"), "; ".join(risk["groups"]), shown)
    rights = [
        right["title"]
        + (f", {right['articles']}" if right["articles"] else "")
        + (_(" (primary)") if right["primary"] else "")
        for right in sorted(risk["rights"], key=lambda right: not right["primary"])
    ]
    if rights or risk["other_right"]:
        yield entry(_("Rights:"), "; ".join(filter(None, [*rights, risk["other_right"]])), shown)
    involvement = INVOLVEMENTS[risk["involvement"]] if risk["involvement"] else _("Not decided yet")
    # The duty runs on after the reason: one paragraph says how, why, and what that asks.
    asks = _("This asks: %(duty)s") % {"duty": risk["duty"]} if risk["duty"] else ""
    reason = risk["involvement_reason"].strip()
    label = _("How the company is involved: %(how)s.") % {"how": involvement}
    yield entry(label, joined(reason, asks), shown)


def _ratings(risk: Risk, shown: Shown) -> Iterator[Entry]:
    for rating in risk["ratings"]:
        if rating["side"] != "reviewer":
            continue
        same = rating["band"] == risk["band"]
        label = _("Rated by %(who)s: %(band)d %(word)s (%(values)s). %(beside)s") % {
            "who": who(rating["by"], rating["organisation"]),
            "band": rating["band"],
            "word": marks.band_word(rating["band"]),
            "values": values(rating),
            "beside": _("The same band as the company's.") if same else _("The company differs."),
        }
        yield entry(label, reasons(rating["reasons"]), shown, "voice")


def _comments(comments: Sequence[Comment], shown: Shown) -> Iterator[Entry]:
    for comment in comments:
        yield entry(_said_by(comment), comment["text"], shown, "voice")
        for answer in comment["answers"]:
            label = f"{who(answer['by'], answer['organisation'])}, {day(answer['on'])}."
            yield entry(label, answer["text"], shown, "voice voice--answer")


def _said_by(comment: Comment) -> str:
    return f"{who(comment['by'], comment['organisation'])}, {day(comment['on'])}."


def _row(risk: Risk) -> str:
    leading = next((rating for rating in risk.get("group_ratings", []) if rating["decides"]), None)
    measured = values(leading or risk).capitalize()
    row = _("%(reference)s, %(category)s, %(nature)s. %(values)s. By score: %(naive)d.") % {
        "reference": risk["reference"],
        "category": risk["category"]["code"],
        "nature": NATURES[risk["nature"]],
        "values": f"{leading['group']}: {measured}" if leading else measured,
        "naive": risk["naive"]["rank"],
    }
    bands = ", ".join(str(rating["band"]) for rating in differing(risk)[:8])
    return f"{row} {_('Reviewers: %(bands)s.') % {'bands': bands}}" if bands else row


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _anchor(reference: str) -> str:
    return "block-" + re.sub(r"[^a-z0-9-]", "", reference.lower())
