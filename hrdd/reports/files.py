"""What is taken away: the PDF, its HTML twin, the frozen document. Each fetch is checked and recorded."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import Asked, actor
from hrdd.reports import actions, attempts
from hrdd.reports import document as documents
from hrdd.reports.html import render_html
from hrdd.reports.models import Run
from hrdd.sharing import access
from hrdd.sharing.policy import Action

KEPT_BY_NOBODY = "private, no-store"


@require_safe
def pdf(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Returns the PDF; leads to the report's page while there is none."""
    run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=Run.objects.for_lists())
    return hand_over_pdf(request, run) if run.is_ready else redirect(run)


@require_safe
def html(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the same report as a page."""
    run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=Run.objects.with_document())
    run = attempts.recheck(run=run, at=timezone.now())
    actions.record_download(run=run, part="html", by=actor(request), at=timezone.now())
    page = render_html(
        documents.read(run.content),
        back_url=run.assessment.get_absolute_url(),
        pdf_url=reverse("reports:pdf", args=[run.pk]) if run.is_ready else "",
        json_url=reverse("reports:document", args=[run.pk]),
    )
    return HttpResponse(page, headers={"Cache-Control": KEPT_BY_NOBODY})


@require_safe
def document(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the frozen document, byte by byte what its digest was computed from."""
    run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=Run.objects.with_document())
    return hand_over_document(request, run)


def hand_over_pdf(request: Asked, run: Run) -> FileResponse:
    """Returns the file, streamed out of the store, and records that she took it."""
    try:
        file = run.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    actions.record_download(run=run, part="pdf", by=actor(request), at=timezone.now())
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{run.file_stem}.pdf",
        content_type="application/pdf",
        # A PDF is compressed within; named so, it is sent with its length and a download shows its progress.
        headers={"Cache-Control": KEPT_BY_NOBODY, "Content-Encoding": "identity"},
    )


def hand_over_document(request: Asked, run: Run) -> HttpResponse:
    """Returns the frozen JSON, and records that she took it."""
    run = attempts.recheck(run=run, at=timezone.now())
    actions.record_download(run=run, part="document", by=actor(request), at=timezone.now())
    headers = {
        "Cache-Control": KEPT_BY_NOBODY,
        "Content-Disposition": f'attachment; filename="{run.file_stem}.json"',
    }
    return HttpResponse(run.content, content_type="application/json", headers=headers)
