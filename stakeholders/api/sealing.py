"""Sealing over the API: a record with everything in it, or one thing that people said."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement
from stakeholders.api.sealed_rows import SealingRow
from stakeholders.models import Input
from stakeholders.views.on_engagement import levels


class Sealing(OnEngagement):
    """A record is sealed; from then on two people open it together."""

    serializer_class = SealingRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="engagements_seal", responses=SealingRow)
    def post(self, request: Request, pk: str) -> Response:
        """Seals the record with everything in it; 409 when `version` is an older one."""
        found = self.engagement(request, Action.LOG, pk)
        sent = self.sent(request)
        try:
            sealed = actions.seal_record(
                engagement=found, expected_version=sent.get("version", found.version), by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(SealingRow(stale.current).data, request) from stale
        return Response(SealingRow(sealed).data)


class InputSealing(OnEngagement):
    """One thing that people said is sealed."""

    serializer_class = SealingRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="inputs_seal", responses=SealingRow)
    def post(self, request: Request, pk: str, input_pk: str) -> Response:
        """Seals the input with its earlier versions; 409 when `version` is an older one."""
        found = self.engagement(request, Action.LOG, pk)
        said: Input = get_object_or_404(found.inputs.at_levels(levels(request.user, found)), pk=input_pk)
        said.engagement = found
        sent = self.sent(request)
        try:
            sealed = actions.seal_input(
                said=said, expected_version=sent.get("version", said.version), by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(SealingRow(stale.current).data, request) from stale
        return Response(SealingRow(sealed).data)
