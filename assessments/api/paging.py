"""Paging through risks in ranked order: the cursor is the place of the last risk seen."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from assessments.models import Risk
from hrdd.lib.numbers import whole_number

SIZE, MOST = 25, 100


class RankedCursor(BasePagination):
    """Most severe first; many risks may be equal on every measure, so the place has three parts."""

    following: str | None = None
    previous: str | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:  # noqa: ARG002
        """Returns one page; raises ValidationError for a cursor that is not ours."""
        raw = request.query_params.get("page_size", "")
        size = min(max(whole_number(raw, SIZE), 1), MOST)
        cursor = request.query_params.get("cursor")
        found = list((queryset.filter(after(cursor)) if cursor else queryset).ranked()[: size + 1])
        page = found[:size]
        if len(found) > size:
            self.following = replace_query_param(request.build_absolute_uri(), "cursor", encode(page[-1]))
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """Returns the page with the address of the next one."""
        return Response({"next": self.following, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Returns the shape of a page for the OpenAPI description."""
        address = {"type": "string", "format": "uri", "nullable": True}
        properties = {"next": address, "previous": address, "results": schema}
        return {"type": "object", "required": ["results"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Returns the query parameters for the OpenAPI description."""
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            {"name": "page_size", "in": "query", "schema": {"type": "integer", "maximum": MOST}},
        ]


def encode(risk: Risk) -> str:
    """Returns the place of a risk as an opaque text."""
    place = [risk.order_key, risk.created_at.isoformat(), str(risk.pk)]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def after(cursor: str) -> Q:
    """Returns the condition for risks that stand below the cursor's."""
    try:
        key, created, risk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        created_at, pk, key = datetime.fromisoformat(created), UUID(risk), int(key)
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise ValidationError({"cursor": [_("This cursor was not given by this address.")]}) from error
    later = Q(created_at__gt=created_at) | Q(created_at=created_at, id__gt=pk)
    # The bound says no more than the rest, but it is what an index begins at.
    return Q(order_key__lte=key) & (Q(order_key__lt=key) | later)


class GrantCursor(RankedCursor):
    """Pages through grants to organisations and to people together, the latest given an id first."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:  # noqa: ARG002
        """Returns one page out of the two queries; raises ValidationError for a cursor that is not ours."""
        raw = request.query_params.get("page_size", "")
        size = min(max(whole_number(raw, SIZE), 1), MOST)
        before = Q()
        if cursor := request.query_params.get("cursor"):
            try:
                before = Q(id__lt=UUID(cursor))
            except ValueError as error:
                raise ValidationError(
                    {"cursor": [_("This cursor was not given by this address.")]}
                ) from error
        found = [grant for rows in queryset for grant in rows.filter(before).order_by("-id")[: size + 1]]
        found.sort(key=lambda grant: grant.pk, reverse=True)
        if len(found) > size:
            last = str(found[size - 1].pk)
            self.following = replace_query_param(request.build_absolute_uri(), "cursor", last)
        return found[:size]
