"""The numbers of a company's cases: as a page, and to take away. Only what was published is shown."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.lib.downloads import attachment
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from remedy.models import Channel
from remedy.numbers import Numbers, as_csv, as_json, published


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Returns the numbers of her company's channel, quarter by quarter."""
    company = _company(request)
    several = len(company_ids(actor(request))) > 1
    context = {"found": published(company), "of": f"?company={company.pk}" if several else ""}
    return render(request, "remedy/case_numbers.html", context)


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """Returns the same numbers for a spreadsheet."""
    return attachment("cases.csv", as_csv(_found(request)), "text/csv; charset=utf-8")


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """Returns the same numbers for a program."""
    return attachment("cases.json", as_json(_found(request)), "application/json")


def _found(request: HttpRequest) -> Numbers:
    return published(_company(request))


def _company(request: HttpRequest) -> Organisation:
    """Returns the company that is asked for, or her first with a channel; 404 where none is hers."""
    channels = Channel.objects.visible_to(actor(request), Action.VIEW).select_related("company")
    wanted = request.GET.get("company", "")
    for channel in channels.order_by("company__name", "pk"):
        if wanted in ("", str(channel.company_id)):
            company: Organisation = channel.company
            return company
    raise Http404
