"""How long records are kept, over the API: the day, a legal hold, the end, and what is left."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement
from stakeholders.api.rows import LinkRemovalRow
from stakeholders.api.sealed_rows import DeletionRow, HoldRow, KeepRow, TombstoneRow
from stakeholders.models import Engagement, Tombstone


class Retention(OnEngagement):
    """Until when a record is kept."""

    serializer_class = KeepRow

    @extend_schema(operation_id="retention_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the day, and whether a legal hold runs."""
        return Response(_kept(self.engagement(request, Action.LOG, pk, sealed_too=True)))

    @extend_schema(operation_id="retention_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Sets another day; 409 when `version` is an older one."""
        found = self.engagement(request, Action.LOG, pk, sealed_too=True)
        sent = self.sent(request, partial=True)
        try:
            saved = actions.keep_until(
                engagement=found, day=sent.get("retain_until", found.retain_until),
                expected_version=sent.get("version", found.version), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(_kept(stale.current), request) from stale
        return Response(_kept(saved))


class Hold(OnEngagement):
    """A legal hold on a record."""

    serializer_class = HoldRow

    @extend_schema(operation_id="holds_list", responses=HoldRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the holds, the latest first."""
        found = self.engagement(request, Action.LOG, pk, sealed_too=True)
        rows = found.holds.select_related("placed_by")
        return self.get_paginated_response(HoldRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="holds_place", responses={201: HoldRow})
    def post(self, request: Request, pk: str) -> Response:
        """Places a hold: nothing of the record is deleted while it runs."""
        found = self.engagement(request, Action.LOG, pk, sealed_too=True)
        placed = actions.place_hold(
            engagement=found, reason=self.sent(request)["reason"], by=actor(request), at=timezone.now()
        )
        return Response(HoldRow(placed).data, status=status.HTTP_201_CREATED)


class HoldEnd(OnEngagement):
    """A legal hold ends."""

    serializer_class = LinkRemovalRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="holds_end", responses=HoldRow)
    def post(self, request: Request, pk: str) -> Response:
        """Ends the hold that runs, with a reason; 404 when none does."""
        found = self.engagement(request, Action.LOG, pk, sealed_too=True)
        running = found.holds.running().first()
        if running is None:
            raise Http404
        ended = actions.end_hold(
            hold=running, reason=self.sent(request)["reason"], by=actor(request), at=timezone.now()
        )
        return Response(HoldRow(ended).data)


class Deletion(OnEngagement):
    """A record is deleted for good."""

    serializer_class = DeletionRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="engagements_delete_for_good", responses=TombstoneRow)
    def post(self, request: Request, pk: str) -> Response:
        """Deletes the record with all that hangs on it, and returns what is left; 422 under a legal hold."""
        found = self.engagement(request, Action.LOG, pk, sealed_too=True)
        sent = self.sent(request)
        try:
            stone = actions.delete_record(
                engagement=found, rule=sent["rule"], expected_version=sent.get("version", found.version),
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(_kept(stale.current), request) from stale
        return Response(TombstoneRow(stone).data)


@extend_schema_view(get=extend_schema(operation_id="tombstones_list"))
class Tombstones(generics.ListAPIView[Tombstone]):
    """What was deleted, for those who may see the log."""

    serializer_class = TombstoneRow

    def get_queryset(self) -> Any:
        """Returns what is left of deleted things; nothing for people who may not see the log."""
        return Tombstone.objects.visible_to(self.request.user).select_related("deleted_by")


def _kept(found: Engagement) -> dict[str, Any]:
    row = {
        "retain_until": found.retain_until, "is_held": found.holds.running().exists(),
        "version": found.version,
    }  # fmt: skip
    return dict(KeepRow(row).data)
