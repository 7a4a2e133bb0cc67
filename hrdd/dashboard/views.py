"""Home, the front page for visitors, and the portfolio of a company."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.dashboard import measures, moments, severe
from hrdd.dashboard.company import Chosen, chosen, tabs
from hrdd.dashboard.heat_map import for_heat_map, heat_maps
from hrdd.dashboard.news import news
from hrdd.dashboard.portfolio import SHOWN, overview
from hrdd.dashboard.waiting import waiting
from hrdd.lib.marks import BAND_WORDS
from hrdd.lib.paging import Slice
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids


@login_not_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Returns her home page, or the front page to people who are not signed in."""
    if not request.user.is_authenticated:
        return render(request, "dashboard/front.html")
    user, now = actor(request), timezone.now()
    context = {
        "now": now,
        "items": waiting(user, now=now),
        "news": news(user, now=now),
        "overview": overview(user),
        "can_open": bool(company_ids(user, Action.EDIT)),
        "in_company": bool(company_ids(user)),
    }
    return render(request, "dashboard/home.html", context)


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """Returns the heat map of her company's assessments and its moments by month."""
    found = _chosen(request)
    system, today = severe.name_asked(request.GET), timezone.localdate()
    assessments = Assessment.objects.filter(company=found.company).at_work()
    if system:
        assessments = assessments.filter(system__name__icontains=system)
    page = Paginator(for_heat_map(assessments), SHOWN).get_page(request.GET.get("page"))
    context = {
        **_head(found, current="map"),
        "system": system,
        "page": page,
        "maps": heat_maps(list(page)),
        "blocks": moments.blocks(found.company, today=today),
        "can_open": found.company.pk in company_ids(actor(request), Action.EDIT),
    }
    return render(request, "dashboard/portfolio.html", context)


@require_safe
def portfolio_risks(request: HttpRequest) -> HttpResponse:
    """Returns one page of the most severe risks across her company's systems."""
    found, after = _chosen(request), request.GET.get("after", "")
    narrowed = severe.filters(request.GET)
    page = _from(after, partial(severe.page_of, found.company, narrowed))
    context = {
        **_head(found, current="risks"),
        "filters": narrowed,
        "bands": [(band, BAND_WORDS[int(band)]) for band in severe.BANDS],
        "listed": [(risk, severe.why(risk)) for risk in page.rows],
        "following": page.following,
        "after": after,
    }
    return render(request, "dashboard/portfolio_risks.html", context)


@require_safe
def portfolio_measures(request: HttpRequest) -> HttpResponse:
    """Returns one page of her company's open measures by owner, what is late first."""
    found, after, today = _chosen(request), request.GET.get("after", ""), timezone.localdate()
    show = request.GET.get("show", "")
    wanted = measures.open_measures(found.company, show=show, user=actor(request), today=today)
    page = _from(after, partial(measures.page_of, wanted))
    context = {
        **_head(found, current="measures"),
        "show": show if show in measures.SHOWN else "",
        "groups": measures.groups(page.rows, after=after, today=today),
        "following": page.following,
        "after": after,
    }
    return render(request, "dashboard/portfolio_measures.html", context)


def _chosen(request: HttpRequest) -> Chosen:
    return chosen(actor(request), request.GET.get("company", ""))


def _from(after: str, page_of: Callable[..., Slice]) -> Slice:
    """Returns the page behind a place; an unknown place is the start."""
    try:
        return page_of(after=after)
    except ValidationError:
        return page_of()


def _head(found: Chosen, *, current: str) -> dict[str, Any]:
    return {"chosen": found, "tabs": tabs(found, current=current)}
