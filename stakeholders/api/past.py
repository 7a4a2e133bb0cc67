"""Tables of past engagements over the API: handed in, columns named, written or thrown away, as on screen."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.imports import Confirmation, HandIn, Nothing, ProblemRow
from assessments.api.input import errors
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.api.paging import Cursor
from hrdd.api.parsers import WholeText
from hrdd.lib.errors import Stale
from hrdd.lib.sheets import picked
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.forms.past import PastForm
from stakeholders.models import PastEngagements
from stakeholders.past import FIELDS, NEEDED, Reader


class PastRow(serializers.ModelSerializer[PastEngagements]):
    """A table of past engagements. `mapping` is field -> number of its column, from 0."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0), read_only=True)
    header = serializers.SerializerMethodField()

    class Meta:
        model = PastEngagements
        fields = [
            "id", "file_name", "sha256", "rows", "header", "mapping", "progress", "first_number",
            "last_number", "requested_at", "finished_at", "version",
        ]  # fmt: skip
        read_only_fields = fields

    def get_header(self, row: PastEngagements) -> list[str]:
        """Returns the names of the columns; nothing once the table was let go."""
        return [] if row.is_over else list(row.content["header"])


class PastDetailRow(PastRow):
    """A table with everything that is wrong in any row; nothing is checked before the columns are named."""

    problems = serializers.SerializerMethodField()

    class Meta:
        model = PastEngagements
        fields = [*PastRow.Meta.fields, "problems"]
        read_only_fields = fields

    @extend_schema_field(ProblemRow(many=True))
    def get_problems(self, row: PastEngagements) -> list[dict[str, Any]]:
        """Returns what is wrong, by row of the file."""
        if row.is_over or any(name not in row.mapping for name in NEEDED):
            return []
        reader = Reader(row.company, today=timezone.localdate())
        return [
            {"row": one.row, "field": one.field, "message": one.message}
            for number, texts in row.content["rows"]
            for one in reader.read(number, picked(texts, row.mapping))[1]
        ]


class PastMapping(serializers.Serializer[Any]):
    """Which column holds what: field -> number of its column, from 0."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=1000))

    def validate_mapping(self, mapping: dict[str, int]) -> dict[str, int]:
        """Returns the mapping; raises ValidationError for a field that engagements do not have."""
        if unknown := set(mapping) - set(FIELDS):
            raise serializers.ValidationError(f"not a field: {', '.join(sorted(unknown))[:200]}")
        return mapping


class PastTables(generics.GenericAPIView[PastEngagements]):
    """The tables of past engagements handed in by your company."""

    serializer_class = PastRow
    pagination_class = Cursor
    parser_classes = [MultiPartParser, WholeText]

    @extend_schema(operation_id="past_engagements_list", responses=PastRow(many=True))
    def get(self, request: Request) -> Response:
        """Returns them, newest first; none for people who do not write in the log."""
        rows = PastEngagements.objects.visible_to(request.user, Action.LOG)
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(PastRow(page, many=True).data)

    @extend_schema(
        operation_id="past_engagements_create", request={"multipart/form-data": HandIn},
        responses={201: PastRow},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Hands in a table; nothing is written into the log yet."""
        able = company_ids(actor(request), Action.LOG)
        if not able:
            raise PermissionDenied
        form = PastForm({}, request.FILES)
        if not form.is_valid():
            raise serializers.ValidationError(errors(form))
        handed_in = actions.hand_in_past(
            company=Organisation.objects.get(pk=able[0]), table=form.table, file_name=form.file_name,
            sha256=form.sha256, by=actor(request), at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{handed_in.pk}/"}
        return Response(PastRow(handed_in).data, status=status.HTTP_201_CREATED, headers=headers)


class PastDetail(generics.GenericAPIView[PastEngagements]):
    """One table of past engagements."""

    serializer_class = PastDetailRow

    @extend_schema(operation_id="past_engagements_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the table's columns, and what is wrong in its rows."""
        return Response(PastDetailRow(_found(request, pk)).data)

    @extend_schema(operation_id="past_engagements_update", request=PastMapping)
    def patch(self, request: Request, pk: str) -> Response:
        """Names the columns; nothing is written into the log yet."""
        found = _found(request, pk)
        row = PastMapping(data=request.data)
        row.is_valid(raise_exception=True)
        named = actions.name_past_columns(
            past=found, mapping=row.validated_data["mapping"], by=actor(request), at=timezone.now()
        )
        return Response(PastDetailRow(named).data)


class PastConfirmation(generics.GenericAPIView[PastEngagements]):
    """Writing a table into the log."""

    serializer_class = Confirmation
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="past_engagements_confirm", responses=PastRow)
    def post(self, request: Request, pk: str) -> Response:
        """Writes all of it or nothing; 409 with both states when `version` is old."""
        found = _found(request, pk)
        row = Confirmation(data=request.data)
        row.is_valid(raise_exception=True)
        try:
            written = actions.write_past(
                past=found, expected_version=row.validated_data["version"], by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(PastRow(stale.current).data, request) from stale
        return Response(PastRow(written).data)


class PastCancellation(generics.GenericAPIView[PastEngagements]):
    """Throwing a table away."""

    serializer_class = Nothing
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="past_engagements_cancel", responses=PastRow)
    def post(self, request: Request, pk: str) -> Response:
        """Throws it away; nothing of it is in the log."""
        found = _found(request, pk)
        row = Nothing(data=request.data)
        row.is_valid(raise_exception=True)
        gone = actions.throw_away_past(past=found, by=actor(request), at=timezone.now())
        return Response(PastRow(gone).data)


def _found(request: Request, pk: str) -> PastEngagements:
    found: PastEngagements = access.get(PastEngagements, request.user, Action.LOG, pk=pk)
    return found
