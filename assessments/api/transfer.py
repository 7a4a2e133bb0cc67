"""Reading an exported assessment in, and beginning next year's with this one, over the API."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from assessments import actions
from assessments.api.rows import AssessmentRow
from assessments.api.views import company_of, version_of
from assessments.document.receiving import LARGEST, Unreadable, receive
from assessments.forms.transfer import DuplicateForm
from assessments.models import Assessment
from assessments.views.transfer import load
from hrdd.accounts.actor import actor


class Raw(BaseParser):
    """The body as it came: its digest goes into the log, and `receive` checks the rest."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Mapping[str, bytes]:
        """Returns the bytes as `content`, at most one more than are taken."""
        return {"content": stream.read(LARGEST + 1)}


class Import(APIView):
    """Reading an exported assessment in."""

    parser_classes = (Raw,)

    @extend_schema(
        operation_id="assessments_import",
        parameters=[
            OpenApiParameter("company", OpenApiTypes.UUID, description="When you belong to several.")
        ],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={201: AssessmentRow},
    )
    def post(self, request: Request) -> Response:
        """Makes a new assessment of an exported document; 422 names every place that stands in the way."""
        company = company_of(request, _wanted(request.query_params.get("company")))
        body = request.data.get("content", b"") if isinstance(request.data, Mapping) else b""
        try:
            received = receive(body)
        except Unreadable as refusal:
            if not refusal.places[0].path:
                raise ParseError(refusal.places[0].message) from refusal
            places = [{"path": place.path, "message": place.message} for place in refusal.places]
            raise serializers.ValidationError(places) from refusal
        new = actions.import_assessment(
            company=company, received=received, by=actor(request), at=timezone.now()
        )
        return _created(new, request)


class DuplicateRow(serializers.Serializer[Any]):
    """What this year's assessment is called, why it is made, and which version of the system it looks at."""

    title = serializers.CharField(max_length=300)
    moment = serializers.CharField(max_length=300, required=False, allow_blank=True)
    system_version = serializers.UUIDField(required=False, allow_null=True)


class Duplicate(APIView):
    """Beginning next year's assessment."""

    @extend_schema(operation_id="assessments_duplicate", request=DuplicateRow, responses={201: AssessmentRow})
    def post(self, request: Request, pk: str) -> Response:
        """Makes a new draft with the risks of this assessment; each waits to be judged again."""
        assessment = load(request, pk)
        row = DuplicateRow(data=request.data)
        row.is_valid(raise_exception=True)
        data = row.validated_data
        asked = {"system_version_id": data["system_version"]} if "system_version" in data else {}
        version = version_of(assessment.system, asked, None)
        form = DuplicateForm(
            {**data, "system_version": version.pk if version else ""}, system=assessment.system
        )
        if not form.is_valid():
            raise serializers.ValidationError(form.errors.get_json_data())
        new = actions.duplicate_assessment(
            assessment=assessment, by=actor(request), at=timezone.now(), **form.cleaned_data
        )
        return _created(new, request)


def _created(new: Assessment, request: Request) -> Response:
    headers = {"Location": reverse("api_assessment", args=[new.pk], request=request)}
    return Response(AssessmentRow(new).data, status=status.HTTP_201_CREATED, headers=headers)


def _wanted(company: str | None) -> Any:
    if not company:
        return None
    field = serializers.UUIDField()
    try:
        return field.run_validation(company)
    except serializers.ValidationError as error:
        raise serializers.ValidationError({"company": [_("You cannot write for this company.")]}) from error
