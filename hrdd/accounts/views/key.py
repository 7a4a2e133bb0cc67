"""The key that opens the cases a person was given: made, opened for an hour, closed. It is never shown."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hrdd.accounts import actions, keys, unlocked
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.accounts.models import PersonalKey, User
from hrdd.accounts.password_forms import PasswordForm
from hrdd.lib.envelopes import Closed
from hrdd.lib.errors import Refused


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Returns how it stands with her key; her password makes one where there is none."""
    user = actor(request)
    if request.method != "POST":
        return _page(request, user)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form=form, status=422)
    if not _may_try(request):
        return _page(request, user, form=_told(form), status=429)
    try:
        actions.make_personal_key(
            user=user, password=form.cleaned_data["password"], by=user, at=timezone.now()
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, user, form=form, status=422)
    _forgive(request)
    messages.success(request, _("You have a key now. It is closed until you open it."))
    return redirect("accounts:key")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlocking(request: HttpRequest) -> HttpResponse:
    """Asks her password, opens her key for an hour, and goes on to where she wanted to be."""
    user = actor(request)
    following = _following(request)
    living = _living(user)
    if living is None:
        return redirect("accounts:key")
    if request.method != "POST":
        return _asked(request, PasswordForm(), following)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, following, status=422)
    if not _may_try(request):
        return _asked(request, _told(form), following, status=429)
    try:
        private = keys.opened(living, form.cleaned_data["password"])
    except Closed:
        form.add_error("password", _("This password does not open your key."))
        return _asked(request, form, following, status=422)
    _forgive(request)
    response = HttpResponseRedirect(following or reverse("accounts:key"))
    unlocked.unlock(request, response, private)
    return response


@require_POST
def locking(request: HttpRequest) -> HttpResponse:
    """Closes her key in this browser."""
    actor(request)
    response = redirect("accounts:key")
    unlocked.lock_again(request, response)
    messages.success(request, _("Your key is closed."))
    return response


def _living(user: User) -> PersonalKey | None:
    return PersonalKey.objects.living().filter(user=user).first()


def _following(request: HttpRequest) -> str:
    """Returns the page she came from, when it is one of ours, or nothing."""
    asked = (request.POST if request.method == "POST" else request.GET).get("next", "")
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours and asked.startswith("/") and len(asked) <= 2000 else ""


def _may_try(request: HttpRequest) -> bool:
    """Counts a try; returns whether there were few enough (ACCOUNT_RATE_LIMITS)."""
    return bool(ratelimit.consume(request, action="personal_key", user=request.user))


def _forgive(request: HttpRequest) -> None:
    ratelimit.clear(request, action="personal_key", user=request.user)


def _told(form: PasswordForm) -> PasswordForm:
    form.add_error("password", _("Too many wrong tries. Wait five minutes, then try again."))
    return form


def _asked(request: HttpRequest, form: PasswordForm, following: str, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "following": following}
    return render(request, "accounts/key_unlocking.html", context, status=status)


def _page(
    request: HttpRequest, user: User, *, form: PasswordForm | None = None, status: int = 200
) -> HttpResponse:
    ended = PersonalKey.objects.filter(user=user).exclude(ended_at=None)
    context = {
        "key": _living(user),
        "open_until": unlocked.open_until(request),
        "lost": ended.order_by("-ended_at").first(),
        "form": form or PasswordForm(),
    }
    return render(request, "accounts/key.html", context, status=status)
