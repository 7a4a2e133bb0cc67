"""Coverage, closures, checks and the edition over the API."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.rows import AssessmentRow
from assessments.api.views import stale_write
from assessments.coverage import Line, coverage
from assessments.editions import move
from assessments.facts import findings
from assessments.findings import reader, report
from assessments.forms.coverage import MoveForm
from assessments.models import Assessment, Closure
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from taxonomy.models import Category, Edition, Right

REASON: dict[str, Any] = {"max_length": 10_000}
LISTED = 100


class ClosureRow(serializers.Serializer[Closure]):
    """What was considered and found not relevant: a category or a right, by its code."""

    id = serializers.UUIDField(read_only=True)
    category = serializers.CharField(source="category.code", read_only=True, default=None, allow_null=True)
    right = serializers.CharField(source="right.code", read_only=True, default=None, allow_null=True)
    reason = serializers.CharField(**REASON)
    closed_by = serializers.CharField(read_only=True)
    closed_at = serializers.DateTimeField(read_only=True)
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class ClosingRow(serializers.Serializer[Any]):
    """Either one `category` or many `rights`, and the reason."""

    category = serializers.CharField(required=False, max_length=10)
    rights = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=200)
    reason = serializers.CharField(**REASON)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Returns the input; exactly one of category and rights must be named."""
        if bool(attrs.get("category")) == bool(attrs.get("rights")):
            raise serializers.ValidationError(_("Name either a category or rights."))
        return attrs


class ClosedRow(serializers.Serializer[Any]):
    """The closures just made."""

    closures = ClosureRow(many=True)


class CoverageLine(serializers.Serializer[Line]):
    """A category or a right: covered by risks, closed as not relevant, or blank."""

    code = serializers.CharField(source="subject.code")
    title = serializers.CharField(source="subject.title")
    state = serializers.CharField(help_text="covered, closed or blank")
    risks = serializers.IntegerField(source="count")
    highest_band = serializers.IntegerField(source="highest", allow_null=True)
    closure = ClosureRow(allow_null=True)


class CoverageRow(serializers.Serializer[Any]):
    """All categories of the edition and all rights."""

    edition = serializers.CharField()
    categories = CoverageLine(many=True)
    rights = CoverageLine(many=True)


class FindingRow(serializers.Serializer[Any]):
    """What one finding is about, and where on screen it is mended."""

    name = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)


class CheckRow(serializers.Serializer[Any]):
    """Findings of one kind; `findings` lists the first hundred of `count`."""

    code = serializers.CharField()
    level = serializers.ChoiceField(["error", "warning", "hint"])
    title = serializers.CharField()
    count = serializers.IntegerField()
    findings = FindingRow(many=True, source="lines")


class ChecksRow(serializers.Serializer[Any]):
    """What the checks find now; an error stops a submission."""

    stops = serializers.BooleanField()
    checks = CheckRow(many=True, source="groups")


class MoveRow(serializers.Serializer[Any]):
    """The edition to move to, and for each category it lacks where the risks of that category go."""

    edition = serializers.CharField(max_length=60)
    targets = serializers.DictField(child=serializers.CharField(max_length=10), required=False)
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class CoverageView(generics.GenericAPIView[Any]):
    """What was looked at."""

    serializer_class = CoverageRow

    @extend_schema(operation_id="coverage_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the state of every category of the edition and of every right."""
        assessment = load(request, Action.VIEW, pk)
        seen = coverage(assessment)
        told = {"edition": assessment.edition.code, "categories": seen.categories, "rights": seen.rights}
        return Response(CoverageRow(told).data)


class Closures(generics.GenericAPIView[Any]):
    """What was found not relevant."""

    serializer_class = ClosureRow
    pagination_class = Cursor

    def get_queryset(self) -> Any:
        """Returns nothing: `get` reaches closures through their assessment."""
        return Closure.objects.none()

    @extend_schema(operation_id="closures_list", responses=ClosureRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the closures that count in the edition in use, the latest first."""
        page: Any = self.paginate_queryset(in_force(load(request, Action.VIEW, pk))) or []
        return self.get_paginated_response(ClosureRow(page, many=True).data)

    @extend_schema(operation_id="closures_create", request=ClosingRow, responses={201: ClosedRow})
    def post(self, request: Request, pk: str) -> Response:
        """Closes one category, or many rights for one reason: all of them or none."""
        assessment = load(request, Action.EDIT, pk)
        row = ClosingRow(data=request.data)
        row.is_valid(raise_exception=True)
        made = _close(assessment, row.validated_data, request)
        saved = in_force(assessment).filter(pk__in=[closure.pk for closure in made])
        return Response(ClosedRow({"closures": saved}).data, status=status.HTTP_201_CREATED)


class ClosureDetail(generics.GenericAPIView[Any]):
    """One closure."""

    serializer_class = ClosureRow

    @extend_schema(operation_id="closures_retrieve")
    def get(self, request: Request, pk: str, closure_pk: str) -> Response:
        """Returns the closure."""
        assessment = load(request, Action.VIEW, pk)
        return Response(ClosureRow(get_object_or_404(in_force(assessment), pk=closure_pk)).data)

    @extend_schema(operation_id="closures_update")
    def patch(self, request: Request, pk: str, closure_pk: str) -> Response:
        """Changes the reason; 409 with both states when `version` is not the one in force."""
        assessment = load(request, Action.EDIT, pk)
        found = get_object_or_404(in_force(assessment), pk=closure_pk)
        row = ClosureRow(data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        terms = {
            "assessment": assessment, "reason": row.validated_data.get("reason", found.reason),
            "expected_version": row.validated_data.get("version", found.version),
            "by": actor(request), "at": timezone.now(),
        }  # fmt: skip
        try:
            if found.category:
                actions.close_category(category=found.category, **terms)
            elif found.right:
                actions.close_right(right=found.right, **terms)
        except Stale as stale:
            raise stale_write(ClosureRow(stale.current).data, request) from stale
        return Response(ClosureRow(in_force(assessment).get(pk=found.pk)).data)

    @extend_schema(operation_id="closures_reopen", responses={204: None})
    def delete(self, request: Request, pk: str, closure_pk: str) -> Response:
        """Opens the category or the right again: it counts as not considered."""
        assessment = load(request, Action.EDIT, pk)
        found = get_object_or_404(in_force(assessment), pk=closure_pk)
        actions.reopen_closure(closure=found, by=actor(request), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Checks(generics.GenericAPIView[Any]):
    """Errors, warnings and hints."""

    serializer_class = ChecksRow

    @extend_schema(operation_id="checks_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns what the checks find now."""
        assessment = load(request, Action.VIEW, pk)
        told = findings(assessment, at=timezone.now())
        found = report(assessment, told, to=reader(actor(request), assessment), shown=LISTED)
        return Response(ChecksRow(found).data)


class EditionOfAssessment(generics.GenericAPIView[Any]):
    """The edition of the taxonomy that the assessment uses."""

    serializer_class = MoveRow

    @extend_schema(operation_id="assessments_move", responses={200: AssessmentRow})
    def post(self, request: Request, pk: str) -> Response:
        """Moves the assessment to another edition; every answer comes along."""
        assessment = load(request, Action.EDIT, pk)
        row = MoveRow(data=request.data)
        row.is_valid(raise_exception=True)
        edition = Edition.objects.filter(code=row.validated_data["edition"]).first()
        if edition is None:
            raise serializers.ValidationError({"edition": [_("There is no such edition of the taxonomy.")]})
        version = row.validated_data.get("version", assessment.version)
        targets = row.validated_data.get("targets", {})
        form = MoveForm(
            {"version": version} | {f"target_{code}": target for code, target in targets.items()},
            move=move(assessment, edition),
        )
        if not form.is_valid():
            wrong: Any = {name.removeprefix("target_"): list(told) for name, told in form.errors.items()}
            raise serializers.ValidationError({"targets": wrong})
        try:
            moved = actions.move_to_edition(
                assessment=assessment, edition=edition, targets=form.targets, expected_version=version,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(AssessmentRow(stale.current).data, request) from stale
        return Response(AssessmentRow(moved).data)


def load(request: Request, action: Action, pk: str) -> Assessment:
    """Returns the assessment, on which the action must be allowed; 404 or 403 otherwise."""
    rows = Assessment.objects.select_related("edition", "system", "system_version")
    found: Assessment = access.get(Assessment, request.user, action, pk=pk, rows=rows)
    return found


def in_force(assessment: Assessment) -> Any:
    """Returns the closures that count in the edition in use, with what a row shows."""
    return Closure.objects.in_force(assessment.edition).filter(assessment=assessment).in_full()


def _close(assessment: Assessment, data: dict[str, Any], request: Request) -> list[Closure]:
    terms = {
        "assessment": assessment, "reason": data["reason"], "by": actor(request), "at": timezone.now(),
    }  # fmt: skip
    if code := data.get("category"):
        [category] = _named(Category.objects.of(assessment.edition), [code], "category")
        try:
            return [actions.close_category(category=category, expected_version=0, **terms)]
        except Stale as stale:
            raise stale_write(ClosureRow(stale.current).data, request) from stale
    return actions.close_rights(rights=_named(Right.objects.all(), data["rights"], "rights"), **terms)


def _named(rows: Any, codes: list[str], name: Literal["category", "rights"]) -> list[Any]:
    found = {row.code: row for row in rows.filter(code__in=codes)}
    if unknown := [code for code in codes if code not in found]:
        message = _("There is nothing with the code %(codes)s.") % {"codes": ", ".join(unknown)}
        raise serializers.ValidationError({name: [message]})
    return list(found.values())
