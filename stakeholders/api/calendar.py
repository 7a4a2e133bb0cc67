"""What is on in a month, over the API: as on the calendar page, and no more of it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hrdd.accounts.actor import actor
from stakeholders.calendar import marks
from stakeholders.month import month_asked, weeks


class MarkRow(serializers.Serializer[Any]):
    """Something on the calendar, from one day to another (both included)."""

    kind = serializers.CharField(help_text="An engagement, a plan, or a check whether people are safe.")
    first = serializers.DateField()
    last = serializers.DateField()
    title = serializers.CharField()
    state = serializers.CharField(source="word")
    page = serializers.CharField(source="url")
    is_late = serializers.BooleanField()
    is_done = serializers.BooleanField()


class MonthRow(serializers.Serializer[Any]):
    """The weeks that hold a day of the month, and what you may know of in them."""

    first = serializers.DateField()
    last = serializers.DateField()
    marks = MarkRow(many=True)


class EngagementCalendar(APIView):
    """What is on in a month."""

    @extend_schema(
        operation_id="engagement_calendar_retrieve",
        parameters=[OpenApiParameter("month", str, description="Such as 2026-11; else this month.")],
        responses=MonthRow,
    )
    def get(self, request: Request) -> Response:
        """Returns the engagements, plans and safety checks of a month, by their day."""
        today = timezone.localdate()
        shown = weeks(month_asked(request.query_params.get("month", ""), today))
        first, last = shown[0][0], shown[-1][-1]
        found = marks(actor(request), first, last, today=today)
        return Response(MonthRow({"first": first, "last": last, "marks": found}).data)
