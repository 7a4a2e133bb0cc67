"""The numbers of the log over the API: the same suppressed tables as on screen."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from stakeholders.statistics_files import as_data
from stakeholders.views.statistics import asked_for

COMPANY = OpenApiParameter("company", str, description="Id of a company of yours; your first if left out.")


def _count(**how: Any) -> Any:
    return serializers.IntegerField(allow_null=True, min_value=0, help_text="null is hidden.", **how)


class NameRow(serializers.Serializer[Any]):
    """A row or a column of a table."""

    code = serializers.CharField(allow_blank=True)
    name = serializers.CharField()


class StatisticsTableRow(serializers.Serializer[Any]):
    """One table of counts. A hidden count is null; zero is shown, unless `hides_zero` says otherwise."""

    key = serializers.CharField()
    title = serializers.CharField()
    counted = serializers.CharField(help_text="What is counted, in words.")
    rows = NameRow(many=True)
    columns = NameRow(many=True)
    cells = serializers.ListField(child=serializers.ListField(child=_count()))
    row_totals = serializers.ListField(child=_count())
    column_totals = serializers.ListField(child=_count())
    total = _count()
    hides_zero = serializers.BooleanField(help_text="Whether zeros are hidden here, too.")


class StatisticsRow(serializers.Serializer[Any]):
    """The numbers of a company's engagement log, the same for everyone who may read its internal records.

    Counts from 1 to 4 are hidden, and others with them, so that none can be worked out from the totals.
    """

    company = serializers.CharField()
    counted_on = serializers.DateField()
    levels = serializers.ListField(child=serializers.CharField(), help_text="Levels of the records counted.")
    hidden_below = serializers.IntegerField()
    tables = StatisticsTableRow(many=True)


class EngagementStatistics(generics.GenericAPIView[Any]):
    """The numbers of your company's engagement log."""

    serializer_class = StatisticsRow

    @extend_schema(operation_id="engagement_statistics_retrieve", parameters=[COMPANY])
    def get(self, request: Request) -> Response:
        """Returns the tables, small counts hidden."""
        return Response(as_data(asked_for(request, request.query_params.get("company", ""))))
