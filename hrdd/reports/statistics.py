"""The numbers of the engagement log on paper, from the same suppressed value as the page."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from hrdd.lib.downloads import attachment
from hrdd.reports.glyphs import Missing
from hrdd.reports.html import ContentsLine
from hrdd.reports.pdf import render_leaflet
from stakeholders.statistics import Statistics
from stakeholders.views.statistics import asked_for, file_name


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Returns the numbers of her company's log as PDF, made while she waits: it has a page or two."""
    found = asked_for(request, request.GET.get("company", ""))
    return attachment(file_name(found, "pdf"), statistics_pdf(found), "application/pdf")


def statistics_pdf(found: Statistics) -> bytes:
    """Returns the file in the active language; equal numbers give equal bytes."""
    context = {
        "found": found,
        "company": Missing().shown(found.company),
        "language": get_language(),
        "rtl": get_language_bidi(),
        "paper": True,
    }
    html = render_to_string("reports/statistics.html", context)
    return render_leaflet(html, [ContentsLine(table.key, table.title, None) for table in found.tables])
