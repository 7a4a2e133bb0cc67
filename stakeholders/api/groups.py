"""Groups of people over the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import posted
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.api.group_rows import StakeholderGroupRow
from stakeholders.api.input import valid
from stakeholders.forms import GroupForm
from stakeholders.forms.groups import typed_group
from stakeholders.models import StakeholderGroup


class StakeholderGroups(generics.GenericAPIView[StakeholderGroup]):
    """The groups of people your company knows."""

    serializer_class = StakeholderGroupRow

    @extend_schema(operation_id="stakeholders_list", responses=StakeholderGroupRow(many=True))
    def get(self, request: Request) -> Response:
        """Returns the groups of her company; none for people of no company."""
        rows = StakeholderGroup.objects.visible_to(request.user)
        linked = rows.prefetch_related("groups", "rights", "systems")
        page: Any = self.paginate_queryset(linked) or []
        return self.get_paginated_response(StakeholderGroupRow(page, many=True).data)

    @extend_schema(operation_id="stakeholders_create", responses={201: StakeholderGroupRow})
    def post(self, request: Request) -> Response:
        """Adds a group."""
        able = company_ids(actor(request), Action.LOG)
        if not able:
            raise PermissionDenied(_("Only engagement leads of a company write in its log."))
        company = Organisation.objects.get(pk=able[0])
        row = StakeholderGroupRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = valid(GroupForm(_posted(row.validated_data), company_id=company.pk))
        group = actions.create_group(
            company=company, entry=form.entry(), by=actor(request), at=timezone.now()
        )
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{group.pk}/"}
        return Response(StakeholderGroupRow(group).data, status=status.HTTP_201_CREATED, headers=headers)


class StakeholderGroupDetail(generics.GenericAPIView[StakeholderGroup]):
    """One group of people."""

    serializer_class = StakeholderGroupRow

    @extend_schema(operation_id="stakeholders_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the group."""
        return Response(StakeholderGroupRow(load_group(request, Action.VIEW, pk)).data)

    @extend_schema(operation_id="stakeholders_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        group = load_group(request, Action.LOG, pk)
        row = StakeholderGroupRow(group, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        data = {**typed_group(group), **row.validated_data}
        form = valid(GroupForm(_posted(data), company_id=group.company_id))
        try:
            saved = actions.revise_group(
                group=group, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=row.validated_data.get("version", group.version),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(StakeholderGroupRow(stale.current).data, request) from stale
        return Response(StakeholderGroupRow(saved).data)


def load_group(request: Request, action: Action, pk: str) -> StakeholderGroup:
    """Returns the group, on which the action must be allowed; 404 or 403 otherwise."""
    found: StakeholderGroup = access.get(StakeholderGroup, request.user, action, pk=pk)
    return found


def _posted(data: dict[str, Any]) -> Any:
    """Returns the group as a browser would have posted it: languages stand in one line there."""
    languages = data.get("languages", "")
    line = languages if isinstance(languages, str) else ", ".join(languages)
    return posted({**data, "languages": line})
