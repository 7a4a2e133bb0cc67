"""Tables of risks over the API: handed in, mapped, checked, written or cancelled, as on the screen."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions, import_attempts
from assessments.api.input import errors
from assessments.api.views import stale_write
from assessments.forms.imports import TableForm
from assessments.models import Assessment, RiskImport
from assessments.tables import FIELDS
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.api.parsers import WholeText
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action


class ProblemRow(serializers.Serializer[Any]):
    """What is wrong in one cell; `row` is its number in the file, `field` is empty for the row as a whole."""

    row = serializers.IntegerField()
    field = serializers.CharField()
    message = serializers.CharField()


class ImportRow(serializers.ModelSerializer[RiskImport]):
    """A table of risks on its way. `mapping` is field -> number of its column, from 0."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0), read_only=True)
    problems = ProblemRow(many=True, read_only=True)
    done = serializers.SerializerMethodField()
    header = serializers.SerializerMethodField()

    class Meta:
        model = RiskImport
        fields = [
            "id", "file_name", "sha256", "rows", "header", "mapping", "leave_out", "state", "done",
            "good_rows", "problem_rows", "problems", "first_number", "last_number", "failure", "requested_at",
            "finished_at", "version",
        ]  # fmt: skip
        read_only_fields = fields

    def get_done(self, row: RiskImport) -> int:
        """Returns how many rows the worker has behind it, while it works."""
        return import_attempts.progress(row) if row.is_at_work else 0

    def get_header(self, row: RiskImport) -> list[str]:
        """Returns the names of the columns; nothing once the table was let go."""
        return list(row.content["header"]) if row.table else []


class HandIn(serializers.Serializer[Any]):
    """The file, XLSX or CSV."""

    file = serializers.FileField()


class Mapping(serializers.Serializer[Any]):
    """Which column holds what: field -> number of its column, from 0."""

    mapping = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=1000))
    leave_out = serializers.BooleanField(required=False, default=False)

    def validate_mapping(self, mapping: dict[str, int]) -> dict[str, int]:
        """Returns the mapping; raises ValidationError for a field that risks do not have."""
        if unknown := set(mapping) - set(FIELDS):
            raise serializers.ValidationError(f"not a field: {', '.join(sorted(unknown))[:200]}")
        return mapping


class Confirmation(serializers.Serializer[Any]):
    """The version of the import that was looked at."""

    version = serializers.IntegerField()


class Nothing(serializers.Serializer[Any]):
    """Nothing has to be said; a body that is no JSON is refused all the same."""


class Imports(generics.GenericAPIView[RiskImport]):
    """The tables handed in for an assessment."""

    serializer_class = ImportRow
    pagination_class = Cursor
    parser_classes = [MultiPartParser, WholeText]

    @extend_schema(operation_id="imports_list", responses=ImportRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns them, newest first."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        page = self.paginate_queryset(RiskImport.objects.filter(assessment=assessment)) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="imports_create", request={"multipart/form-data": HandIn}, responses={201: ImportRow}
    )
    def post(self, request: Request, pk: str) -> Response:
        """Hands in a table; nothing is written into the register yet."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        form = TableForm({}, request.FILES)
        if not form.is_valid():
            raise serializers.ValidationError(errors(form))
        handed_in = actions.hand_in_table(
            assessment=assessment, table=form.table, file_name=form.file_name, sha256=form.sha256,
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{handed_in.pk}/"}
        return Response(ImportRow(handed_in).data, status=status.HTTP_201_CREATED, headers=headers)


class _OneImport(generics.GenericAPIView[RiskImport]):
    serializer_class = ImportRow

    def load(self, request: Request, pk: str, import_pk: Any) -> RiskImport:
        """Returns the import through its assessment."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        return get_object_or_404(RiskImport, assessment=assessment, pk=import_pk)


class ImportDetail(_OneImport):
    """One table."""

    @extend_schema(operation_id="imports_retrieve")
    def get(self, request: Request, pk: str, import_pk: str) -> Response:
        """Returns how far it is."""
        row = ImportRow(self.load(request, pk, import_pk)).data
        return Response(row, headers={"Cache-Control": "no-store"})


class ImportMapping(_OneImport):
    """What the columns of a table are."""

    @extend_schema(operation_id="imports_map", request=Mapping, responses={202: ImportRow})
    def post(self, request: Request, pk: str, import_pk: str) -> Response:
        """Names the columns and has every row checked in the background."""
        found = self.load(request, pk, import_pk)
        said = Mapping(data=request.data)
        said.is_valid(raise_exception=True)
        mapped = actions.map_columns(
            risk_import=found, by=actor(request), at=timezone.now(), **said.validated_data
        )
        return Response(ImportRow(mapped).data, status=status.HTTP_202_ACCEPTED)


class ImportConfirmation(_OneImport):
    """Writing a checked table."""

    @extend_schema(operation_id="imports_confirm", request=Confirmation, responses={202: ImportRow})
    def post(self, request: Request, pk: str, import_pk: str) -> Response:
        """Has it written in the background, all of it or nothing; 409 when it was checked anew meanwhile."""
        found = self.load(request, pk, import_pk)
        said = Confirmation(data=request.data)
        said.is_valid(raise_exception=True)
        version = said.validated_data["version"]
        try:
            asked = actions.confirm_import(
                risk_import=found, expected_version=version, by=actor(request), at=timezone.now()
            )
        except Stale as stale:
            raise stale_write(ImportRow(stale.current).data, request) from stale
        return Response(ImportRow(asked).data, status=status.HTTP_202_ACCEPTED)


class ImportCancellation(_OneImport):
    """Stopping an import."""

    @extend_schema(operation_id="imports_cancel", request=None)
    def post(self, request: Request, pk: str, import_pk: str) -> Response:
        """Cancels it; nothing of it is in the register then."""
        found = self.load(request, pk, import_pk)
        Nothing(data=request.data).is_valid(raise_exception=True)
        stopped = actions.cancel_import(risk_import=found, by=actor(request), at=timezone.now())
        return Response(ImportRow(stopped).data)
