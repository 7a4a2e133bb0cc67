"""An assessment becomes a frozen document: everything the report says, as it was at one moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone, translation

from assessments.duties import duty_in_words
from assessments.models import Assessment, Rating, Risk, RiskRight
from assessments.models.risk import OF_WORST_GROUP, deciding
from assessments.reasons import why_here
from assessments.register import with_naive_rank
from assessments.set_aside import ClosedRow, closed_rows
from assessments.severity import Nature, Severity
from assessments.since import in_sentences
from hrdd.accounts.models import User
from hrdd.discussions.models import Audience
from hrdd.discussions.models import Comment as Said
from hrdd.lib.marks import BAND_WORDS
from hrdd.reports.considered import approved, coverage
from hrdd.reports.document import CategoryRef, Closed, Comment, Document, Right, Voice, freeze
from hrdd.reports.document import Rating as RatingOfReport
from hrdd.reports.document import Risk as RiskOfReport
from hrdd.reports.frame import frame
from hrdd.reports.heard import figures, heard
from hrdd.reports.judged import Judged, JudgedWords, actors_of, group_ratings
from hrdd.reports.models import Run
from hrdd.reports.voices import voices_of
from taxonomy.models import Category
from taxonomy.models import Right as RightOfTaxonomy

GRADES = ("scale", "scope", "irremediability")
REASONS = tuple(f"{name}_reason" for name in GRADES)
RESIDUAL = tuple(
    f"residual__{name}"
    for name in ("band", *GRADES, "likelihood", *REASONS, "likelihood_reason", "author__name")
)
COLUMNS = (
    *GRADES, *REASONS, "id", "number", "title", "description", "category_id", "nature", "likelihood",
    "likelihood_reason", "delay_makes_irremediable", "band", "other_right", "involvement",
    "involvement_reason", "heard", "stale_because", "confidence", "tension_note", "enabled", "foreseeable",
    "mitigation", *OF_WORST_GROUP, *RESIDUAL,
)  # fmt: skip

ADDED = (
    "naive_rank", "right_codes", "has_primary", "group_titles", "tension_titles", "tension_codes",
    "deferred_until",
)  # fmt: skip


def build(
    *, assessment: Assessment, language: str, by: User, at: datetime,
    readers: Run.Readers = Run.Readers.EVERYONE,
) -> Document:  # fmt: skip
    """Returns the document in this language, for these readers, in 36 queries however many risks."""
    loaded = (
        Assessment.objects.select_related("company", "system", "edition")
        .with_version_before()
        .with_approval()
    )
    found = loaded.get(pk=assessment.pk)
    categories = list(Category.objects.of(found.edition))
    rows = list(_rows(found))
    ratings, comments = _reviewers_ratings(found), _shared_comments(found)
    groups, actors = group_ratings(found), actors_of(found)
    titles: dict[Any, CategoryRef] = {c.pk: {"code": c.code, "title": c.title} for c in categories}
    rights = _rights(rows)
    with translation.override(language):
        became = in_sentences(found)
        said = voices_of(found, readers=readers, on=timezone.localdate(at))
        judged = [_severity(row) for row in rows]
        words = _Words()
        risks = [
            _risk(
                row,
                words,
                rank=rank,
                severity=severity,
                why=why,
                category=titles[row["category_id"]],
                rights=[rights[code] for code in row["right_codes"]],
                ratings=ratings[row["number"]],
                judged=words.judged(row, severity, groups[row["number"]], actors[row["number"]]),
                comments=comments[row["number"]],
                since=became.get(row["id"], ""),
                voices=said.get(row["number"], []),
            )
            for rank, (row, severity, why) in enumerate(
                zip(rows, judged, _whys(rows, judged), strict=True), start=1
            )
        ]
        closed = [_closed(row, words) for row in closed_rows(found.risks.closed().ranked().for_register())]
        told = frame(found, categories, language=language, by=by, at=at, readers=readers)
        told |= {"coverage": coverage(found, categories, rows), "approved": approved(found)}
        told |= {"heard": heard(found)}
        told |= {"scorecard": figures(found, readers=readers, on=timezone.localdate(at))}
        return freeze(told, risks, closed)


def _rows(assessment: Assessment) -> Iterable[dict[str, Any]]:
    # Rights and groups come in the same statement, so that a risk saved meanwhile is not seen half old, half
    # new. Plain values, because two thousand model instances would take three times as long.
    rights = RiskRight.objects.filter(risk=OuterRef("pk"))
    groups = Risk.groups.through.objects.filter(risk=OuterRef("pk"))
    tension = Risk.rights_in_tension.through.objects.filter(risk=OuterRef("pk"))
    rows: Iterable[dict[str, Any]] = (
        with_naive_rank(assessment.risks.standing().with_deferral())
        .ranked()
        .annotate(
            right_codes=ArraySubquery(rights.order_by("-primary", "id").values("right__code")),
            has_primary=Exists(rights.filter(primary=True)),
            tension_titles=ArraySubquery(tension.order_by("right__code").values("right__title")),
            tension_codes=ArraySubquery(tension.order_by("right__code").values("right__code")),
            group_titles=ArraySubquery(groups.order_by("group__position").values("group__title")),
        )
        .values(*COLUMNS, *ADDED)
    )
    return rows


def _rights(rows: Sequence[dict[str, Any]]) -> dict[str, Right]:
    codes = {code for row in rows for code in row["right_codes"]}
    found = RightOfTaxonomy.objects.filter(code__in=codes).values_list("code", "title", "articles_line")
    return {
        code: {"code": code, "title": title, "articles": articles, "primary": False}
        for code, title, articles in found
    }


def _reviewers_ratings(assessment: Assessment) -> dict[int, list[RatingOfReport]]:
    """Returns the ratings that stand beside the company's, which is the risk's own."""
    rows = (
        Rating.objects.filter(risk__assessment=assessment, side=Rating.Side.REVIEWER)
        .order_by("rated_at", "id")
        .values("risk__number", "author__name", "organisation__name", "band", *GRADES, *REASONS)
    )
    found: dict[int, list[RatingOfReport]] = defaultdict(list)
    for row in rows:
        found[row["risk__number"]].append(
            {
                "by": row["author__name"],
                "organisation": row["organisation__name"] or "",
                "side": "reviewer",
                "scale": row["scale"],
                "scope": row["scope"],
                "irremediability": row["irremediability"],
                "likelihood": None,
                "band": row["band"],
                "reasons": {name: row[f"{name}_reason"] for name in GRADES},
            }
        )
    return found


def _shared_comments(assessment: Assessment) -> dict[int, list[Comment]]:
    """Returns what everyone who can see the assessment may read: each thread's first word and its answers."""
    rows = (
        Said.objects.filter(thread__root_id=assessment.pk, thread__audience=Audience.SHARED)
        .order_by("thread__opened_at", "thread_id", "created_at", "id")
        .annotate(day=TruncDate("created_at"))
        .values_list(
            "thread__risk_thread__risk__number",
            "thread_id",
            "author__name",
            "organisation__name",
            "day",
            "text",
        )
    )
    found: dict[int, list[Comment]] = defaultdict(list)
    last = None
    for number, thread, by, organisation, day, text in rows:
        common = {"by": by, "organisation": organisation or "", "on": day.isoformat(), "text": text}
        if thread == last:
            found[number][-1]["answers"].append({**common})  # type: ignore[typeddict-item]
        else:
            found[number].append({**common, "answers": []})  # type: ignore[typeddict-item]
        last = thread
    return found


def _whys(rows: Sequence[dict[str, Any]], judged: Sequence[Severity]) -> Iterator[str]:
    for upper, lower, row in zip(judged, judged[1:], rows[1:], strict=False):
        yield why_here(upper, lower, below_reference=f"R-{row['number']}")
    if judged:
        yield why_here(judged[-1], None)


class _Words(JudgedWords):
    """The words that every risk shares, translated once."""

    def __init__(self) -> None:
        super().__init__()
        self.bands = {band: str(word) for band, word in BAND_WORDS.items()}
        self.duties = {key: duty_in_words(key) for key in (*Risk.InvolvementChoice.values, "")}


def _own(row: dict[str, Any]) -> Severity:
    return Severity(
        scale=row["scale"],
        scope=row["scope"],
        irremediability=row["irremediability"],
        nature=Nature(row["nature"]),
        likelihood=row["likelihood"],
        delay_makes_irremediable=row["delay_makes_irremediable"],
    )


def _severity(row: dict[str, Any]) -> Severity:
    return deciding(_own(row), *(row[name] for name in OF_WORST_GROUP))


def _risk(
    row: dict[str, Any], words: _Words, *, rank: int, severity: Severity, why: str, category: CategoryRef,
    rights: list[Right], ratings: list[RatingOfReport], comments: list[Comment], since: str, judged: Judged,
    voices: list[Voice],
) -> RiskOfReport:  # fmt: skip
    if row["has_primary"] and rights:
        first = rights[0].copy()
        first["primary"] = True
        rights = [first, *rights[1:]]
    only_if: dict[str, Any] = {"voices": voices} if voices else {}
    if row["deferred_until"]:
        only_if["deferred_until"] = row["deferred_until"].isoformat()
    if row["stale_because"]:
        only_if["stale_because"] = row["stale_because"]
    if since:
        only_if["since_approved"] = since
    return {
        "rank": rank,
        "reference": f"R-{row['number']}",
        "title": row["title"],
        "description": row["description"],
        "category": category,
        "nature": row["nature"],
        "band": row["band"],
        "band_word": words.bands[row["band"]],
        "needs_evidence": list(dict.fromkeys((*_own(row).needs_evidence, *severity.needs_evidence))),
        "scale": row["scale"],
        "scope": row["scope"],
        "irremediability": row["irremediability"],
        "likelihood": row["likelihood"],
        "delay_makes_irremediable": row["delay_makes_irremediable"],
        "reasons": {
            "scale": row["scale_reason"],
            "scope": row["scope_reason"],
            "irremediability": row["irremediability_reason"],
            "likelihood": row["likelihood_reason"],
        },
        "why": why,
        "naive": {"score": f"{severity.naive_score:.1f}", "rank": row["naive_rank"]},
        "rights": rights,
        "other_right": row["other_right"],
        "groups": row["group_titles"],
        "involvement": row["involvement"] or None,
        "involvement_reason": row["involvement_reason"],
        "duty": words.duties[row["involvement"]],
        "ratings": ratings,
        "rights_holders_heard": bool(row["heard"]),
        "comments": comments,
        **judged,
        **only_if,  # type: ignore[typeddict-item]
    }


def _closed(row: ClosedRow, words: _Words) -> Closed:
    risk, decision = row.risk, row.decision
    return {
        "reference": risk.reference,
        "title": risk.title,
        "category": risk.category.title,
        "band": risk.band,
        "band_word": words.bands[risk.band],
        "ground": str(decision.get_ground_display()) if decision else "",
        "reason": decision.reason if decision else "",
        "by": str(decision.decided_by) if decision else "",
        "approved_by": str(decision.approver) if decision and decision.approver else "",
        "on": timezone.localdate(decision.took_effect_at).isoformat() if decision else "",
    }
