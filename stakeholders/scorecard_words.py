"""The scorecard in plain words: what each figure is called, what it means, and what it says."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.safety import ESCALATES_AFTER
from stakeholders.scorecard import IN_DAYS, Figure, Score

TITLES = {
    Figure.RISKS: gettext_lazy("Extreme and grave risks on which people were heard"),
    Figure.GROUPS: gettext_lazy("Groups missing"),
    Figure.INFORMATION: gettext_lazy("Told beforehand"),
    Figure.LANGUAGES: gettext_lazy("Languages used"),
    Figure.COSTS: gettext_lazy("Costs covered"),
    Figure.REQUESTS: gettext_lazy("Requests answered"),
    Figure.CONSENTS: gettext_lazy("Consents taken back"),
    Figure.FOLLOW_UPS: gettext_lazy("Safety checks made in time"),
}
DEFINITIONS = {
    Figure.RISKS: gettext_lazy(
        "Of all open risks of band 4 and 5: those on which people who may be harmed, or those they chose, "
        "said something."
    ),
    Figure.GROUPS: gettext_lazy(
        "Of all groups that the system reaches, or that the plan or a record names: those of whom nobody was "
        "heard and nobody is planned to be heard, at any stage. A reason why they are not sought does not "
        "make them heard."
    ),
    Figure.INFORMATION: gettext_lazy(
        "Of all engagements on record: those before which people were told what it is about, and the median "
        "of the days from then to the first day of the engagement."
    ),
    Figure.LANGUAGES: gettext_lazy(
        "Of all languages that those groups speak: those in which an engagement on record was held."
    ),
    Figure.COSTS: gettext_lazy(
        "Of all engagements on record: those that cost participants nothing. “In part” and “nobody said” do "
        "not count."
    ),
    Figure.REQUESTS: gettext_lazy(
        "Of all that people asked for: what was answered, yes or no, and the median of the days from the "
        "last day of the engagement to the answer."
    ),
    Figure.CONSENTS: gettext_lazy(
        "Of all participants who said yes to anything: those who took a yes back. Counted in public and "
        "internal records, for all readers alike; numbers under 5 are hidden, and those that would give them "
        "away. It says that people can say no, not that something went wrong."
    ),
    Figure.FOLLOW_UPS: gettext_lazy(
        "Of all days by which participants had to be asked whether anything was done to them: those on which "
        "they were, at most %(days)s days late."
    ),
}


def title(figure: Figure) -> str:
    """Returns what the figure is called."""
    return str(TITLES[figure])


def definition(figure: Figure) -> str:
    """Returns what it means."""
    meaning = str(DEFINITIONS[figure])
    return meaning % {"days": ESCALATES_AFTER} if figure is Figure.FOLLOW_UPS else meaning


def said(figure: Figure, score: Score) -> str:
    """Returns what it says, in the active language."""
    if score.is_empty:
        return _("Nothing to count yet")
    if score.is_hidden:
        return _("Hidden, as it is about few people")
    numbers = {"part": score.part, "whole": score.whole, "percent": score.percent}
    words = _("%(part)s of %(whole)s (%(percent)s %%)") % numbers
    if figure not in IN_DAYS or score.days is None:
        return words
    days = number_format(score.days, 0 if score.days.is_integer() else 1)
    # Only the number decides whether it is one day; it may end in a half.
    median = ngettext("median %(days)s day", "median %(days)s days", 1 if score.days == 1 else 2)
    return f"{words}, {median % {'days': days}}"
