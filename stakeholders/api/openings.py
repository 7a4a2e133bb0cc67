"""Openings over the API: the same two people, the same hour, the same lines of the log."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.evidence import MEDIA_TYPES
from hrdd.accounts.actor import actor
from hrdd.api.renderers import Whatever
from hrdd.evidence.serving import download
from hrdd.lib.errors import Refused
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement, made
from stakeholders.api.sealed_rows import ReadingRow, SealedOpeningRow, UnsealingRow
from stakeholders.models import Attachment, SealedOpening
from stakeholders.views.on_engagement import load_door

SECRET = {"Cache-Control": "no-store, private"}


class OfOpenings(OnEngagement):
    """What is asked of the openings of a record."""

    serializer_class: Any = SealedOpeningRow

    def opening(self, request: Request, pk: str, opening_pk: str) -> SealedOpening:
        """Returns an opening; 404 or 403 otherwise."""
        door = load_door(request, pk=pk)
        opening: SealedOpening = get_object_or_404(door.openings.in_full(), pk=opening_pk)
        opening.engagement = door
        return opening


class Openings(OfOpenings):
    """The openings of a record."""

    @extend_schema(operation_id="openings_list", responses=SealedOpeningRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns who asked, who agreed and until when."""
        rows = load_door(request, pk=pk).openings.in_full()
        return self.get_paginated_response(SealedOpeningRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="openings_ask", responses={201: SealedOpeningRow})
    def post(self, request: Request, pk: str) -> Response:
        """Asks to open the record, or one sealed input or file; another person has to agree."""
        door = load_door(request, pk=pk)
        sent = self.sent(request)
        opening = actions.ask_opening(
            engagement=door, reason=sent.get("reason", ""), by=actor(request), at=timezone.now(),
            said=_child(door, "inputs", sent.get("input")),
            file=_child(door, "attachments", sent.get("attachment")),
        )  # fmt: skip
        return made(request, opening.pk, SealedOpeningRow(opening).data)


class OpeningDetail(OfOpenings):
    """One opening."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(operation_id="openings_retrieve")
    def get(self, request: Request, pk: str, opening_pk: str) -> Response:
        """Returns the opening; what it opens is read elsewhere."""
        return Response(SealedOpeningRow(self.opening(request, pk, opening_pk)).data)


class Agreement(OfOpenings):
    """A second person agrees."""

    http_method_names = ["post", "options"]

    @extend_schema(operation_id="openings_agree", request=None, responses=SealedOpeningRow)
    def post(self, request: Request, pk: str, opening_pk: str) -> Response:
        """Opens it to both for an hour; 422 for whoever asked for it herself."""
        opening = self.opening(request, pk, opening_pk)
        agreed = actions.agree_opening(opening=opening, by=actor(request), at=timezone.now())
        return Response(SealedOpeningRow(agreed).data)


class End(OfOpenings):
    """An opening ends before its time."""

    http_method_names = ["post", "options"]

    @extend_schema(operation_id="openings_end", request=None, responses=SealedOpeningRow)
    def post(self, request: Request, pk: str, opening_pk: str) -> Response:
        """Ends it, or turns down what was asked for."""
        opening = self.opening(request, pk, opening_pk)
        ended = actions.end_opening(opening=opening, by=actor(request), at=timezone.now())
        return Response(SealedOpeningRow(ended).data)


class Readings(OfOpenings):
    """Reading what was opened. Each reading is a line of the log."""

    serializer_class = ReadingRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="openings_read", request=None, responses={201: ReadingRow})
    def post(self, request: Request, pk: str, opening_pk: str) -> Response:
        """Returns what was opened, in this answer only; 403 to everybody but its two people."""
        opening = self.opening(request, pk, opening_pk)
        try:
            read = actions.read_sealed(opening=opening, by=actor(request), at=timezone.now())
        except Refused as refusal:
            raise PermissionDenied(refusal.message) from None
        row = {
            "record": read.record, "inputs": read.inputs, "versions": read.versions,
            "participations": read.parts.get("participations", []),
            "requests": read.parts.get("requests", []),
            "attachments": [{**about, "id": file.pk} for file, about in read.files],
        }  # fmt: skip
        return Response(ReadingRow(row).data, status=status.HTTP_201_CREATED, headers=SECRET)


class SealedFile(OfOpenings):
    """A sealed file that was opened."""

    renderer_classes = (Whatever,)
    http_method_names = ["get", "options"]

    @extend_schema(
        operation_id="openings_file", responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES}
    )
    def get(self, request: Request, pk: str, opening_pk: str, attachment_pk: str) -> FileResponse:
        """Returns the file as a download; who took it is written in the log."""
        opening = self.opening(request, pk, opening_pk)
        file = _child(opening.engagement, "attachments", attachment_pk)
        try:
            taken = actions.take_sealed_file(opening=opening, file=file, by=actor(request), at=timezone.now())
        except Refused as refusal:
            raise PermissionDenied(refusal.message) from None
        except FileNotFoundError:
            raise Http404 from None
        return download(taken.content, file_name=taken.file_name, media_type=taken.media_type)


class Unsealing(OfOpenings):
    """What was opened is unsealed, with a reason."""

    serializer_class = UnsealingRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="openings_unseal", responses=SealedOpeningRow)
    def post(self, request: Request, pk: str, opening_pk: str) -> Response:
        """Gives it another level; 422 to everybody but the two people of a running opening."""
        opening = self.opening(request, pk, opening_pk)
        sent = self.sent(request)
        ended = actions.unseal(
            opening=opening, level=sent["level"], reason=sent["reason"], by=actor(request), at=timezone.now()
        )
        return Response(SealedOpeningRow(ended).data)


def _child(door: Any, name: str, pk: Any) -> Any:
    """Returns the input or file of the record, or None where none is named; 404 for one that is not there."""
    if pk is None:
        return None
    found: Attachment | Any = get_object_or_404(getattr(door, name), pk=pk)
    found.engagement = door
    return found
