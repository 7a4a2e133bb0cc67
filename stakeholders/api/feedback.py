"""What the people of an engagement are told, over the API."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import checked
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement
from stakeholders.feedback import Feedback, Part, feedback_of
from stakeholders.feedback_words import as_text, told
from stakeholders.forms.feedback import GivenForm, WordingForm
from stakeholders.languages import fixed, is_known
from stakeholders.models import Engagement


class PartRow(serializers.Serializer[Any]):
    """One request, or one thing that was said. A part left out repeats words that nobody may pass on."""

    request = serializers.UUIDField(allow_null=True)
    input = serializers.UUIDField(allow_null=True)
    language = serializers.CharField(help_text="In which the texts stand: English until they are written.")
    said = serializers.CharField()
    done = serializers.CharField()
    why = serializers.CharField()
    quote = serializers.CharField(help_text="Own words, while their consent to quote and share holds.")
    version = serializers.IntegerField(help_text="Of the text in this language; 0 when none is written.")
    is_behind = serializers.BooleanField(help_text="The text it was written from is another one since.")
    is_left_out = serializers.BooleanField()


class FeedbackRow(serializers.Serializer[Any]):
    """What people are told in one language: as parts, and as the plain text for messages."""

    language = serializers.CharField()
    fixed_sentences = serializers.CharField(help_text="The language in which the fixed sentences stand.")
    parts = PartRow(many=True)
    text = serializers.CharField()


class FeedbackTextRow(serializers.Serializer[Any]):
    """The text about one request or one input."""

    said = serializers.CharField(max_length=5_000)
    done = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    why = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class GivenRow(serializers.Serializer[Any]):
    """When and how people were told; `answers` counts those they heard for the first time."""

    told_on = serializers.DateField()
    told_how = serializers.CharField(max_length=300)
    answers = serializers.IntegerField(read_only=True)


class OfFeedback(OnEngagement):
    """What is asked of the feedback of an engagement."""

    def found(self, request: Request, action: Action, pk: str, language: str) -> tuple[Engagement, Feedback]:
        """Returns what people are told; 404 for a language nobody knows."""
        found = self.engagement(request, action, pk)
        if not is_known(language):
            raise Http404
        return found, feedback_of(found, request.user, language=language, at=timezone.now())


class FeedbackDetail(OfFeedback):
    """What people are told in one language."""

    serializer_class = FeedbackRow

    @extend_schema(operation_id="feedback_retrieve")
    def get(self, request: Request, pk: str, language: str) -> Response:
        """Returns what people are told. Who takes it away is kept in the log."""
        found, feedback = self.found(request, Action.ANSWER, pk, language)
        actions.take_feedback(
            engagement=found, language=language, part="json", by=actor(request), at=timezone.now()
        )
        return Response(_row(feedback))


class FeedbackTextDetail(OfFeedback):
    """The text about one request, or one thing that was said."""

    serializer_class = FeedbackTextRow

    @extend_schema(operation_id="feedback_write", responses=PartRow)
    def post(self, request: Request, pk: str, language: str, part_pk: UUID) -> Response:
        """Writes a new version; 409 with the one in force when `version` is an older one."""
        found, feedback = self.found(request, Action.ANSWER, pk, language)
        part = feedback.part(part_pk)
        if part is None:
            raise Http404
        sent = self.sent(request)
        form = checked(WordingForm, sent)
        try:
            actions.write_feedback(
                of=part.of, language=language, wording=form.wording(),
                expected_number=sent.get("version", part.number), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(PartRow(_part(stale.current)).data, request) from stale
        saved = feedback_of(found, request.user, language=language, at=timezone.now()).part(part.of.pk)
        return Response(PartRow(_part(saved)).data if saved else {})


class FeedbackTellings(OfFeedback):
    """That people were told."""

    serializer_class = GivenRow

    @extend_schema(operation_id="feedback_tell", responses=GivenRow)
    def post(self, request: Request, pk: str, language: str) -> Response:
        """Keeps when and how people were told: all answers of the engagement at once."""
        found, _feedback = self.found(request, Action.LOG, pk, language)
        form = checked(GivenForm, self.sent(request))
        given = actions.give_feedback(
            engagement=found, language=language, **form.cleaned_data, by=actor(request), at=timezone.now()
        )
        return Response(GivenRow(given).data)


def _row(feedback: Feedback) -> Any:
    return FeedbackRow(
        {
            "language": feedback.language,
            "fixed_sentences": fixed(feedback.language),
            "parts": [_part(part) for part in feedback.parts],
            "text": as_text(told(feedback)),
        }
    ).data


def _part(part: Part) -> dict[str, Any]:
    left_out = part.is_left_out
    return {
        "request": part.of.pk if part.is_request else None,
        "input": None if part.is_request else part.of.pk,
        "language": part.language,
        "said": "" if left_out else part.wording.said,
        "done": "" if left_out else part.wording.done,
        "why": "" if left_out else part.wording.why,
        "quote": "" if left_out else part.quote,
        "version": part.number,
        "is_behind": part.is_behind,
        "is_left_out": left_out,
    }
