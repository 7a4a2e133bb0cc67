"""Occurrences and measures of a risk over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.happened_rows import MeasureRow, OccurrenceRow, RemovalRow
from assessments.api.input import posted, valid
from assessments.api.on_risk import OnRisk, version_of_write
from assessments.api.views import stale_write
from assessments.forms import MeasureForm, OccurrenceForm, RemovalForm
from assessments.models import Measure, Occurrence, Risk
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class Occurrences(OnRisk):
    """The times at which the harm of a risk happened."""

    serializer_class = OccurrenceRow

    @extend_schema(operation_id="occurrences_list", responses=OccurrenceRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns what happened, the last recorded first."""
        risk = self.risk(request, Action.VIEW, pk, risk_pk)
        page = self.paginate_queryset(risk.occurrences.all()) or []
        return self.get_paginated_response(OccurrenceRow(page, many=True).data)

    @extend_schema(operation_id="occurrences_create", responses={201: OccurrenceRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Records a time when it happened; the rating then has to be looked at again."""
        risk = self.risk(request, Action.EDIT, pk, risk_pk)
        form = valid(OccurrenceForm(posted(self.checked(request))))
        new = actions.record_occurrence(risk=risk, entry=form.entry(), by=actor(request), at=timezone.now())
        return self.made(request, new.pk, OccurrenceRow(new).data)


class OneOccurrence(OnRisk):
    """What is asked of one occurrence."""

    def found(self, request: Request, action: Action, pk: str, risk_pk: str, child: str) -> Occurrence:
        """Returns the occurrence through its risk."""
        risk = self.risk(request, action, pk, risk_pk)
        occurrence: Occurrence = get_object_or_404(risk.occurrences, pk=child)
        occurrence.risk = risk
        return occurrence


class OccurrenceDetail(OneOccurrence):
    """One time at which the harm of a risk happened."""

    serializer_class = OccurrenceRow

    @extend_schema(operation_id="occurrences_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str, occurrence_pk: str) -> Response:
        """Returns the occurrence."""
        return Response(OccurrenceRow(self.found(request, Action.VIEW, pk, risk_pk, occurrence_pk)).data)

    @extend_schema(operation_id="occurrences_update")
    def patch(self, request: Request, pk: str, risk_pk: str, occurrence_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        occurrence = self.found(request, Action.EDIT, pk, risk_pk, occurrence_pk)
        data = {**OccurrenceRow(occurrence).data, **self.checked(request, partial=True)}
        form = valid(OccurrenceForm(posted(data)))
        try:
            saved = actions.revise_occurrence(
                occurrence=occurrence, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=version_of_write(data, occurrence),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(OccurrenceRow(stale.current).data, request) from stale
        return Response(OccurrenceRow(saved).data)


class OccurrenceRemoval(OneOccurrence):
    """Removing an occurrence, with a reason."""

    serializer_class = RemovalRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="occurrences_remove", request=RemovalRow, responses={204: None})
    def post(self, request: Request, pk: str, risk_pk: str, occurrence_pk: str) -> Response:
        """Removes it for good; the reason stays in the log. 409 with both states when `version` is old."""
        occurrence = self.found(request, Action.EDIT, pk, risk_pk, occurrence_pk)
        data = self.checked(request)
        form = valid(RemovalForm(posted(data)))
        try:
            actions.remove_occurrence(
                occurrence=occurrence, reason=form.cleaned_data["reason"], by=actor(request),
                expected_version=version_of_write(data, occurrence), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(OccurrenceRow(stale.current).data, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


class Measures(OnRisk):
    """What the company does about a risk."""

    serializer_class = MeasureRow

    @extend_schema(operation_id="measures_list", responses=MeasureRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the measures, the newest first."""
        risk = self.risk(request, Action.VIEW, pk, risk_pk)
        page = self.paginate_queryset(risk.measures.select_related("owner")) or []
        return self.get_paginated_response(MeasureRow(page, many=True).data)

    @extend_schema(operation_id="measures_create", responses={201: MeasureRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Adds a measure."""
        risk = self.risk(request, Action.EDIT, pk, risk_pk)
        form = valid(_measure_form(self.checked(request), risk))
        new = actions.add_measure(risk=risk, entry=form.entry(), by=actor(request), at=timezone.now())
        return self.made(request, new.pk, MeasureRow(new).data)


class MeasureDetail(OnRisk):
    """One measure."""

    serializer_class = MeasureRow

    def found(self, request: Request, action: Action, pk: str, risk_pk: str, child: str) -> Measure:
        """Returns the measure through its risk."""
        risk = self.risk(request, action, pk, risk_pk)
        measure: Measure = get_object_or_404(risk.measures.select_related("owner"), pk=child)
        measure.risk = risk
        return measure

    @extend_schema(operation_id="measures_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str, measure_pk: str) -> Response:
        """Returns the measure."""
        return Response(MeasureRow(self.found(request, Action.VIEW, pk, risk_pk, measure_pk)).data)

    @extend_schema(operation_id="measures_update")
    def patch(self, request: Request, pk: str, risk_pk: str, measure_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        measure = self.found(request, Action.EDIT, pk, risk_pk, measure_pk)
        data = {**MeasureRow(measure).data, **self.checked(request, partial=True)}
        form = valid(_measure_form(data, measure.risk))
        try:
            saved = actions.revise_measure(
                measure=measure, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=version_of_write(data, measure),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(MeasureRow(stale.current).data, request) from stale
        return Response(MeasureRow(saved).data)


def _measure_form(data: dict[str, Any], risk: Risk) -> MeasureForm:
    named = {"owner" if name == "owner_id" else name: value for name, value in data.items()}
    return MeasureForm(posted(named), company=risk.company)
