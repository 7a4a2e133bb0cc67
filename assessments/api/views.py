"""Assessments over the API."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.rows import AssessmentRow
from assessments.models import Assessment, System, SystemVersion
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.api.errors import Conflict
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from taxonomy.models import Edition


@extend_schema_view(
    get=extend_schema(operation_id="assessments_list"), post=extend_schema(operation_id="assessments_create")
)
class Assessments(generics.ListCreateAPIView[Assessment]):
    """The assessments you can see: your company's, and those shared with you."""

    serializer_class = AssessmentRow

    def get_queryset(self) -> Any:
        """Returns the assessments she can see."""
        return Assessment.objects.visible_to(self.request.user).select_related("edition")

    def perform_create(self, serializer: Any) -> None:
        """Opens an assessment, a draft, of one of her company's systems."""
        data = serializer.validated_data
        system = System.objects.visible_to(self.request.user).filter(pk=data["system_id"]).first()
        if system is None:
            raise serializers.ValidationError({"system": [_("You have no system with this id.")]})
        access.get(System, self.request.user, Action.EDIT, pk=system.pk)
        assessment = actions.create_assessment(
            system=system,
            edition=edition_of(data.get("edition", {}).get("code")),
            title=data["title"],
            moment=data.get("moment", ""),
            system_version=version_of(system, data, None),
            by=actor(self.request),
            at=timezone.now(),
        )
        serializer.instance = assessment


class AssessmentDetail(generics.GenericAPIView[Assessment]):
    """One assessment."""

    serializer_class = AssessmentRow

    @extend_schema(operation_id="assessments_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the assessment."""
        return Response(AssessmentRow(access.get(Assessment, request.user, Action.VIEW, pk=pk)).data)

    @extend_schema(operation_id="assessments_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Changes title, moment or system version; 409 with both states when `version` is an older one."""
        assessment = access.get(Assessment, request.user, Action.CHANGE_DETAILS, pk=pk)
        row = AssessmentRow(assessment, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        version = row.validated_data.get("version", assessment.version)
        return Response(AssessmentRow(_revise(assessment, row.validated_data, version, request)).data)


def _revise(assessment: Assessment, data: dict[str, Any], version: int, request: Request) -> Assessment:
    new = {name: data.get(name, getattr(assessment, name)) for name in ("title", "moment")}
    new["system_version"] = version_of(assessment.system, data, assessment.system_version)
    try:
        return actions.revise_assessment(
            assessment=assessment, expected_version=version, by=actor(request), at=timezone.now(), **new
        )
    except Stale as stale:
        raise stale_write(AssessmentRow(stale.current).data, request) from stale


def stale_write(current: Any, request: Request) -> Conflict:
    """Returns the 409 that shows the state in force and what was sent."""
    return Conflict(
        detail=_("Someone else saved first. Compare both states and send yours again with the new version."),
        current=current,
        yours=request.data,
    )


def company_of(request: Request, wanted: Any) -> Organisation:
    """Returns the company for which she writes; raises PermissionDenied when there is none."""
    able = company_ids(actor(request), Action.EDIT)
    if wanted is not None and wanted not in able:
        raise serializers.ValidationError({"company": [_("You cannot write for this company.")]})
    if not able:
        raise PermissionDenied(_("Only analysts of a company write here."))
    return Organisation.objects.get(pk=wanted or able[0])


def version_of(system: System, data: dict[str, Any], otherwise: SystemVersion | None) -> SystemVersion | None:
    """Returns the version of the system that the JSON names; raises ValidationError for another system's."""
    if "system_version_id" not in data:
        return otherwise
    wanted = data["system_version_id"]
    found = system.versions.filter(pk=wanted).first() if wanted else None
    if wanted and found is None:
        raise serializers.ValidationError({"system_version": [_("The system has no version with this id.")]})
    return found


def edition_of(code: str | None) -> Edition:
    """Returns the edition with this code, the default one without; raises ValidationError when unknown."""
    edition = Edition.objects.filter(code=code).first() if code else Edition.objects.default()
    if edition is None:
        raise serializers.ValidationError({"edition": [_("There is no such edition of the taxonomy.")]})
    return edition
