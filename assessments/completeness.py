"""Whether an assessment is complete and holds together: what an approver would otherwise have to find out.

Source: the workbench's own rules. UN Guiding Principles 17 to 20 ask for all rights, severity first,
meaningful consultation and tracking; 19 with its commentary says how involvement may change. An error
stops a submission, a warning is for the approver to weigh, a hint helps.

Pure: no Django, no clock, no database. Closed risks are not looked at: they are no longer worked on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from assessments.involvement import Factor, Involvement, Mitigation, slides
from assessments.severity import GRAVE, Severity

RATING_HOLDS = timedelta(days=365)


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(StrEnum):
    """What can be found, in the order in which it is told."""

    NOTHING_RECORDED = "nothing_recorded"
    CATEGORY_BLANK = "category_blank"
    REASON_MISSING = "reason_missing"
    NO_SYSTEM_VERSION = "no_system_version"
    DECISION_WAITS = "decision_waits"
    NOT_CONSULTED = "not_consulted"
    RESIDUAL_ABOVE = "residual_above"
    RATING_STALE = "rating_stale"
    RATING_OLD = "rating_old"
    NEEDS_EVIDENCE = "needs_evidence"
    NO_MEASURE = "no_measure"
    MEASURE_OVERDUE = "measure_overdue"
    INVOLVEMENT_MISSING = "involvement_missing"
    LINK_SLIDES = "link_slides"
    REVIEWERS_UNANSWERED = "reviewers_unanswered"
    DEFERRAL_OVER = "deferral_over"
    MOMENT_OVERDUE = "moment_overdue"
    RIGHTS_BLANK = "rights_blank"
    CLOSED_WITH_RISKS = "closed_with_risks"
    NO_PRIMARY_RIGHT = "no_primary_right"
    LOW_CONFIDENCE = "low_confidence"


ERRORS = frozenset(
    {
        Code.NOTHING_RECORDED,
        Code.CATEGORY_BLANK,
        Code.REASON_MISSING,
        Code.NO_SYSTEM_VERSION,
        Code.DECISION_WAITS,
    }
)
HINTS = frozenset({Code.RIGHTS_BLANK, Code.CLOSED_WITH_RISKS, Code.NO_PRIMARY_RIGHT, Code.LOW_CONFIDENCE})


class Kind(StrEnum):
    """What a finding is about, and so where it is mended."""

    ASSESSMENT = "assessment"
    CATEGORY = "category"
    RIGHT = "right"
    RISK = "risk"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about: its key for addresses, its name for people."""

    kind: Kind
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to weigh; `about` holds several only where they are told together."""

    code: Code
    about: tuple[Subject, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """Returns error, warning or hint."""
        return Level.ERROR if self.code in ERRORS else Level.HINT if self.code in HINTS else Level.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFacts:
    """What is known of one risk that is not closed. `inherent` is the rating its rank follows."""

    subject: Subject
    category: str = ""
    inherent: Severity
    residual: Severity | None = None
    missing_reasons: tuple[str, ...] = ()
    has_primary_right: bool = True
    confidence: str = ""
    involvement: str = ""
    enabled: str = ""
    foreseeable: str = ""
    mitigation: str = ""
    judged_on: date
    stale_because: str = ""
    rights_holders_heard: bool = False
    decision_waits: bool = False
    deferred_until: date | None = None
    open_measures: int = 0
    overdue_measures: int = 0
    reviewers_differ: bool = False
    comment_unanswered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """What is known of a category or a right."""

    subject: Subject
    has_risks: bool
    is_closed: bool

    @property
    def is_blank(self) -> bool:
        """Returns whether nobody has looked at it."""
        return not (self.has_risks or self.is_closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the rules look at. `overdue_moments` are those of the system."""

    categories: Sequence[SubjectFacts]
    rights: Sequence[SubjectFacts]
    risks: Sequence[RiskFacts] = field(default_factory=tuple)
    names_system_version: bool
    overdue_moments: Sequence[Subject] = field(default_factory=tuple)


def check(facts: Facts, *, on: date) -> tuple[Finding, ...]:
    """Returns what was found on that day, errors first, in the order of `Code` and then of the risks."""
    found = [*_of_assessment(facts), *(finding for risk in facts.risks for finding in _of_risk(risk, on))]
    order = {code: place for place, code in enumerate(Code)}
    return tuple(sorted(found, key=lambda finding: order[finding.code]))


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Returns what stops a submission."""
    return tuple(finding for finding in findings if finding.level is Level.ERROR)


def _of_assessment(facts: Facts) -> Iterator[Finding]:
    if not facts.risks and all(category.is_blank for category in facts.categories):
        yield Finding(Code.NOTHING_RECORDED)
    for category in facts.categories:
        if category.is_blank:
            yield Finding(Code.CATEGORY_BLANK, (category.subject,))
    if not facts.names_system_version:
        yield Finding(Code.NO_SYSTEM_VERSION)
    for moment in facts.overdue_moments:
        yield Finding(Code.MOMENT_OVERDUE, (moment,))
    if blank := tuple(right.subject for right in facts.rights if right.is_blank):
        yield Finding(Code.RIGHTS_BLANK, blank)
    for row in (*facts.categories, *facts.rights):
        if row.is_closed and row.has_risks:
            yield Finding(Code.CLOSED_WITH_RISKS, (row.subject,))


def _of_risk(risk: RiskFacts, on: date) -> Iterator[Finding]:
    about = (risk.subject,)
    grave = risk.inherent.band >= GRAVE
    if risk.missing_reasons:
        yield Finding(Code.REASON_MISSING, about, risk.missing_reasons)
    if unknown := risk.inherent.needs_evidence:
        yield Finding(Code.NEEDS_EVIDENCE, about, unknown)
    if risk.overdue_measures:
        yield Finding(Code.MEASURE_OVERDUE, about, (str(risk.overdue_measures),))
    if risk.stale_because:
        yield Finding(Code.RATING_STALE, about, (risk.stale_because,))
    elif on - risk.judged_on > RATING_HOLDS:
        yield Finding(Code.RATING_OLD, about, (risk.judged_on.isoformat(),))
    told = {
        Code.DECISION_WAITS: risk.decision_waits,
        Code.NOT_CONSULTED: grave and not risk.rights_holders_heard,
        Code.RESIDUAL_ABOVE: risk.residual is not None and risk.residual.order > risk.inherent.order,
        Code.NO_MEASURE: grave and not risk.open_measures,
        Code.INVOLVEMENT_MISSING: not risk.involvement,
        Code.LINK_SLIDES: _slides(risk),
        Code.REVIEWERS_UNANSWERED: risk.reviewers_differ and risk.comment_unanswered,
        Code.DEFERRAL_OVER: risk.deferred_until is not None and risk.deferred_until < on,
        Code.NO_PRIMARY_RIGHT: not risk.has_primary_right,
        Code.LOW_CONFIDENCE: grave and risk.confidence == "low",
    }
    for code, holds in told.items():
        if holds:
            yield Finding(code, about)


def _slides(risk: RiskFacts) -> bool:
    involvement = Involvement(risk.involvement) if risk.involvement else None
    return bool(
        slides(
            involvement,
            enabled=Factor(risk.enabled) if risk.enabled else None,
            foreseeable=Factor(risk.foreseeable) if risk.foreseeable else None,
            mitigation=Mitigation(risk.mitigation) if risk.mitigation else None,
        )
    )
