"""Who outside may see an assessment, over the API."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import grants
from assessments.api.paging import GrantCursor
from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.sharing import access
from hrdd.sharing.actions import KIND_FOR, Grant, give_grant, let_in, withdraw_grant
from hrdd.sharing.models import PersonGrant
from hrdd.sharing.policy import Action


class GrantRow(serializers.Serializer[Any]):
    """Who is let in until when: an `organisation` by its id, or one `person` by her e-mail, never both."""

    id = serializers.UUIDField(read_only=True)
    organisation = serializers.UUIDField(required=False, allow_null=True)
    person = serializers.EmailField(required=False, allow_null=True)
    role = serializers.ChoiceField(sorted(KIND_FOR))
    until = serializers.DateTimeField()
    given_by = serializers.CharField(read_only=True)
    given_at = serializers.DateTimeField(read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Returns the answers with the organisation as its row; exactly one recipient must be named."""
        wanted, person = attrs.get("organisation"), attrs.get("person")
        if bool(wanted) == bool(person):
            raise serializers.ValidationError(_("Name either an organisation or a person."))
        if wanted:
            attrs["organisation"] = Organisation.objects.outside().filter(pk=wanted).first()
            if attrs["organisation"] is None:
                raise serializers.ValidationError({"organisation": [_("There is no such organisation.")]})
        return attrs

    def to_representation(self, instance: Grant) -> dict[str, Any]:
        """Returns the grant in the words in which it can be given again."""
        return {
            "id": str(instance.pk),
            "organisation": None
            if isinstance(instance, PersonGrant)
            else str(instance.group.organisation.pk),
            "person": instance.user.email if isinstance(instance, PersonGrant) else None,
            "role": instance.role,
            "until": instance.until.isoformat(),
            "given_by": str(instance.given_by),
            "given_at": instance.given_at.isoformat(),
        }


class Grants(generics.GenericAPIView[Any]):
    """The living grants of an assessment."""

    serializer_class = GrantRow
    pagination_class = GrantCursor

    @extend_schema(operation_id="grants_list", responses=GrantRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns who is let in, the latest first."""
        assessment = load(request, pk)
        page = self.paginate_queryset(grants.living(assessment)) or []
        return self.get_paginated_response(GrantRow(page, many=True).data)

    @extend_schema(operation_id="grants_create", responses={201: GrantRow})
    def post(self, request: Request, pk: str) -> Response:
        """Lets an organisation or a person in; for one that is in already this changes the date."""
        assessment = load(request, pk)
        row = GrantRow(data=request.data)
        row.is_valid(raise_exception=True)
        answers = row.validated_data
        terms = {
            "root": assessment, "role": answers["role"], "until": answers["until"],
            "by": actor(request), "at": timezone.now(),
        }  # fmt: skip
        if answers.get("person"):
            grant = let_in(email=answers["person"], **terms)
        else:
            grant = give_grant(organisation=answers["organisation"], **terms)
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{grant.pk}/"}
        return Response(GrantRow(grant).data, status=status.HTTP_201_CREATED, headers=headers)


class GrantDetail(generics.GenericAPIView[Any]):
    """One living grant."""

    serializer_class = GrantRow

    @extend_schema(operation_id="grants_retrieve")
    def get(self, request: Request, pk: str, grant_pk: UUID) -> Response:
        """Returns the grant."""
        return Response(GrantRow(grants.find(load(request, pk), grant_pk)).data)

    @extend_schema(operation_id="grants_withdraw", responses={204: None})
    def delete(self, request: Request, pk: str, grant_pk: UUID) -> Response:
        """Withdraws the grant: what it opened answers 404 from the next request on."""
        grant = grants.find(load(request, pk), grant_pk)
        withdraw_grant(grant=grant, by=actor(request), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def load(request: Request, pk: str) -> Assessment:
    """Returns the assessment, on which sharing must be allowed; 404 or 403 otherwise."""
    return access.get(Assessment, request.user, Action.SHARE, pk=pk)
