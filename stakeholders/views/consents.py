"""What each participant agreed to: the list, one of them, what is taken back, and the form on paper."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import ConsentForm, WithdrawalForm
from stakeholders.forms.consents import USES, typed_consent
from stakeholders.models import Consent, Engagement
from stakeholders.questions import EXPLAINED, QUESTIONS
from stakeholders.views.on_engagement import load, page

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the participants by pseudonym, with a form to add one."""
    found = load(request, _needed(request), pk=pk)
    form = ConsentForm(request.POST or None, engagement=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_consent(
                engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Written down. Next, give her the form with a code of her own."))
            return redirect("stakeholders:consent", pk=found.pk, consent_pk=made.pk)
    rows = Paginator(found.consents.in_full(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": rows, "rows": [(row, _answers(row)) for row in rows],
        "peoples": found.collective_consents.select_related("group").order_by("group__name"),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return page(request, found, "consent_list", context, current="consents", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: str, consent_pk: str) -> HttpResponse:
    """Returns what one participant agreed to; a POST changes it. 409 when someone saved first."""
    found = load(request, _needed(request), pk=pk)
    consent = consent_of(found, consent_pk)
    form = _form(request, found, consent)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_consent(
                consent=consent, entry=form.entry(), reason=form.cleaned_data.get("reason", ""),
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_consent(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:consent", pk=found.pk, consent_pk=consent.pk)
    may_read_before = access.can(request.user, Action.READ_RESTRICTED, found)
    context |= {
        "form": form, "consent": consent, "answers": _answers(consent),
        "versions": found.versions.filter(of_id=consent.pk).select_related("made_by")
        if may_read_before else [],
    }  # fmt: skip
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, found, "consent", context, current="consents", inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, pk: str, consent_pk: str) -> HttpResponse:
    """Takes back one use or all of them; leads to the reports that hold her words already."""
    found = load(request, Action.LOG, pk=pk)
    consent = consent_of(found, consent_pk)
    form = WithdrawalForm(request.POST or None, consent=consent)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.withdraw_consent(
                consent=consent, uses=data["uses"], how=data["how"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Taken back. From now on it is allowed nowhere."))
            return redirect(reverse("reports:with_words", args=[found.pk, consent.pk]))
    context = {"form": form, "consent": consent}
    status = 422 if form.is_bound else 200
    return page(request, found, "consent_withdrawal", context, current="consents", inside=True, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest, pk: str, consent_pk: str) -> HttpResponse:
    """Returns the form in plain words, to be printed; a POST makes a code, which this answer alone shows."""
    found = load(request, Action.LOG, pk=pk)
    consent = consent_of(found, consent_pk)
    code = ""
    if request.method == "POST":
        consent, code = actions.make_code(consent=consent, by=actor(request), at=timezone.now())
    context = {
        "consent": consent, "code": code,
        "questions": [(QUESTIONS[use], EXPLAINED[use]) for use in USES],
        "address": request.build_absolute_uri(reverse("stakeholders:my_consent")),
    }  # fmt: skip
    return page(request, found, "consent_form", context, current="consents", inside=True)


def consent_of(engagement: Engagement, consent_pk: str) -> Consent:
    """Returns a participant of this engagement, with her answers; 404 otherwise."""
    consent: Consent = get_object_or_404(engagement.consents.in_full(), pk=consent_pk)
    consent.engagement = engagement
    return consent


def _needed(request: HttpRequest) -> Action:
    return Action.LOG if request.method == "POST" else Action.READ_INTERNAL


def _form(request: HttpRequest, engagement: Engagement, consent: Consent) -> ConsentForm:
    initial = typed_consent(consent)
    return ConsentForm(request.POST or None, initial=initial, engagement=engagement, consent=consent)


def _answers(consent: Consent) -> list[tuple[Any, Any]]:
    """Returns each question with its answer, None where there is none."""
    return [(QUESTIONS[use], consent.answers.get(use)) for use in USES]
