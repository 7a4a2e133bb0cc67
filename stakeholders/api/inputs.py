"""What people said, over the API."""

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
from stakeholders.api.rows import InputLinkRow, InputRow, LinkRemovalRow
from stakeholders.followed import followed
from stakeholders.forms import InputForm, LinkForm
from stakeholders.forms.inputs import typed_input
from stakeholders.models import Engagement, Input, InputLink
from stakeholders.models.hanging import LINKED
from stakeholders.views.on_engagement import hide_words, levels


class OfInputs(OnEngagement):
    """What is asked of the inputs of an engagement."""

    def inputs(self, request: Request, found: Engagement) -> Any:
        """Returns the inputs that she may read."""
        return found.inputs.at_levels(levels(request.user, found)).in_full()

    def one(self, request: Request, action: Action, pk: str, input_pk: str) -> Input:
        """Returns the input, on whose engagement the action must be allowed; 404 or 403 otherwise."""
        found = self.engagement(request, action, pk)
        said: Input = get_object_or_404(self.inputs(request, found), pk=input_pk)
        said.engagement = found
        return said

    def row(self, request: Request, said: Input) -> dict[str, Any]:
        """Returns the input as she may read it."""
        hide_words(request.user, said.engagement, [said])
        context = {"changes": followed([said], request.user)}
        return dict(InputRow(said, context=context).data)


class Inputs(OfInputs):
    """What people said in an engagement."""

    serializer_class = InputRow

    @extend_schema(operation_id="inputs_list", responses=InputRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns what you may read of it."""
        found = self.engagement(request, Action.VIEW, pk)
        page = self.paginate_queryset(self.inputs(request, found)) or []
        hide_words(request.user, found, page)
        context = {"changes": followed(list(page), request.user)}
        return self.get_paginated_response(InputRow(page, many=True, context=context).data)

    @extend_schema(operation_id="inputs_create", responses={201: InputRow})
    def post(self, request: Request, pk: str) -> Response:
        """Writes down what was said."""
        found = self.engagement(request, Action.LOG, pk)
        form = checked(InputForm, self.sent(request), engagement=found)
        said = actions.record_input(
            engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
        )
        return made(request, said.pk, self.row(request, said))


class InputDetail(OfInputs):
    """One thing that people said."""

    serializer_class = InputRow

    @extend_schema(operation_id="inputs_retrieve")
    def get(self, request: Request, pk: str, input_pk: str) -> Response:
        """Returns the input."""
        return Response(self.row(request, self.one(request, Action.VIEW, pk, input_pk)))

    @extend_schema(operation_id="inputs_correct")
    def patch(self, request: Request, pk: str, input_pk: str) -> Response:
        """Corrects it, with a `reason`; 409 with both states when `version` is an older one."""
        said = self.one(request, Action.LOG, pk, input_pk)
        sent = self.sent(request, partial=True)
        data = {**typed_input(said), **sent}
        form = checked(InputForm, data, engagement=said.engagement, is_correction=True)
        try:
            saved = actions.correct_input(
                said=said, entry=form.entry(), reason=sent.get("reason", ""),
                expected_version=sent.get("version", said.version), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(self.row(request, stale.current), request) from stale
        return Response(self.row(request, saved))


class Links(OfInputs):
    """What an input is about."""

    serializer_class = InputLinkRow

    @extend_schema(operation_id="input_links_create", responses={201: InputLinkRow})
    def post(self, request: Request, pk: str, input_pk: str) -> Response:
        """Links it to a risk, a measure or a decision; the rating of that risk is looked at again."""
        said = self.one(request, Action.LOG, pk, input_pk)
        form = checked(LinkForm, self.sent(request), engagement=said.engagement, user=request.user)
        link = actions.link_input(said=said, **form.about(), by=actor(request), at=timezone.now())
        return made(request, link.pk, InputLinkRow(link).data)


class LinkRemoval(OfInputs):
    """A link that is taken away."""

    serializer_class = LinkRemovalRow

    @extend_schema(operation_id="input_links_remove", responses={204: None})
    def post(self, request: Request, pk: str, input_pk: str, link_pk: str) -> Response:
        """Takes the link away, with the reason."""
        said = self.one(request, Action.LOG, pk, input_pk)
        link: InputLink = get_object_or_404(said.links.select_related(*LINKED), pk=link_pk)
        link.input = said
        actions.unlink_input(
            link=link, reason=self.sent(request)["reason"], by=actor(request), at=timezone.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
