"""The numbers of the log: as a page, and to take away. Each is written from the one suppressed value."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import Asked, actor
from hrdd.accounts.models import Organisation
from hrdd.lib.downloads import attachment
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.statistics import Statistics, statistics
from stakeholders.statistics_files import MEDIA_TYPES, WRITERS
from stakeholders.tabs import log_tabs


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the numbers of her company's log."""
    company = company_asked(request, request.GET.get("company", ""))
    found = statistics(company, on=timezone.localdate())
    several = len(company_ids(actor(request), Action.READ_INTERNAL)) > 1
    context = {
        "found": found,
        "of": f"?company={company.pk}" if several else "",
        "tabs": log_tabs(request.user, current="statistics"),
    }
    return render(request, "stakeholders/statistics.html", context)


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """Returns the same numbers for a spreadsheet."""
    return _file(request, "csv")


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """Returns the same numbers for a program."""
    return _file(request, "json")


def asked_for(request: Asked, company: str) -> Statistics:
    """Returns the numbers of the company asked for; 404 or 403 as `company_asked` does."""
    return statistics(company_asked(request, company), on=timezone.localdate())


def file_name(found: Statistics, kind: str) -> str:
    """Returns a name that says no more than the day."""
    return f"engagement-statistics-{found.counted_on.isoformat()}.{kind}"


def company_asked(request: Asked, wanted: str) -> Organisation:
    """Returns the company named by its id, else her first by name, whose internal records she may read.

    404 for people of no company and for one that is not hers, 403 for those who may not read such records.
    """
    person = actor(request)
    if not company_ids(person):
        raise Http404
    able = set(company_ids(person, Action.READ_INTERNAL))
    if not able:
        raise PermissionDenied(_("These numbers are counted from records that you may not read."))
    hers: set[Organisation] = {
        m.organisation for m in person.standing_memberships if m.organisation_id in able
    }
    for company in sorted(hers, key=lambda company: company.name):
        if wanted in ("", str(company.pk)):
            return company
    raise Http404


def _file(request: HttpRequest, kind: str) -> HttpResponse:
    found = asked_for(request, request.GET.get("company", ""))
    return attachment(file_name(found, kind), WRITERS[kind](found), MEDIA_TYPES[kind])
