"""What the pages of one case share: how it is loaded, and how it is opened with the reader's own key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hrdd.accounts import unlocked
from hrdd.accounts.actor import actor
from hrdd.lib.envelopes import Closed
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from remedy.models import Assignment, Case
from remedy.opened import opened_by_handler

View = Callable[..., HttpResponseBase]


def load(request: HttpRequest, action: Action, *, pk: Any) -> Case:
    """Returns the case; 404 unless she was given it by name, 403 while she has not taken it on."""
    rows = Case.objects.select_related("company", "channel")
    found: Case = access.get(Case, request.user, action, pk=pk, rows=rows)
    return found


def own_assignment(request: HttpRequest, case: Case) -> Assignment:
    """Returns her living assignment; 404 without."""
    found = Assignment.objects.living().filter(case=case, user=actor(request)).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def with_key(action: Action) -> Callable[[View], View]:
    """Returns a decorator: the view gets (request, opened) of a case on which she may do this.

    Without her key she is asked to open it first, and comes back. A case whose key was wrapped for a key she
    has lost says so, and who can give it to her again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opens(request: HttpRequest, pk: Any, **more: Any) -> HttpResponseBase:
            case = load(request, action, pk=pk)
            assignment = own_assignment(request, case)
            private = unlocked.private_key(request)
            if private is None:
                # A form that was sent meanwhile cannot be kept: it comes back to its page.
                return to_unlocking(request.path if request.method != "POST" else case.get_absolute_url())
            try:
                opened = opened_by_handler(assignment, private)
            except Closed:
                return page(request, case, "case_closed", {}, status=409)
            return view(request, opened, **more)

        hidden = sensitive_post_parameters()
        guarded: View = never_cache(hidden(opens))
        return guarded

    return decorate


def with_own_key(view: View) -> View:
    """Returns a view that gets (request, private) of somebody whose key is open; others open it first."""

    @wraps(view)
    def opens(request: HttpRequest, **more: Any) -> HttpResponseBase:
        private = unlocked.private_key(request)
        if private is None:
            return to_unlocking(request.get_full_path())
        return view(request, private, **more)

    hidden = sensitive_post_parameters()
    guarded: View = hidden(opens)
    return guarded


def to_unlocking(back: str) -> HttpResponse:
    """Returns the way to where she opens her key, and from there to where she wanted to be."""
    return redirect(f"{reverse('accounts:key_unlocking')}?{urlencode({'next': back})}")


def page(
    request: HttpRequest, case: Case, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Returns a page of a case."""
    return render(request, f"remedy/{name}.html", {"case": case, **context}, status=status)
