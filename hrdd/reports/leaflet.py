"""What the people of an engagement are told, as a PDF to hand out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from subprocess import SubprocessError

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import actor
from hrdd.reports.entries import Paragraph, paragraphs
from hrdd.reports.glyphs import Missing
from hrdd.reports.press import pdf_in_a_process
from stakeholders import actions
from stakeholders.feedback_words import Line, Told, told
from stakeholders.models import Engagement
from stakeholders.views.feedback import KEPT_BY_NOBODY, feedback_in

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line on paper: its label and its paragraphs, each in the direction in which it is written."""

    label: str
    below: Sequence[Paragraph]
    language: str


@require_safe
def feedback(request: HttpRequest, pk: str, language: str) -> HttpResponse:
    """Returns the PDF; leads back to the page where the fonts on paper lack letters of the language."""
    engagement, found = feedback_in(request, pk, language)
    missing = Missing()
    html = sheet(told(found), missing)
    if missing.listed:
        return _back(request, engagement, language, _("The PDF lacks letters for some of this text."))
    try:
        content = pdf_in_a_process(html)
    except SubprocessError:
        logger.exception("a leaflet could not be made")
        return _back(request, engagement, language, _("The PDF could not be made."))
    actions.take_feedback(
        engagement=engagement, language=language, part="pdf", by=actor(request), at=timezone.now()
    )
    name = f"{engagement.reference}-{language}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": KEPT_BY_NOBODY,
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _back(request: HttpRequest, engagement: Engagement, language: str, why: str) -> HttpResponse:
    messages.error(request, f"{why} {_('Print the page from your browser instead.')}")
    return redirect("stakeholders:feedback_in", pk=engagement.pk, language=language)


def sheet(shown: Told, missing: Missing) -> str:
    """Returns the page of HTML from which the PDF is made; it names nobody."""
    parts = [[_printed(line, missing) for line in part] for part in shown.parts]
    return render_to_string("reports/leaflet.html", {"told": shown, "parts": parts})


def _printed(line: Line, missing: Missing) -> Printed:
    text = f"“{line.text.strip()}”" if line.is_quote else line.text
    return Printed(missing.shown(line.label), paragraphs(text, missing.shown), line.language)
