"""The anchors of `severity-first/1`: what 1 to 5 mean, shown wherever people rate."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "band": _("band"),
    "scale": _("scale"),
    "scope": _("scope"),
    "irremediability": _("irremediability"),
    "likelihood": _("likelihood"),
}

QUESTIONS: dict[str, Promise] = {
    "scale": _("How grave is it for the person? What is lost, and how deeply?"),
    "scope": _("How many people, now or later, and how much of their group?"),
    "irremediability": _("Can people be put back where they were before?"),
    "likelihood": _("How likely is it in the review period? Asked only of what has not happened."),
}

ANCHORS: dict[str, dict[int, Promise]] = {
    "scale": {
        1: _("A brief annoyance. No right is impaired."),
        2: _("A right is impaired a little, and it can be reversed."),
        3: _("Serious: income, dignity or access is impaired."),
        4: _("Grave: lasting harm to body or mind, livelihood or liberty."),
        5: _("Life, torture-like harm, sexual abuse of children, or a group’s loss of existence or culture."),
    },
    "scope": {
        1: _("1 to 9 people."),
        2: _("10 to 999 people, or under 1% of a group."),
        3: _("1,000 to 99,999 people, or 1 to 10% of a group."),
        4: _("100,000 to 9,999,999 people, or 10 to 50% of a group."),
        5: _("10 million people or more, or most of a group."),
    },
    "irremediability": {
        1: _("Yes, by the person, within minutes."),
        2: _("Yes, within weeks, with ordinary help."),
        3: _("In months, with specialised help."),
        4: _("Mostly not. Copies or effects remain."),
        5: _("No. Death, or images that stay public for good."),
    },
    "likelihood": {
        1: _("Remote: several unusual failures would be needed."),
        2: _("Unlikely in the review period."),
        3: _("Possible; it has been seen elsewhere."),
        4: _("Likely; it has been seen in a similar product."),
        5: _("Expected, or already happening again and again."),
    },
}
