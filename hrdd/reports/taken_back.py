"""After consent was taken back: the reports that hold the words, and a letter to those who took them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from hrdd.audit.models import Event
from hrdd.reports.models import ReportedInput, Run
from hrdd.sharing.policy import Action
from stakeholders.models import Consent
from stakeholders.views.consents import consent_of
from stakeholders.views.on_engagement import load, page

AT_MOST = 100


@dataclass(frozen=True)
class Issued:
    """A report that holds her words, where in it, and who took it away while it did."""

    run: Run
    under: str
    takers: Sequence[str]


@require_safe
def with_words(request: HttpRequest, pk: str, consent_pk: str) -> HttpResponse:
    """Returns the reports that hold a participant's words, with a letter to those who took them."""
    engagement = load(request, Action.LOG, pk=pk)
    consent = consent_of(engagement, consent_pk)
    issued = holding_words_of(consent, request)
    context = {"consent": consent, "issued": issued, "letter": _letter(consent, issued)}
    context["is_taken_back"] = any(use.withdrawn_at for use in consent.uses.all())
    return page(request, engagement, "consent_reports", context, current="consents", inside=True)


@require_safe
def letter(request: HttpRequest, pk: str, consent_pk: str) -> HttpResponse:
    """Returns the letter as plain text, to be sent."""
    engagement = load(request, Action.LOG, pk=pk)
    consent = consent_of(engagement, consent_pk)
    headers = {
        "Content-Disposition": f'attachment; filename="{engagement.reference}-letter.txt"',
        "Cache-Control": "private, no-store",
    }
    text = _letter(consent, holding_words_of(consent, request))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def holding_words_of(consent: Consent, request: HttpRequest) -> list[Issued]:
    """Returns the reports that were issued with her words, newest first, and drafts taken with them."""
    rows = (
        ReportedInput.objects.filter(input__consent=consent, with_words=True)
        .filter(run__in=Run.objects.visible_to(request.user))
        .select_related("run__assessment__company", "input__group")
        .defer("run__document")
        .order_by("-run__requested_at", "id")
    )
    by_run: dict[Run, list[ReportedInput]] = {}
    for row in rows[:AT_MOST]:
        by_run.setdefault(row.run, []).append(row)
    taken = _taken([run.pk for run in by_run])
    found = []
    for run, parts in by_run.items():
        # Left out before it was issued: only what was taken away before that holds the words.
        until = (
            None
            if any(part.left_out_at is None for part in parts)
            else max(part.left_out_at for part in parts if part.left_out_at)
        )
        takers = [who for at, who in taken.get(str(run.pk), ()) if until is None or at <= until]
        if (run.is_ready and until is None) or takers:
            under = "; ".join(dict.fromkeys(f"{part.under} ({part.input.group})" for part in parts))
            found.append(Issued(run, under, list(dict.fromkeys(takers))))
    return found


def _taken(runs: Sequence[object]) -> dict[str, list[tuple[datetime, str]]]:
    events = Event.objects.filter(
        Q(action="report downloaded"),
        target_type=Run._meta.label_lower,
        target_id__in=[str(pk) for pk in runs],
    )
    found: dict[str, list[tuple[datetime, str]]] = {}
    for run, at, who in events.order_by("at").values_list("target_id", "at", "actor_label"):
        found.setdefault(run, []).append((at, who))
    return found


def _letter(consent: Consent, issued: Sequence[Issued]) -> str:
    """Returns the letter; it names no participant and repeats no word of hers."""
    context = {"company": consent.engagement.company, "issued": issued, "today": localdate()}
    return render_to_string("reports/letters/taken_back.txt", context)
