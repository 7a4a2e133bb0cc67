"""Files on an engagement, over the API: multipart to hand one in, a download to take one away."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.evidence import MEDIA_TYPES
from assessments.api.input import posted, valid
from hrdd.accounts.actor import actor
from hrdd.api.parsers import WholeText
from hrdd.api.renderers import Whatever
from hrdd.evidence.forms import RemovalForm
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.on_engagement import OnEngagement, made
from stakeholders.api.rows import LinkRemovalRow
from stakeholders.api.sealed_rows import AttachmentRow, AttachmentUpload
from stakeholders.forms.attachments import AttachmentForm
from stakeholders.models import Attachment
from stakeholders.views.attachments import hand_over
from stakeholders.views.on_engagement import levels


class Attachments(OnEngagement):
    """The files of an engagement."""

    serializer_class = AttachmentRow
    parser_classes = (WholeText, MultiPartParser)

    @extend_schema(operation_id="attachments_list", responses=AttachmentRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the files you may take; sealed ones open to two people only."""
        found = self.engagement(request, Action.READ_INTERNAL, pk)
        rows = found.attachments.in_full().at_levels(levels(request.user, found))
        return self.get_paginated_response(AttachmentRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(
        operation_id="attachments_create",
        request={"multipart/form-data": AttachmentUpload},
        responses={201: AttachmentRow},
    )
    def post(self, request: Request, pk: str) -> Response:
        """Adds a file; what names people is sealed before it is stored."""
        found = self.engagement(request, Action.LOG, pk)
        row = AttachmentUpload(data=request.data)
        row.is_valid(raise_exception=True)
        form = valid(AttachmentForm(posted(dict(row.validated_data)), request.FILES, engagement=found))
        added = actions.attach_file(
            engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
        )
        return made(request, added.pk, AttachmentRow(added).data)


class AttachmentFile(OnEngagement):
    """The file itself."""

    renderer_classes = (Whatever,)
    serializer_class = AttachmentRow
    http_method_names = ["get", "head", "options"]

    @extend_schema(
        operation_id="attachments_file",
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES},
    )
    def get(self, request: Request, pk: str, attachment_pk: str) -> FileResponse:
        """Returns the file as a download; who took it is written in the log. 404 for sealed ones."""
        found = self.engagement(request, Action.READ_INTERNAL, pk)
        return hand_over(request, found, attachment_pk)


class AttachmentRemoval(OnEngagement):
    """Removing a file, with a reason."""

    serializer_class = LinkRemovalRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="attachments_remove", request=LinkRemovalRow, responses={204: None})
    def post(self, request: Request, pk: str, attachment_pk: str) -> Response:
        """Removes it for good; the reason stays in the log."""
        found = self.engagement(request, Action.LOG, pk)
        file: Attachment = get_object_or_404(found.attachments, pk=attachment_pk)
        file.engagement = found
        form = valid(RemovalForm(posted(self.sent(request))))
        actions.remove_file(
            file=file, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
