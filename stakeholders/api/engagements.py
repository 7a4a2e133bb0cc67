"""Engagements over the API: the record, who took part, and putting it on record."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import checked
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement, made
from stakeholders.api.rows import EngagementRow, ParticipationRow
from stakeholders.confidentiality import Level
from stakeholders.forms import HeadcountForm
from stakeholders.forms.engagements import typed_engagement, whole_form
from stakeholders.models import Engagement
from stakeholders.views.engagements import company_of


@extend_schema_view(get=extend_schema(operation_id="engagements_list"))
class Engagements(generics.ListAPIView[Engagement]):
    """The engagements you may read."""

    serializer_class = EngagementRow

    def get_queryset(self) -> Any:
        """Returns the engagements she may read; sealed ones open to two people only."""
        return Engagement.objects.visible_to(self.request.user).exclude(level=Level.SEALED.value)

    @extend_schema(operation_id="engagements_create", responses={201: EngagementRow})
    def post(self, request: Request) -> Response:
        """Opens an engagement of your company."""
        company = company_of(request)
        row = EngagementRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = checked(whole_form(), _posted(row.validated_data), company=company)
        new = actions.open_engagement(
            company=company, facts=form.answers(), by=actor(request), at=timezone.now()
        )
        return made(request, new.pk, EngagementRow(new).data)


class EngagementDetail(OnEngagement):
    """One engagement."""

    serializer_class = EngagementRow

    @extend_schema(operation_id="engagements_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the record."""
        return Response(EngagementRow(self.engagement(request, Action.VIEW, pk)).data)

    @extend_schema(operation_id="engagements_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Changes the answers given; on record with a `reason`. 409 when `version` is an older one."""
        found = self.engagement(request, Action.LOG, pk)
        sent = self.sent(request, partial=True)
        data = {**typed_engagement(found), **_posted(sent)}
        form = checked(whole_form(), data, instance=found, company=found.company)
        try:
            saved = actions.revise_engagement(
                engagement=found, new=form.answers(), expected_version=sent.get("version", found.version),
                reason=sent.get("reason", ""), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(EngagementRow(stale.current).data, request) from stale
        return Response(EngagementRow(saved).data)


class Recording(OnEngagement):
    """An engagement that took place goes on record."""

    serializer_class = EngagementRow

    @extend_schema(operation_id="engagements_put_on_record", request=None, responses=EngagementRow)
    def post(self, request: Request, pk: str) -> Response:
        """Puts it on record; 422 names what is missing."""
        found = self.engagement(request, Action.LOG, pk)
        try:
            saved = actions.put_on_record(
                engagement=found, expected_version=found.version, by=actor(request), at=timezone.now()
            )
        except Stale as stale:
            raise stale_write(EngagementRow(stale.current).data, request) from stale
        return Response(EngagementRow(saved).data)


class Participants(OnEngagement):
    """How many people of each group took part."""

    serializer_class = ParticipationRow

    @extend_schema(operation_id="participants_list", responses=ParticipationRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns one row per group."""
        found = self.engagement(request, Action.READ_INTERNAL, pk)
        rows = found.participations.select_related("group").order_by("pk")
        return self.get_paginated_response(ParticipationRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="participants_count", responses=ParticipationRow)
    def post(self, request: Request, pk: str) -> Response:
        """Counts a group, or counts it anew."""
        found = self.engagement(request, Action.LOG, pk)
        sent = self.sent(request)
        form = checked(HeadcountForm, sent, engagement=found)
        line = actions.count_participants(
            engagement=found, headcount=form.headcount(), reason=sent.get("reason", ""),
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
        return Response(ParticipationRow(line).data)


def _posted(sent: Any) -> dict[str, Any]:
    """Returns checked JSON as the form takes it: languages in one line."""
    data = {name.removesuffix("_id"): value for name, value in sent.items()}
    if "languages" in data:
        data["languages"] = ", ".join(data["languages"])
    return {name: "" if value is False else value for name, value in data.items()}
