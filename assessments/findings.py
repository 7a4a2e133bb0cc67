"""What the checks found, in words, grouped as people read it, each with where it is mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.anchors import NAMES
from assessments.completeness import Code, Finding, Kind, Level, Subject
from assessments.models import Assessment
from hrdd.lib.navigation import address
from hrdd.sharing import access
from hrdd.sharing.policy import Action

SHOWN = 25
L = gettext_lazy
TITLES: dict[Code, Promise] = {
    Code.NOTHING_RECORDED: L("Nothing was looked at yet: there is no risk, and no category is closed"),
    Code.CATEGORY_BLANK: L("Categories nobody has looked at yet"),
    Code.REASON_MISSING: L("Risks with a rating that has no reason"),
    Code.NO_SYSTEM_VERSION: L("The assessment does not say which version of the system it looked at"),
    Code.DECISION_WAITS: L("Risks on which a decision waits for the approver"),
    Code.NOT_CONSULTED: L("Grave or extreme risks on which no affected people were heard"),
    Code.RESIDUAL_ABOVE: L("Risks that are rated worse with the measures than without them"),
    Code.RATING_STALE: L("Ratings that something new has called into question"),
    Code.RATING_OLD: L("Ratings that are more than a year old"),
    Code.NEEDS_EVIDENCE: L("Risks of which something is unknown; unknown ranks as 5"),
    Code.NO_MEASURE: L("Grave or extreme risks without a measure that is planned or under way"),
    Code.MEASURE_OVERDUE: L("Risks with measures that are overdue"),
    Code.INVOLVEMENT_MISSING: L("Risks for which nobody has judged how the company is involved"),
    Code.LINK_SLIDES: L("Involvement that is becoming a contribution"),
    Code.REVIEWERS_UNANSWERED: L("Risks that reviewers rate differently, with a comment nobody has answered"),
    Code.DEFERRAL_OVER: L("Risks that were put off until a day that is past"),
    Code.MOMENT_OVERDUE: L("Moments of the system that are overdue"),
    Code.RIGHTS_BLANK: L("Rights nobody has looked at yet"),
    Code.CLOSED_WITH_RISKS: L("Found not relevant, although risks stand there"),
    Code.NO_PRIMARY_RIGHT: L("Risks without the right they touch most"),
    Code.LOW_CONFIDENCE: L("Grave or extreme risks whose rating is a first guess"),
}
ADVICE: dict[Code, Promise] = {
    Code.CATEGORY_BLANK: L("Record a risk in it, or say why it is not relevant here."),
    Code.NO_SYSTEM_VERSION: L("Choose the version, or name a new one."),
    Code.NOT_CONSULTED: L("Record what they say in the engagement log. Until then every report says so."),
    Code.LINK_SLIDES: L("It was enabled, or could be known and little is done. Judge again."),
    Code.RATING_STALE: L("Rate again, or confirm that the rating still stands."),
    Code.RIGHTS_BLANK: L("A risk may touch them in ways nobody has thought of. Look at each once."),
}
LEVELS: dict[Level, Promise] = {
    Level.ERROR: L("Errors: they stop a submission"),
    Level.WARNING: L("Warnings: the approver weighs them"),
    Level.HINT: L("Hints"),
}
# What is mended in the form of the risk; all else on its page.
IN_THE_FORM = {Code.REASON_MISSING, Code.NEEDS_EVIDENCE, Code.INVOLVEMENT_MISSING, Code.NO_PRIMARY_RIGHT}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what it is about, where it is mended, and what more there is to say."""

    name: str
    url: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.note}" if self.note else self.name


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind; `lines` are the first of them, `count` says how many there are."""

    code: Code
    level: Level
    title: str
    advice: str
    url: str
    count: int
    lines: Sequence[Told]

    @property
    def further(self) -> int:
        """Returns how many are counted and not listed."""
        return self.count - len(self.lines)

    @property
    def is_folded(self) -> bool:
        """Returns whether the list is long enough to be opened only on wish."""
        return self.count > 3


@dataclass(frozen=True, slots=True)
class Part:
    """All groups of one level."""

    level: Level
    title: str
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, for a page."""

    groups: Sequence[Group]

    @property
    def parts(self) -> list[Part]:
        """Returns the levels that have something to say, errors first."""
        return [
            Part(level, str(title), found) for level, title in LEVELS.items() if (found := self._of(level))
        ]

    @property
    def stops(self) -> bool:
        """Returns whether an error stops a submission."""
        return bool(self._of(Level.ERROR))

    @property
    def summary(self) -> str:
        """Returns how much there is of each level, such as "2 errors, 1 warning"."""
        errors, warnings, hints = (sum(g.count for g in self._of(level)) for level in LEVELS)
        words = (
            ngettext("%(n)s error", "%(n)s errors", errors) % {"n": errors} if errors else "",
            ngettext("%(n)s warning", "%(n)s warnings", warnings) % {"n": warnings} if warnings else "",
            ngettext("%(n)s hint", "%(n)s hints", hints) % {"n": hints} if hints else "",
        )
        return ", ".join(word for word in words if word) or _("nothing to mend")

    def _of(self, level: Level) -> list[Group]:
        return [group for group in self.groups if group.level is level]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the words are: `edits` is led to where things are mended, `inside` sees the system."""

    edits: bool = False
    inside: bool = False


def reader(user: Any, assessment: Assessment) -> Reader:
    """Returns what this person may be shown and led to."""
    return Reader(
        edits=bool(access.can(user, Action.EDIT, assessment)),
        inside=bool(access.can(user, Action.VIEW, assessment.system)),
    )


def report(assessment: Assessment, findings: Iterable[Finding], *, to: Reader, shown: int = SHOWN) -> Report:
    """Returns the findings in words; of each kind the first `shown` are listed."""
    grouped = groupby(findings, key=lambda finding: finding.code)
    return Report([_group(assessment, code, list(found), to, shown) for code, found in grouped])


def _group(assessment: Assessment, code: Code, found: list[Finding], to: Reader, shown: int) -> Group:
    told = [(finding, subject) for finding in found for subject in finding.about]
    # Moments belong to the system, which nobody outside can see: that some are overdue is all they learn.
    listed = [] if code is Code.MOMENT_OVERDUE and not to.inside else told[:shown]
    return Group(
        code=code,
        level=found[0].level,
        title=str(TITLES[code]),
        advice=str(ADVICE.get(code, "")),
        url=_place(assessment, code, to),
        count=len(told) or 1,
        lines=[Told(s.name, _mended(assessment, code, s, to), _note(f)) for f, s in listed],
    )


def _note(finding: Finding) -> str:
    match finding.code:
        case Code.REASON_MISSING | Code.NEEDS_EVIDENCE:
            return ", ".join(str(NAMES[name]) for name in finding.details)
        case Code.RATING_STALE:
            return finding.details[0]
        case Code.RATING_OLD:
            day = date_format(date.fromisoformat(finding.details[0]), "j F Y")
            return _("rated on %(day)s") % {"day": day}
        case Code.MEASURE_OVERDUE:
            count = int(finding.details[0])
            return ngettext("%(n)s measure", "%(n)s measures", count) % {"n": count}
        case _:
            return ""


def _place(assessment: Assessment, code: Code, to: Reader) -> str:
    """Returns where everything of this kind is mended, if there is one such place."""
    match code:
        case Code.NOTHING_RECORDED | Code.CATEGORY_BLANK | Code.RIGHTS_BLANK | Code.CLOSED_WITH_RISKS:
            return reverse("assessments:coverage", args=[assessment.pk])
        case Code.NO_SYSTEM_VERSION if to.edits:
            return reverse("assessments:details", args=[assessment.pk])
        case Code.MOMENT_OVERDUE if to.inside:
            return address("assessments:system_moments", assessment.system_id)
        case _:
            return ""


def _mended(assessment: Assessment, code: Code, subject: Subject, to: Reader) -> str:
    """Returns the address at which this one is mended, or read by those who cannot mend it."""
    match subject.kind:
        case Kind.CATEGORY | Kind.RIGHT if not to.edits:
            return reverse("assessments:coverage", args=[assessment.pk]) + f"#{subject.key}"
        case Kind.CATEGORY:
            return reverse("assessments:category_closure", args=[assessment.pk, subject.key])
        case Kind.RIGHT:
            return reverse("assessments:right_closure", args=[assessment.pk, subject.key])
        case Kind.MOMENT:
            return address("assessments:moment", assessment.system_id, subject.key)
        case _:
            edits = to.edits and code in IN_THE_FORM
            page = "assessments:risk_edit" if edits else "assessments:risk"
            return reverse(page, args=[assessment.pk, subject.key])
