"""What the people of an engagement are told: the languages, one with its page and its text, and telling."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.feedback import Feedback, feedback_of, languages_of
from stakeholders.feedback_words import as_text, told
from stakeholders.forms import GivenForm, LanguageForm
from stakeholders.languages import fixed, is_known, name_of
from stakeholders.models import Engagement
from stakeholders.views.on_engagement import load, page

KEPT_BY_NOBODY = "private, no-store"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns in which languages people can be told, and when they were; a POST opens another language."""
    found = load(request, Action.ANSWER, pk=pk)
    form = LanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("stakeholders:feedback_in", pk=found.pk, language=form.cleaned_data["language"])
    codes = languages_of(found)
    context = {
        "form": form,
        "languages": [(code, name_of(code)) for code in codes],
        "tellings": [
            (row, name_of(row.language)) for row in found.feedback_tellings.select_related("told_by")
        ],
        "spoken": found.languages_in_words,
    }
    status = 422 if form.is_bound else 200
    return page(request, found, "feedback_list", context, current="feedback", status=status)


@require_safe
def one(request: HttpRequest, pk: str, language: str) -> HttpResponse:
    """Returns what people are told in one language, as they would see it, and what is missing."""
    found, feedback = feedback_in(request, pk, language)
    return shown(request, found, feedback, {}, status=200)


@require_safe
def text(request: HttpRequest, pk: str, language: str) -> HttpResponse:
    """Returns the same as plain text in short lines, for messages."""
    found, feedback = feedback_in(request, pk, language)
    actions.take_feedback(
        engagement=found, language=language, part="text", by=actor(request), at=timezone.now()
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{found.reference}-{language}.txt"',
        "Content-Language": language,
        "Cache-Control": KEPT_BY_NOBODY,
    }
    return HttpResponse(as_text(told(feedback)), content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
def telling(request: HttpRequest, pk: str, language: str) -> HttpResponse:
    """Keeps that people were told, and tells all answers at once."""
    found, feedback = feedback_in(request, pk, language, Action.LOG)
    form = GivenForm(request.POST)
    if form.is_valid():
        try:
            given = actions.give_feedback(
                engagement=found, language=language, **form.cleaned_data, by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Saved: people were told. Answers they heard first: %(n)d.") % {"n": given.answers}
            )
            return redirect("stakeholders:feedback", pk=found.pk)
    return shown(request, found, feedback, {"given_form": form}, status=422)


def feedback_in(
    request: HttpRequest, pk: str, language: str, action: Action = Action.ANSWER
) -> tuple[Engagement, Feedback]:
    """Returns the engagement and what its people are told; 404 for a language nobody knows."""
    found = load(request, action, pk=pk)
    if not is_known(language):
        raise Http404
    return found, feedback_of(found, request.user, language=language, at=timezone.now())


def shown(
    request: HttpRequest, found: Engagement, feedback: Feedback, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Returns the page of one language."""
    language = feedback.language
    whole = {
        "feedback": feedback,
        "told": told(feedback),
        "language": language,
        "language_name": name_of(language),
        "has_fixed": fixed(language) == language,
        "given_form": GivenForm(),
        **context,
    }
    answer = page(request, found, "feedback", whole, current="feedback", inside=True, status=status)
    answer["Cache-Control"] = KEPT_BY_NOBODY
    return answer
