"""Taking an assessment away over the API: the same files as on screen, recorded alike."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from assessments.document.files import MEDIA_TYPES
from assessments.models import Assessment
from assessments.views.exports import hand_over
from hrdd.api.renderers import Whatever
from hrdd.sharing import access
from hrdd.sharing.policy import Action


class _Export(APIView):
    renderer_classes = (Whatever,)
    kind = "json"

    def handed_over(self, request: Request, pk: str) -> HttpResponse:
        """Returns the file of this kind, and records that she took it."""
        assessment = access.get(Assessment, request.user, Action.EXPORT, pk=pk)
        return hand_over(request, assessment, self.kind)


class ExportJson(_Export):
    """The assessment as one document, "hrdd-assessment/1"."""

    @extend_schema(
        operation_id="assessments_export_json",
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request, pk: str) -> HttpResponse:
        """Returns everything of the assessment; POST it to `assessments/import/` to have an equal one."""
        return self.handed_over(request, pk)


class ExportCsv(_Export):
    """The risks as a table."""

    kind = "csv"

    @extend_schema(operation_id="assessments_export_csv", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, pk: str) -> HttpResponse:
        """Returns a row per risk, most severe first; nothing in it is a formula."""
        return self.handed_over(request, pk)


class ExportXlsx(_Export):
    """The risks as a spreadsheet."""

    kind = "xlsx"

    @extend_schema(
        operation_id="assessments_export_xlsx",
        responses={(200, MEDIA_TYPES["xlsx"]): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: str) -> HttpResponse:
        """Returns a row per risk, most severe first; nothing in it is a formula."""
        return self.handed_over(request, pk)
