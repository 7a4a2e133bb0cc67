"""The sentences people are told of one request, or of one thing that was said, in one language."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from stakeholders import actions
from stakeholders.feedback import typed, words_kept_back
from stakeholders.forms.feedback import WordingForm, typed_part
from stakeholders.languages import name_of
from stakeholders.models import Engagement, FeedbackText
from stakeholders.quoting import repeats
from stakeholders.views.feedback import feedback_in
from stakeholders.views.on_engagement import page


@require_http_methods(["GET", "HEAD", "POST"])
def of_request(request: HttpRequest, pk: str, language: str, request_pk: str) -> HttpResponse:
    """Returns the text about a request, to be written in this language; 409 when someone saved first."""
    return _text(request, pk, language, request_pk, is_request=True)


@require_http_methods(["GET", "HEAD", "POST"])
def of_input(request: HttpRequest, pk: str, language: str, input_pk: str) -> HttpResponse:
    """Returns the text about something that was said, to be written in this language."""
    return _text(request, pk, language, input_pk, is_request=False)


def _text(request: HttpRequest, pk: str, language: str, key: Any, *, is_request: bool) -> HttpResponse:
    found, feedback = feedback_in(request, pk, language)
    part = feedback.part(key)
    if part is None or part.is_request is not is_request:
        raise Http404
    # What may not be passed on is not put into the form either: she writes it anew.
    initial = {"version": part.number} if part.is_left_out else typed_part(part)
    form = WordingForm(request.POST or None, initial=initial, language=language)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_feedback(
                of=part.of, language=language, wording=form.wording(),
                expected_number=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            theirs = {} if stale.current.is_left_out else typed(stale.current.wording)
            context["conflict"] = conflict_versions(form, theirs)
            form.data = with_version(form.data, stale.current.number)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. What it said before is kept."))
            return redirect("stakeholders:feedback_in", pk=found.pk, language=language)
    of = {"request" if is_request else "input": part.of}
    context |= {
        "form": form,
        "part": part,
        "language": language,
        "language_name": name_of(language),
        "earlier": _earlier(found, language, of),
    }
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, found, "feedback_text", context, current="feedback", inside=True, status=status)


def _earlier(found: Engagement, language: str, of: dict[str, Any]) -> list[tuple[FeedbackText, bool]]:
    """Returns the versions so far, the latest first, each with whether it may still be shown."""
    rows = FeedbackText.objects.filter(language=language, **of).select_related("written_by")
    kept_back = words_kept_back(found, at=timezone.now())
    return [
        (row, not any(repeats(text, kept_back) for text in (row.said, row.done, row.why)))
        for row in rows.order_by("-number")
    ]
