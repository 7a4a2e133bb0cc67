"""Reports over the API: ask, watch, take away."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.api.renderers import Whatever
from hrdd.reports import actions, files
from hrdd.reports.forms import RunForm
from hrdd.reports.models import Run
from hrdd.sharing import access
from hrdd.sharing.policy import Action


class NotReady(APIException):
    """There is no PDF yet, or there will be none."""

    status_code = HTTPStatus.CONFLICT


class Asking(serializers.Serializer[Any]):
    """What to ask for; all of it may be left out."""

    kind = serializers.ChoiceField(choices=Run.Kind.choices, required=False)
    language = serializers.CharField(required=False, max_length=8)
    readers = serializers.ChoiceField(choices=Run.Readers.choices, required=False)


class Links(serializers.Serializer[Any]):
    self = serializers.URLField()
    document = serializers.URLField()
    pdf = serializers.URLField(allow_null=True)


class RunRow(serializers.ModelSerializer[Run]):
    """One report and how far it is."""

    status = serializers.ChoiceField(source="state_name", choices=Run.State.choices, read_only=True)
    file_sha256 = serializers.CharField(read_only=True)
    links = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = (
            "id", "assessment", "kind", "language", "readers", "status", "stage", "percent", "failure",
            "requested_at", "finished_at", "document_sha256", "file_sha256", "file_size", "links",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(Links)
    def get_links(self, run: Run) -> dict[str, str | None]:
        """Returns where to go from here; `pdf` is null until there is one."""
        request = self.context["request"]
        named = {"self": "api_report", "document": "api_report_document", "pdf": "api_report_pdf"}
        found = {key: reverse(name, args=[run.pk], request=request) for key, name in named.items()}
        return {**found, "pdf": found["pdf"] if run.is_ready else None}


class Runs(GenericAPIView[Run]):
    """The reports of an assessment, newest first."""

    serializer_class = RunRow

    @extend_schema(operation_id="reports_list", responses=RunRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns one page of them."""
        assessment = access.get(Assessment, request.user, Action.FETCH_REPORT, pk=pk)
        page = (
            self.paginate_queryset(
                Run.objects.visible_to(request.user).filter(assessment=assessment).defer("document")
            )
            or []
        )
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(operation_id="reports_create", request=Asking, responses={202: RunRow})
    def post(self, request: Request, pk: str) -> Response:
        """Freezes the document now and makes the report in the background; `Location` says where to look."""
        assessment = access.get(Assessment, request.user, Action.REQUEST_REPORT, pk=pk)
        asking = Asking(data=request.data)
        asking.is_valid(raise_exception=True)
        form = RunForm(asking.validated_data)
        if not form.is_valid():
            raise ValidationError(form.errors.get_json_data())
        run = actions.request_run(
            assessment=assessment, by=actor(request), at=timezone.now(), **form.cleaned_data
        )
        row = self.get_serializer(run).data
        return Response(row, status=HTTPStatus.ACCEPTED, headers={"Location": row["links"]["self"]})


class RunDetail(GenericAPIView[Run]):
    """One report."""

    serializer_class = RunRow

    @extend_schema(operation_id="reports_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns how far it is."""
        rows = Run.objects.for_lists()
        run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=rows)
        return Response(self.get_serializer(run).data, headers={"Cache-Control": "no-store"})


class Pdf(APIView):
    """The file itself."""

    renderer_classes = (Whatever,)

    @extend_schema(
        operation_id="reports_pdf",
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            409: OpenApiResponse(description="There is no PDF: it is being made, or could not be."),
        },
    )
    def get(self, request: Request, pk: str) -> HttpResponseBase:
        """Returns the PDF, or 409 while there is none."""
        rows = Run.objects.for_lists()
        run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=rows)
        if run.has_failed:
            raise NotReady(_(run.failure))
        if not run.is_ready:
            raise NotReady(_("This report is still being made. Look at its status and come back."))
        return files.hand_over_pdf(request, run)


class FrozenDocument(APIView):
    """The frozen document from which the report is made."""

    renderer_classes = (Whatever,)

    @extend_schema(
        operation_id="reports_document", responses={(200, "application/json"): OpenApiTypes.OBJECT}
    )
    def get(self, request: Request, pk: str) -> HttpResponse:
        """Returns it byte by byte as its digest was computed."""
        rows = Run.objects.with_document()
        run = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=rows)
        return files.hand_over_document(request, run)
