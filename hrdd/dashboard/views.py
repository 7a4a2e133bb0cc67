"""Home: what waits, what happened, where the severe risks are. For visitors, what the workbench is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import actor
from hrdd.dashboard.news import news
from hrdd.dashboard.portfolio import overview
from hrdd.dashboard.waiting import waiting
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
