"""What belongs to the person herself: name, language, password, API tokens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hrdd.accounts import actions
from hrdd.accounts.actor import actor
from hrdd.accounts.adapter import remember_language
from hrdd.accounts.forms import SettingsForm, TokenForm
from hrdd.accounts.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Returns her settings; a valid answer saves name and language."""
    user = actor(request)
    if request.method != "POST":
        return _page(request, user)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form=form, status=422)
    language = form.cleaned_data.get("language", user.language)
    actions.revise_person(
        user=user, name=form.cleaned_data["name"], language=language, by=user, at=timezone.now()
    )
    messages.success(request, _("Saved."))
    response = redirect("accounts:settings")
    remember_language(response, language)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Makes an API token and returns the one page that ever shows it, status 201."""
    user = actor(request)
    if request.method != "POST":
        return redirect("accounts:settings")
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, user, token_form=form, status=422)
    token, secret = actions.make_token(
        user=user, label=form.cleaned_data["label"], by=user, at=timezone.now()
    )
    return render(request, "accounts/token.html", {"token": token, "secret": secret}, status=201)


@require_POST
def token_withdrawal(request: HttpRequest, token_pk: UUID) -> HttpResponse:
    """Withdraws one of her own tokens, then returns to the settings."""
    user = actor(request)
    token = get_object_or_404(user.api_tokens, pk=token_pk)
    actions.withdraw_token(token=token, by=user, at=timezone.now())
    messages.success(request, _("The token “%s” opens nothing any more.") % token.label)
    return redirect("accounts:settings")


def _page(
    request: HttpRequest, user: User, *, form: SettingsForm | None = None,
    token_form: TokenForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    initial = {"name": user.name, "language": user.language}
    context = {
        "form": form or SettingsForm(initial=initial),
        "token_form": token_form or TokenForm(),
        "tokens": user.api_tokens.filter(withdrawn_at=None).order_by("-made_at"),
    }
    return render(request, "accounts/settings.html", context, status=status)
