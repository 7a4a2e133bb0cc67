"""What companies do together with others, over the API."""

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
from stakeholders.api.input import valid
from stakeholders.api.support_rows import InitiativeRow
from stakeholders.forms import InitiativeForm
from stakeholders.forms.support import typed_initiative
from stakeholders.models import Initiative


class Initiatives(generics.GenericAPIView[Initiative]):
    """What your company does together with others."""

    serializer_class = InitiativeRow

    @extend_schema(operation_id="initiatives_list", responses=InitiativeRow(many=True))
    def get(self, request: Request) -> Response:
        """Returns the initiatives of her company; none for people of no company."""
        page: Any = self.paginate_queryset(Initiative.objects.visible_to(request.user)) or []
        return self.get_paginated_response(InitiativeRow(page, many=True).data)

    @extend_schema(operation_id="initiatives_create", responses={201: InitiativeRow})
    def post(self, request: Request) -> Response:
        """Starts an initiative."""
        able = company_ids(actor(request), Action.LOG)
        if not able:
            raise PermissionDenied(_("Only engagement leads of a company write in its log."))
        row = InitiativeRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = valid(InitiativeForm(posted(row.validated_data)))
        started = actions.start_initiative(
            company=Organisation.objects.get(pk=able[0]), entry=form.entry(), by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{started.pk}/"}
        return Response(InitiativeRow(started).data, status=status.HTTP_201_CREATED, headers=headers)


class InitiativeDetail(generics.GenericAPIView[Initiative]):
    """One initiative."""

    serializer_class = InitiativeRow

    @extend_schema(operation_id="initiatives_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the initiative."""
        return Response(InitiativeRow(access.get(Initiative, request.user, Action.VIEW, pk=pk)).data)

    @extend_schema(operation_id="initiatives_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        found: Initiative = access.get(Initiative, request.user, Action.LOG, pk=pk)
        row = InitiativeRow(found, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = valid(InitiativeForm(posted({**typed_initiative(found), **row.validated_data})))
        try:
            saved = actions.revise_initiative(
                initiative=found, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=row.validated_data.get("version", found.version),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(InitiativeRow(stale.current).data, request) from stale
        return Response(InitiativeRow(saved).data)
