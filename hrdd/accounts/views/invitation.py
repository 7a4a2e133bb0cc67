"""The page behind the link of an invitation."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hrdd.accounts import actions
from hrdd.accounts.forms import AcceptanceForm
from hrdd.accounts.models import Invitation, User
from hrdd.lib.errors import Refused


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Returns the form for somebody new, a button for somebody known, or the same 404 for every dead link."""
    response = _answer(request, token)
    # The address of this page is the key: it must not travel with the next request.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    letter = (
        Invitation.objects.open(on=timezone.now()).with_token(token).select_related("organisation").first()
    )
    if letter is None:
        return _gone(request)
    known = User.objects.by_email(letter.email)
    if known and known.has_usable_password():
        return _known(request, letter, token, known)
    form = AcceptanceForm(request.POST if request.method == "POST" else None, email=letter.email)
    if request.method == "POST" and form.is_valid():
        return _come_in(request, token, form)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/invitation.html", {"invitation": letter, "form": form}, status=status)


def _come_in(request: HttpRequest, token: str, form: AcceptanceForm) -> HttpResponse:
    try:
        user = actions.accept_invitation(
            token=token,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            at=timezone.now(),
        )
    except Refused:
        return _gone(request)
    if request.user.is_authenticated:
        request.session.flush()
    response: HttpResponse = perform_login(request, user)
    return response


def _known(request: HttpRequest, letter: Invitation, token: str, known: User) -> HttpResponse:
    """Returns the page for someone who has a password: the link alone does not sign her in."""
    if request.method != "POST" or request.user != known:
        return render(request, "accounts/invitation_known.html", {"invitation": letter, "known": known})
    try:
        actions.accept_invitation(token=token, name=known.name, password="", at=timezone.now())
    except Refused:
        return _gone(request)
    messages.success(request, _("You are in."))
    return redirect("/")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=404)
