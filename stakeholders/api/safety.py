"""What peoples decided, and whether people who spoke up are safe, over the API."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import checked
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.consent_rows import CollectiveConsentRow, FollowUpRow
from stakeholders.api.on_engagement import OnEngagement
from stakeholders.forms import CheckForm, CollectiveForm
from stakeholders.forms.follow_ups import typed_check
from stakeholders.models import FollowUp


class CollectiveConsents(OnEngagement):
    """Free, prior and informed consent of indigenous peoples."""

    serializer_class = CollectiveConsentRow

    @extend_schema(operation_id="collective_consents_list", responses=CollectiveConsentRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns where the consent of each people stands."""
        rows = self.engagement(request, Action.READ_INTERNAL, pk).collective_consents.order_by("pk")
        return self.get_paginated_response(CollectiveConsentRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="collective_consents_state", responses=CollectiveConsentRow)
    def post(self, request: Request, pk: str) -> Response:
        """Says what a people decided; a change names the `version` it is based on, else 409."""
        found = self.engagement(request, Action.LOG, pk)
        sent = self.sent(request)
        form = checked(CollectiveForm, sent, engagement=found, is_change=True)
        try:
            saved = actions.state_collective_consent(
                engagement=found, entry=form.entry(), expected_version=sent.get("version", 0),
                reason_of_change=sent.get("reason_of_change", ""), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(CollectiveConsentRow(stale.current).data, request) from stale
        return Response(CollectiveConsentRow(saved).data)


class FollowUps(OnEngagement):
    """The days by which participants are asked whether anything was done to them."""

    serializer_class = FollowUpRow

    @extend_schema(operation_id="follow_ups_list", responses=FollowUpRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns each day, and what came of it."""
        rows = self.engagement(request, Action.READ_INTERNAL, pk).follow_ups.all()
        return self.get_paginated_response(FollowUpRow(self.paginate_queryset(rows), many=True).data)


class FollowUpDetail(OnEngagement):
    """One check of whether people are safe."""

    serializer_class = FollowUpRow

    def one(self, request: Request, action: Action, pk: str, follow_up_pk: str) -> FollowUp:
        """Returns the check, on whose engagement the action must be allowed; 404 or 403 otherwise."""
        found = self.engagement(request, action, pk)
        check: FollowUp = get_object_or_404(found.follow_ups, pk=follow_up_pk)
        check.engagement = found
        return check

    @extend_schema(operation_id="follow_ups_retrieve")
    def get(self, request: Request, pk: str, follow_up_pk: str) -> Response:
        """Returns the check."""
        return Response(FollowUpRow(self.one(request, Action.READ_INTERNAL, pk, follow_up_pk)).data)

    @extend_schema(operation_id="follow_ups_record")
    def patch(self, request: Request, pk: str, follow_up_pk: str) -> Response:
        """Records the check, or corrects it with a `reason`; 409 when `version` is an older one."""
        check = self.one(request, Action.LOG, pk, follow_up_pk)
        sent = self.sent(request, partial=True)
        form = checked(CheckForm, {**typed_check(check), **sent}, follow_up=check)
        said = form.cleaned_data
        try:
            saved = actions.record_check(
                follow_up=check, done_on=said["done_on"], outcome=said["outcome"], note=said["note"],
                reason=sent.get("reason", ""), expected_version=sent.get("version", check.version),
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(FollowUpRow(stale.current).data, request) from stale
        return Response(FollowUpRow(saved).data)
