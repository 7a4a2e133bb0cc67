"""What every API view inside an engagement shares."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from hrdd.sharing.policy import Action
from stakeholders.models import Engagement
from stakeholders.views.on_engagement import load


class OnEngagement(generics.GenericAPIView[Any]):
    """A view of an engagement, or of a row that is reached through it."""

    def engagement(
        self, request: Request, action: Action, pk: str, *, sealed_too: bool = False
    ) -> Engagement:
        """Returns the engagement, on which the action must be allowed; 404 or 403 otherwise."""
        found = load(request, action, pk=pk, sealed_too=sealed_too)
        if found.is_sealed and not sealed_too:
            raise PermissionDenied(_("This record is sealed. It opens only to two people together."))
        return found

    def sent(self, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """Returns the JSON sent, checked by the view's serializer and named as it was sent."""
        row = self.get_serializer(data=request.data, partial=partial)
        row.is_valid(raise_exception=True)
        return _named(row)


def _named(row: serializers.BaseSerializer[Any]) -> dict[str, Any]:
    """Returns what was sent under the names of the JSON, not of the columns behind them."""
    data = dict(row.validated_data)
    return {name.removesuffix("_id"): value for name, value in data.items()}


def made(request: Request, pk: Any, data: Any) -> Response:
    """Returns 201 with the new row and its address."""
    where = request.build_absolute_uri(f"{request.path}{pk}/")
    return Response(data, status=status.HTTP_201_CREATED, headers={"Location": where})
