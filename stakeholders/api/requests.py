"""What people asked for, and the answers, over the API."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import checked
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement, made
from stakeholders.api.rows import (
    LinkRemovalRow,
    NamedChangeRow,
    ReplyRow,
    RequestAnswerRow,
    RequestLinkRow,
    RequestRow,
    TellingRow,
)
from stakeholders.followed import followed
from stakeholders.forms import LinkForm
from stakeholders.forms.requests import AnswerForm, ChangeForm, RequestForm
from stakeholders.models import Request as Asked
from stakeholders.models import RequestLink
from stakeholders.models.hanging import LINKED
from stakeholders.views.on_engagement import levels


class OfRequests(OnEngagement):
    """What is asked of the requests of an engagement."""

    def one(self, request: Request, action: Action, pk: str, request_pk: str) -> Asked:
        """Returns the request, on whose engagement the action must be allowed; 404 or 403 otherwise."""
        found = self.engagement(request, action, pk)
        asked: Asked = get_object_or_404(found.requests.in_full(), pk=request_pk)
        asked.engagement = found
        return asked

    def kept(self, request: Request, write: Callable[..., Asked], asked: Asked, **said: Any) -> Response:
        """Returns the request after the write; 409 with both states when `version` is an older one."""
        version = said.pop("version", asked.version)
        try:
            saved = write(asked=asked, expected_version=version, by=actor(request), at=timezone.now(), **said)
        except Stale as stale:
            raise stale_write(self.row(request, stale.current), request) from stale
        return Response(self.row(request, saved))

    def row(self, request: Request, asked: Asked) -> dict[str, Any]:
        """Returns the request with what changed because of it."""
        return dict(RequestRow(asked, context={"changes": followed([asked], request.user)}).data)


class Requests(OfRequests):
    """What people asked for in an engagement."""

    serializer_class = RequestRow

    @extend_schema(operation_id="requests_list", responses=RequestRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the requests with their answers."""
        found = self.engagement(request, Action.VIEW, pk)
        rows = list(self.paginate_queryset(found.requests.in_full()) or [])
        for asked in rows:
            asked.engagement = found
        context = {"changes": followed(rows, request.user)}
        return self.get_paginated_response(RequestRow(rows, many=True, context=context).data)

    @extend_schema(operation_id="requests_create", responses={201: RequestRow})
    def post(self, request: Request, pk: str) -> Response:
        """Writes down a request."""
        found = self.engagement(request, Action.LOG, pk)
        form = checked(RequestForm, self.sent(request), engagement=found, levels=levels(request.user, found))
        asked = actions.add_request(
            engagement=found, text=form.cleaned_data["text"], said=form.cleaned_data["input"],
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
        return made(request, asked.pk, self.row(request, asked))


class RequestDetail(OfRequests):
    """One request."""

    serializer_class = RequestRow

    @extend_schema(operation_id="requests_retrieve")
    def get(self, request: Request, pk: str, request_pk: str) -> Response:
        """Returns the request with its answer."""
        return Response(self.row(request, self.one(request, Action.VIEW, pk, request_pk)))


class Answer(OfRequests):
    """The company's answer to a request."""

    serializer_class = RequestAnswerRow

    @extend_schema(operation_id="requests_answer", responses=RequestRow)
    def post(self, request: Request, pk: str, request_pk: str) -> Response:
        """Answers it; a no, or a half yes, with its reason."""
        asked = self.one(request, Action.ANSWER, pk, request_pk)
        sent = self.sent(request)
        form = checked(AnswerForm, sent, asked=asked)
        said = {name: form.cleaned_data[name] for name in ("answer", "reason")}
        said |= {"change": form.cleaned_data["change"]}
        return self.kept(request, actions.answer_request, asked, **said, **_version(sent))


class NamedChange(OfRequests):
    """The change that followed a request."""

    serializer_class = NamedChangeRow

    @extend_schema(operation_id="requests_name_change", responses=RequestRow)
    def post(self, request: Request, pk: str, request_pk: str) -> Response:
        """Names the event of the log that followed, also after people were told."""
        asked = self.one(request, Action.ANSWER, pk, request_pk)
        sent = self.sent(request)
        form = checked(ChangeForm, sent, asked=asked)
        named = {"change": form.cleaned_data["change"]}
        return self.kept(request, actions.name_change, asked, **named, **_version(sent))


class RequestLinks(OfRequests):
    """What a request is about."""

    serializer_class = RequestLinkRow

    @extend_schema(operation_id="request_links_create", responses={201: RequestLinkRow})
    def post(self, request: Request, pk: str, request_pk: str) -> Response:
        """Links it to a risk, a measure or a decision."""
        asked = self.one(request, Action.LOG, pk, request_pk)
        form = checked(LinkForm, self.sent(request), engagement=asked.engagement, user=request.user)
        link = actions.link_request(asked=asked, **form.about(), by=actor(request), at=timezone.now())
        return made(request, link.pk, RequestLinkRow(link).data)


class RequestLinkRemoval(OfRequests):
    """A link that is taken away."""

    serializer_class = LinkRemovalRow

    @extend_schema(operation_id="request_links_remove", responses={204: None})
    def post(self, request: Request, pk: str, request_pk: str, request_link_pk: str) -> Response:
        """Takes the link away, with the reason."""
        asked = self.one(request, Action.LOG, pk, request_pk)
        rows = asked.links.select_related(*LINKED)
        link: RequestLink = get_object_or_404(rows, pk=request_link_pk)
        link.request = asked
        actions.unlink_request(
            link=link, reason=self.sent(request)["reason"], by=actor(request), at=timezone.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class Telling(OfRequests):
    """That people were told the answer."""

    serializer_class = TellingRow

    @extend_schema(operation_id="requests_tell", responses=RequestRow)
    def post(self, request: Request, pk: str, request_pk: str) -> Response:
        """Keeps when and how people were told."""
        asked = self.one(request, Action.LOG, pk, request_pk)
        return self.kept(request, actions.tell_people, asked, **self.sent(request))


class Reply(OfRequests):
    """What people said to the answer."""

    serializer_class = ReplyRow

    @extend_schema(operation_id="requests_reply", responses=RequestRow)
    def post(self, request: Request, pk: str, request_pk: str) -> Response:
        """Keeps their reply."""
        asked = self.one(request, Action.LOG, pk, request_pk)
        return self.kept(request, actions.keep_reply, asked, **self.sent(request))


def _version(sent: dict[str, Any]) -> dict[str, Any]:
    return {"version": sent["version"]} if "version" in sent else {}
