"""A legal hold on who a contact is, over the API: nobody erases it until somebody ends the hold."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from hrdd.accounts.actor import actor
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.contacts import OneContact
from stakeholders.api.rows import LinkRemovalRow
from stakeholders.api.sealed_rows import HoldRow


class ContactHold(OneContact):
    """The legal holds on a contact."""

    serializer_class: Any = HoldRow

    @extend_schema(operation_id="contact_holds_list", responses=HoldRow(many=True))
    def get(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Returns the holds, the latest first."""
        rows: Any = self.contact(request, Action.LOG, pk, contact_pk).holds.select_related("placed_by")
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response(HoldRow(page, many=True).data)

    @extend_schema(operation_id="contact_holds_place", responses={201: HoldRow})
    def post(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Places a hold: who it is may not be erased while it runs."""
        found = self.contact(request, Action.LOG, pk, contact_pk)
        placed = actions.place_hold(
            contact=found, reason=self.checked(request)["reason"], by=actor(request), at=timezone.now()
        )
        return Response(HoldRow(placed).data, status=status.HTTP_201_CREATED)


class ContactHoldEnd(OneContact):
    """A legal hold on a contact ends."""

    serializer_class: Any = LinkRemovalRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="contact_holds_end", responses=HoldRow)
    def post(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Ends the hold that runs, with a reason; 404 when none does."""
        running = self.contact(request, Action.LOG, pk, contact_pk).holds.running().first()
        if running is None:
            raise Http404
        ended = actions.end_hold(
            hold=running, reason=self.checked(request).get("reason", ""), by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
        return Response(HoldRow(ended).data)
