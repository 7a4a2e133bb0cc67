"""Contacts over the API: pseudonyms everywhere, and one resource that tells who it is, once."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import posted
from hrdd.accounts.actor import actor
from hrdd.api.errors import Conflict
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.group_rows import (
    ContactChange,
    ContactDetailRow,
    ContactRow,
    ErasureRow,
    IdentityRow,
    NewContact,
    OpeningRow,
)
from stakeholders.api.groups import load_group
from stakeholders.api.input import valid
from stakeholders.forms import ContactForm, ErasureForm, OpeningForm
from stakeholders.forms.contacts import SEALED, typed_contact
from stakeholders.models import Contact


class OneContact(generics.GenericAPIView[Contact]):
    """What is asked of one contact."""

    def contact(self, request: Request, action: Action, pk: str, contact_pk: str) -> Contact:
        """Returns the contact through its group."""
        group = load_group(request, action, pk)
        found: Contact = get_object_or_404(group.contacts.by_pseudonym(), pk=contact_pk)
        found.group = group
        return found

    def checked(self, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """Returns the body as plain values; raises ValidationError for one of the wrong shape."""
        row = self.get_serializer_class()(data=request.data, partial=partial)
        row.is_valid(raise_exception=True)
        return dict(row.validated_data)


class Contacts(OneContact):
    """The contacts of a group."""

    serializer_class = NewContact

    @extend_schema(operation_id="contacts_list", responses=ContactRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the contacts by their pseudonyms, the latest first."""
        group = load_group(request, Action.READ_INTERNAL, pk)
        page = self.paginate_queryset(group.contacts.by_pseudonym()) or []
        return self.get_paginated_response(ContactRow(page, many=True).data)

    @extend_schema(operation_id="contacts_create", responses={201: ContactDetailRow})
    def post(self, request: Request, pk: str) -> Response:
        """Adds a contact; who she is, is sealed at once."""
        group = load_group(request, Action.LOG, pk)
        form = valid(ContactForm(posted(self.checked(request))))
        contact = actions.add_contact(
            group=group, called=form.cleaned_data["called"], identity=form.identity(), entry=form.entry(),
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{contact.pk}/"}
        return Response(ContactDetailRow(contact).data, status=status.HTTP_201_CREATED, headers=headers)


class ContactDetail(OneContact):
    """One contact, for engagement leads."""

    serializer_class = ContactChange

    @extend_schema(operation_id="contacts_retrieve", responses=ContactDetailRow)
    def get(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Returns the contact by her pseudonym."""
        return Response(ContactDetailRow(self.contact(request, Action.LOG, pk, contact_pk)).data)

    @extend_schema(operation_id="contacts_update", responses=ContactDetailRow)
    def patch(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        contact = self.contact(request, Action.LOG, pk, contact_pk)
        given = self.checked(request, partial=True)
        data = {**typed_contact(contact), **given}
        form = valid(ContactForm(posted(data), is_known=True, is_erased=contact.erased_at is not None))
        try:
            saved = actions.revise_contact(
                contact=contact, entry=form.entry(), identity=form.identity(), by=actor(request),
                at=timezone.now(), expected_version=given.get("version", contact.version),
            )  # fmt: skip
        except Stale as stale:
            raise _conflict(stale, given) from stale
        return Response(ContactDetailRow(saved).data)


class ContactOpenings(OneContact):
    """Opening who a contact is. Each opening is a line of the log, with its reason."""

    serializer_class = OpeningRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="contact_openings_create", responses={201: IdentityRow})
    def post(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Returns who she is, in this answer only."""
        contact = self.contact(request, Action.OPEN_IDENTITY, pk, contact_pk)
        form = valid(OpeningForm(posted(self.checked(request))))
        identity = actions.open_identity(
            contact=contact, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
        )
        return Response(
            IdentityRow(identity).data,
            status=status.HTTP_201_CREATED,
            headers={"Cache-Control": "no-store, private"},
        )


class ContactErasure(OneContact):
    """Erasing who a contact is, for good."""

    serializer_class = ErasureRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="contact_erasure_create", responses=ContactDetailRow)
    def post(self, request: Request, pk: str, contact_pk: str) -> Response:
        """Returns the contact without who she is; 409 with both states when `version` is old."""
        contact = self.contact(request, Action.LOG, pk, contact_pk)
        data = self.checked(request)
        form = valid(ErasureForm(posted(data)))
        try:
            erased = actions.erase_identity(
                contact=contact, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now(),
                expected_version=data.get("version", contact.version),
            )  # fmt: skip
        except Stale as stale:
            raise _conflict(stale, data) from stale
        return Response(ContactDetailRow(erased).data)


def _conflict(stale: Stale, given: dict[str, Any]) -> Conflict:
    """Returns the 409; who she is goes back to nobody, not even to whoever sent it."""
    return Conflict(
        detail=_("Someone else saved first. Compare both states and send yours again with the new version."),
        current=ContactDetailRow(stale.current).data,
        yours={name: value for name, value in given.items() if name not in SEALED},
    )
