"""Documents for tests and benchmarks: as many risks as wanted, of any text."""

import random
from typing import Any

from hrdd.reports.document import Document, Frame, Risk, freeze

CATEGORIES = {
    "PHY": ("Freedom from Physical and Psychological Harm", "Body and mind"),
    "EQU": ("Right to Equality Before the Law", "Equality"),
    "PRI": ("Right to Privacy", "Privacy"),
    "PRO": ("Right to Own Property", "Property"),
    "THO": ("Freedom of Thought and Conscience", "Thought"),
    "EXP": ("Freedom of Expression", "Expression"),
    "WOR": ("Right to Work and to Gain a Living", "Work"),
    "CHI": ("Rights of the Child", "Child"),
    "CUL": ("Rights to Culture, Art and Science", "Culture"),
}
WORDS = {1: "Minor", 2: "Limited", 3: "Serious", 4: "Grave", 5: "Extreme"}
ANCHORS = {
    "scale": [
        "brief annoyance, no right impaired",
        "a right limited for a time",
        "serious: income, dignity, access",
        "grave: lasting harm, livelihood, liberty",
        "life, torture-like harm, loss of a people",
    ],
    "scope": [
        "1 to 9 people",
        "10 to 999 people",
        "1,000 to 99,999 people",
        "100,000 to 9,999,999 people",
        "10 million people or more",
    ],
    "irremediability": [
        "restored by the person in minutes",
        "restored in weeks with ordinary help",
        "restored in months with special help",
        "mostly not; copies remain",
        "cannot be restored",
    ],
    "likelihood": ["remote", "unlikely", "possible", "likely", "expected or recurring"],
}
VOCABULARY = str.split(
    "people system harm photograph consent company asked rating record removed severe lasting income dignity "
    "group access language review reason evidence because which would have been shown to those who never "
    "used it and cannot undo what was done in the second quarter of a year when nobody had been told"
)


def text(length: int, seed: int) -> str:
    """Returns running words of about this length, the same for the same seed."""
    chosen = random.Random(seed)
    words = ""
    while len(words) < length:
        words += chosen.choice(VOCABULARY) + " "
    return words[:length].strip().capitalize() + "."


def frame(**changed: Any) -> Frame:
    """Returns what a builder says besides the risks."""
    base: Any = {
        "kind": "severity",
        "rule": "severity-first/1",
        "language": "en",
        "created_on": "2026-11-24",
        "confidentiality": "Not for publication.",
        "company": {"name": "Torvane AI"},
        "assessment": {
            "reference": "A-12",
            "title": "Risks to people from Aster 4, before photo editing opens",
            "status": "in work",
            "moment": "Opening of an interface",
            "edition": {
                "code": "btech-2023",
                "title": "Nine categories",
                "categories": [
                    {"code": code, "title": title, "short_title": short}
                    for code, (title, short) in CATEGORIES.items()
                ],
            },
            "who_can_see": ["Torvane AI", "Lantern Rights Collective, until 31 December 2026"],
        },
        "system": {"name": "Aster 4", "kind": "Assistant", "description": text(300, 7)},
        "requested_by": {"name": "Mara Lindqvist", "organisation": "Torvane AI"},
        "method": {
            "statement": "A risk here is a risk to people. The worst of three measures sets the band.",
            "anchors": ANCHORS,
        },
        "moments": [
            {
                "state": "waived", "kind": "Periodic review", "what": "A look every year",
                "expected_by": "2026-06-01", "assessment": "", "reason": text(120, 8),
                "by": "Mara Lindqvist", "on": "2026-05-28",
            },
        ],
    }  # fmt: skip
    return {**base, **changed}


def risk(rank: int, **changed: Any) -> Risk:
    """Returns a risk of ordinary length: description 400, reasons 240, 3 rights, 3 groups, 2 comments."""
    seed = rank * 100
    code = list(CATEGORIES)[rank % len(CATEGORIES)]
    band = changed.get("band", max(1, 5 - rank % 5))
    reasons = {name: text(240, seed + at) for at, name in enumerate(ANCHORS)}
    base: Any = {
        "rank": rank,
        "reference": f"R-{rank}",
        "title": text(60, seed + 9).rstrip("."),
        "description": text(400, seed + 10),
        "category": {"code": code, "title": CATEGORIES[code][0]},
        "nature": "potential",
        "band": band,
        "band_word": WORDS[band],
        "needs_evidence": [],
        "scale": band,
        "scope": 1 + rank % 5,
        "irremediability": band,
        "likelihood": 1 + rank % 5,
        "delay_makes_irremediable": False,
        "reasons": reasons,
        "why": f"Above R-{rank + 1}: scale {band} above scale {band - 1}.",
        "naive": {"score": "9.3", "rank": rank},
        "rights": [
            {
                "code": f"right-{at}",
                "title": text(24, at).rstrip("."),
                "articles": f"ICCPR {at}",
                "primary": at == 1,
            }
            for at in range(1, 4)
        ],
        "other_right": "",
        "groups": ["Women and girls", "Adolescents", "People who never used the product"],
        "involvement": "contributed",
        "involvement_reason": text(120, seed + 11),
        "duty": "Stop its own part; use leverage on the rest; remedy its share.",
        "ratings": [
            {
                "by": "Mara Lindqvist",
                "organisation": "Torvane AI",
                "side": "company",
                "scale": band,
                "scope": 1,
                "irremediability": band,
                "likelihood": 1,
                "band": band,
                "reasons": reasons,
            }
        ],
        "rights_holders_heard": False,
        "comments": [
            {
                "by": "Ines Okafor",
                "organisation": "Lantern Rights Collective",
                "on": "2026-11-12",
                "text": text(160, seed + 12 + at),
                "answers": [],
            }
            for at in range(2)
        ],
    }
    return {**base, **changed}


def document(count: int = 5, **changed: Any) -> Document:
    """Returns a document of so many risks."""
    return freeze(frame(**changed), [risk(rank) for rank in range(1, count + 1)])
