"""The whole report, arranged for reading: what each chapter says, in the order in which it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hrdd.lib import drawings, marks
from hrdd.reports import blocks, coverage, heard_layout, moments
from hrdd.reports.blocks import Block, Entry, Paragraph, Shown
from hrdd.reports.coverage import Chapter
from hrdd.reports.document import BANDS, DIMENSIONS, Category, Closed, Document, Risk, differing
from hrdd.reports.heard_layout import HeardChapter

RIGHT_TO_LEFT_LANGUAGES = ("ar", "fa", "he", "ur")
# Beyond these sizes a drawing or a list is no longer seen at a glance.
SLOPE_LIMIT = 30
CONTENTS_LIMIT = 24


@dataclass(frozen=True, slots=True)
class BandCount:
    band: int
    word: str
    count: str


@dataclass(frozen=True, slots=True)
class Right:
    title: str
    articles: str
    risks: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything the templates print."""

    language: str
    rtl: bool
    title: Paragraph
    kind: str
    subtitle: str
    author: str
    confidentiality: str
    ramp: Sequence[BandCount]
    cover: Sequence[tuple[str, str]]
    standfirst: str
    profile: drawings.Profile
    profile_caption: str
    notes: Sequence[Entry]
    system: Sequence[Paragraph]
    method: Sequence[Paragraph]
    anchors: Sequence[tuple[int, Sequence[str]]]
    slope: drawings.Slope | None
    blocks: Sequence[Block]
    moments: Sequence[tuple[str, Sequence[Entry]]]
    rights: Sequence[Right]
    coverage: Chapter | None
    heard: HeardChapter | None
    closed: Sequence[Entry]
    digest: str
    proof: Sequence[tuple[str, str]]

    @property
    def named_in_contents(self) -> Sequence[Block]:
        """Returns the risks the contents name: all of a short report; a long one has its ranked list."""
        return self.blocks if len(self.blocks) <= CONTENTS_LIMIT else ()

    @property
    def not_consulted(self) -> Sequence[Block]:
        """Returns the grave and extreme risks whose people have not been heard."""
        return [block for block in self.blocks if block.not_consulted]

    @property
    def ranked_title(self) -> str:
        """Returns the title of the ranked list."""
        title = ngettext("The one risk", "The %(count)d risks in order", len(self.blocks))
        return title % {"count": len(self.blocks)} if self.blocks else _("No risks yet")

    def chapters(self, *, missing: bool = False) -> list[tuple[str, str]]:
        """Returns anchor and title of each chapter; `missing` when characters had to be replaced."""
        chapters = [
            ("summary", _("Summary"), True),
            ("method", _("How the risks are ranked"), True),
            ("ranked", self.ranked_title, True),
            ("risks", _("Risk by risk"), True),
            ("not-consulted", _("Who was not consulted"), True),
            ("heard", _("Who was heard"), self.heard is not None),
            ("coverage", _("What was looked at"), self.coverage is not None),
            ("closed", _("Risks that were closed"), bool(self.closed)),
            ("moments", _("Moments to assess"), bool(self.moments)),
            ("rights", _("The rights concerned"), bool(self.rights)),
            ("characters", _("Characters this file cannot show"), missing),
            ("verify", _("How to verify this report"), True),
        ]
        return [(anchor, title) for anchor, title, printed in chapters if printed]


def arrange(document: Document, *, digest: str, shown: Shown = str) -> Layout:
    """Returns the report in the active language; `shown` replaces what the fonts cannot draw."""
    assessment, counts, method = document["assessment"], document["counts"], document["method"]
    rule = f"{assessment['edition']['title']}; {document['rule']}"
    system = ", ".join(filter(None, (document["system"]["name"], document["system"]["kind"])))
    asked_by = blocks.who(document["requested_by"]["name"], document["requested_by"]["organisation"])
    title = " ".join(assessment["title"].split())
    approved = document.get("approved")
    return Layout(
        language=document["language"],
        rtl=document["language"].split("-")[0] in RIGHT_TO_LEFT_LANGUAGES,
        title=Paragraph(shown(title), blocks.is_right_to_left(title)),
        kind=_("Human rights due diligence report"),
        subtitle=_subtitle(counts["risks"]),
        author=shown(document["company"]["name"]),
        confidentiality=shown(document["confidentiality"]),
        ramp=[
            BandCount(band, marks.band_word(band), _risks(count))
            for band, count in reversed(list(zip(BANDS, counts["bands"], strict=True)))
        ],
        cover=_pairs(
            shown,
            (_("Company"), document["company"]["name"]),
            (_("System"), system),
            (_("Assessment"), ", ".join(filter(None, (assessment["reference"], assessment["status"])))),
            (_("Moment"), assessment["moment"]),
            (_("Made"), blocks.day(document["created_on"])),
            (_("Edition and rule"), rule),
            (_("Who can see it"), "; ".join(assessment["who_can_see"])),
            (_("Confidentiality"), document["confidentiality"]),
        ),
        standfirst=_standfirst(document),
        profile=_profile(document),
        profile_caption=_("Number of risks by severity and category"),
        notes=_notes(document, shown),
        system=blocks.paragraphs(document["system"]["description"], shown),
        method=blocks.paragraphs(method["statement"], shown),
        anchors=[(step, [method["anchors"][name][step - 1] for name in DIMENSIONS]) for step in range(1, 6)],
        slope=_slope(document, shown),
        blocks=[blocks.block(risk, anchors=method["anchors"], shown=shown) for risk in document["risks"]],
        moments=moments.arrange(document.get("moments", []), shown),
        rights=[
            Right(shown(right["title"]), right["articles"], ", ".join(right["risks"]))
            for right in document["annex"]["rights_index"]
        ],
        coverage=coverage.arrange(document.get("coverage"), shown),
        heard=heard_layout.arrange(document.get("heard"), document.get("scorecard", []), shown),
        closed=[_closed(risk, shown) for risk in document.get("closed", [])],
        digest=_digest(digest),
        proof=_pairs(
            shown,
            (_("Assessment"), assessment["reference"]),
            (_("Edition and rule"), rule),
            (_("Made"), blocks.day(document["created_on"])),
            (_("Asked for by"), asked_by),
            (_("Version"), coverage.version(approved)),
            (_("Approved content, SHA-256"), _digest(approved["digest"] if approved else "")),
        ),
    )


def _digest(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _standfirst(document: Document) -> str:
    counts = document["counts"]
    if not counts["risks"]:
        return _("No risk has been recorded yet. That does not say that nobody is harmed.")
    extreme, actual = counts["bands"][0], counts["actual"]
    said = ngettext("%(n)d of %(all)d risks is extreme.", "%(n)d of %(all)d risks are extreme.", extreme)
    first = said % {"n": extreme, "all": counts["risks"]}
    if not actual:
        return first
    said = ngettext("%(n)d concerns harm that has happened.", "%(n)d concern harm that has happened.", actual)
    return f"{first} {said % {'n': actual}}"


def _notes(document: Document, shown: Shown) -> list[Entry]:
    risks = document["risks"]
    notes = []
    if risks:
        first = risks[0]
        said = f"{first['reference']}, {first['title']}: {first['band']} {first['band_word']}. {first['why']}"
        notes.append((_("What stands first."), said))
    if told := _listed([risk for risk in risks if differing(risk)]):
        said = _("Reviewers rate %(risks)s differently. Both ratings stand.") % {"risks": told}
        notes.append((_("Where reviewers differ."), said))
    if told := _listed([risk for risk in risks if risk["needs_evidence"]]):
        said = _("Something about %(risks)s is unknown and needs evidence. Unknown ranks as 5, never as low.")
        notes.append((_("What is missing."), said % {"risks": told}))
    consulted = set(document["not_consulted"])
    if told := _listed([risk for risk in risks if risk["reference"] in consulted]):
        said = _("The people whom %(risks)s concern have not been heard.") % {"risks": told}
        notes.append((_("Who was not consulted."), said))
    return [blocks.entry(label, said, shown) for label, said in notes]


def _closed(risk: Closed, shown: Shown) -> Entry:
    label = f"{risk['reference']}, {' '.join(risk['title'].split())} ({risk['band']} {risk['band_word']})."
    said = [f"{risk['ground']}: {risk['reason']}" if risk["ground"] else risk["reason"]]
    if risk["by"]:
        said.append(_("Closed by %(who)s on %(day)s.") % {"who": risk["by"], "day": blocks.day(risk["on"])})
    if risk["approved_by"]:
        said.append(_("Approved by %(who)s.") % {"who": risk["approved_by"]})
    return blocks.entry(label, " ".join(said), shown)


def _above(category: Category) -> str:
    """Returns the category's name as it fits above a column of the heat map."""
    return category.get("heat_title", category["short_title"])


def _profile(document: Document) -> drawings.Profile:
    categories = document["assessment"]["edition"]["categories"]
    # Documents frozen before coverage was kept say nothing of categories without risks.
    considered = document["coverage"]["categories"] if "coverage" in document else []
    states = {row["code"]: row["state"] for row in considered if row["state"] != "covered"}
    return drawings.Profile(
        columns=[
            drawings.Column(category["code"], _above(category), states.get(category["code"], ""))
            for category in categories
        ],
        rows=[
            drawings.BandRow(band, [drawings.Cell(count=count) for count in row])
            for band, row in zip(BANDS, document["profile"], strict=True)
        ],
    )


def _slope(document: Document, shown: Shown) -> drawings.Slope | None:
    risks = document["risks"]
    if not 1 < len(risks) <= SLOPE_LIMIT:
        return None
    drawn = [
        drawings.SlopeRisk(risk["reference"], _beside_slope(risk, shown), risk["rank"], risk["naive"]["rank"])
        for risk in risks
    ]
    told = max(drawn, key=lambda risk: risk.naive_rank - risk.rank)
    text = _("%(code)s stands at rank %(rank)d; by score it would stand at %(naive)d.")
    return drawings.slope(drawn, text=text % {"code": told.code, "rank": told.rank, "naive": told.naive_rank})


def _beside_slope(risk: Risk, shown: Shown) -> str:
    # Drawings know one direction; a title of the other is left to the list, its reference stays.
    if blocks.is_right_to_left(risk["title"]):
        return ""
    return blocks.shorten(shown(risk["title"]), drawings.TITLE_LENGTH)


def _subtitle(count: int) -> str:
    return ngettext(
        "%(count)d risk to people. With the reasons, and with what outside reviewers say.",
        "%(count)d risks to people, the most severe first. With the reasons, and with what outside reviewers "
        "say.",
        count,
    ) % {"count": count}


def _risks(count: int) -> str:
    return ngettext("%(count)d risk", "%(count)d risks", count) % {"count": count} if count else _("no risks")


def _listed(risks: Sequence[Risk], limit: int = 12) -> str:
    named = ", ".join(risk["reference"] for risk in risks[:limit])
    rest = len(risks) - limit
    return _("%(some)s and %(rest)d more") % {"some": named, "rest": rest} if rest > 0 else named


def _pairs(shown: Shown, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, shown(said)) for label, said in pairs if said]
