"""What groups were given, over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import posted
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.groups import load_group
from stakeholders.api.input import valid
from stakeholders.api.support_rows import SupportRow
from stakeholders.forms import SupportForm
from stakeholders.forms.support import typed_support
from stakeholders.models import Support


class SupportList(generics.GenericAPIView[Support]):
    """What a group was given so that it can take part, and funds for its own work."""

    serializer_class = SupportRow

    @extend_schema(operation_id="support_list", responses=SupportRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns what the group was given."""
        rows = load_group(request, Action.READ_INTERNAL, pk).support.all()
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response(SupportRow(page, many=True).data)

    @extend_schema(operation_id="support_create", responses={201: SupportRow})
    def post(self, request: Request, pk: str) -> Response:
        """Notes what the group was given."""
        group = load_group(request, Action.LOG, pk)
        row = SupportRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = valid(SupportForm(posted(row.validated_data)))
        given = actions.give_support(group=group, entry=form.entry(), by=actor(request), at=timezone.now())
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{given.pk}/"}
        return Response(SupportRow(given).data, status=status.HTTP_201_CREATED, headers=headers)


class SupportDetail(generics.GenericAPIView[Support]):
    """One thing a group was given."""

    serializer_class = SupportRow

    @extend_schema(operation_id="support_retrieve")
    def get(self, request: Request, pk: str, support_pk: str) -> Response:
        """Returns what was given."""
        return Response(SupportRow(self._found(request, Action.READ_INTERNAL, pk, support_pk)).data)

    @extend_schema(operation_id="support_update")
    def patch(self, request: Request, pk: str, support_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        found = self._found(request, Action.LOG, pk, support_pk)
        row = SupportRow(found, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = valid(SupportForm(posted({**typed_support(found), **row.validated_data})))
        try:
            saved = actions.revise_support(
                support=found, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=row.validated_data.get("version", found.version),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(SupportRow(stale.current).data, request) from stale
        return Response(SupportRow(saved).data)

    def _found(self, request: Request, action: Action, pk: str, support_pk: str) -> Support:
        found: Support = get_object_or_404(load_group(request, action, pk).support, pk=support_pk)
        return found
