"""AI systems over the API: what is known of each, its versions, its suppliers and customers."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import checked
from assessments.api.system_rows import PartyRow, SystemPartyRow, SystemRow, SystemVersionRow
from assessments.api.views import company_of, stale_write
from assessments.forms.systems import (
    PartyForm,
    SystemForm,
    SystemPartyForm,
    SystemVersionForm,
    new_party,
    party_facts,
    typed_party,
    typed_system,
    typed_version,
)
from assessments.models import Party, System, SystemParty, SystemVersion
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

PARTY_VERSION = OpenApiParameter(
    "version", int, description="The version you saw; the one in force if absent."
)


@extend_schema_view(
    get=extend_schema(operation_id="systems_list"), post=extend_schema(operation_id="systems_create")
)
class Systems(generics.ListCreateAPIView[System]):
    """The AI systems of your company."""

    serializer_class = SystemRow

    def get_queryset(self) -> Any:
        """Returns the systems she can see."""
        return System.objects.visible_to(self.request.user).prefetch_related("groups")

    def perform_create(self, serializer: Any) -> None:
        """Adds a system to her company."""
        data = serializer.validated_data
        company = company_of(self.request, data.get("company_id"))
        form = checked(SystemForm, {"kind": System.Kind.APPLICATION, **data})
        serializer.instance = actions.create_system(
            company=company,
            facts=form.facts(),
            by=actor(self.request),
            at=timezone.now(),
            **{name: form.cleaned_data[name] for name in ("name", "kind", "description")},
        )


class SystemDetail(generics.GenericAPIView[System]):
    """One AI system."""

    serializer_class = SystemRow

    @extend_schema(operation_id="systems_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the system."""
        return Response(SystemRow(load(request, Action.VIEW, pk)).data)

    @extend_schema(operation_id="systems_update")
    def patch(self, request: Request, pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        system = load(request, Action.EDIT, pk)
        row = SystemRow(system, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = checked(SystemForm, {**typed_system(system), **row.validated_data})
        try:
            saved = actions.revise_system(
                system=system,
                facts=form.facts(),
                expected_version=row.validated_data.get("version", system.version),
                by=actor(request),
                at=timezone.now(),
                **{name: form.cleaned_data[name] for name in ("name", "kind", "description")},
            )
        except Stale as stale:
            raise stale_write(SystemRow(stale.current).data, request) from stale
        return Response(SystemRow(saved).data)


class SystemVersions(generics.GenericAPIView[SystemVersion]):
    """The versions of a system."""

    serializer_class = SystemVersionRow

    @extend_schema(operation_id="system_versions_list", responses=SystemVersionRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the versions, the latest first."""
        page = self.paginate_queryset(load(request, Action.VIEW, pk).versions.all()) or []
        return self.get_paginated_response(SystemVersionRow(page, many=True).data)

    @extend_schema(operation_id="system_versions_create", responses={201: SystemVersionRow})
    def post(self, request: Request, pk: str) -> Response:
        """Adds a version; a moment to look at it is proposed."""
        system = load(request, Action.EDIT, pk)
        row = SystemVersionRow(data=request.data)
        row.is_valid(raise_exception=True)
        facts = _version_facts(checked(SystemVersionForm, row.validated_data))
        new = actions.add_system_version(system=system, by=actor(request), at=timezone.now(), **facts)
        return created(SystemVersionRow(new).data, request, new.pk)


class SystemVersionDetail(generics.GenericAPIView[SystemVersion]):
    """One version of a system."""

    serializer_class = SystemVersionRow

    @extend_schema(operation_id="system_versions_retrieve")
    def get(self, request: Request, pk: str, version_pk: str) -> Response:
        """Returns the version."""
        system = load(request, Action.VIEW, pk)
        return Response(SystemVersionRow(get_object_or_404(system.versions, pk=version_pk)).data)

    @extend_schema(operation_id="system_versions_update")
    def patch(self, request: Request, pk: str, version_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        found = get_object_or_404(load(request, Action.EDIT, pk).versions, pk=version_pk)
        row = SystemVersionRow(found, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = checked(SystemVersionForm, {**typed_version(found), **row.validated_data})
        try:
            saved = actions.revise_system_version(
                version=found,
                expected_version=row.validated_data.get("version", found.version),
                by=actor(request),
                at=timezone.now(),
                **_version_facts(form),
            )
        except Stale as stale:
            raise stale_write(SystemVersionRow(stale.current).data, request) from stale
        return Response(SystemVersionRow(saved).data)


class SystemParties(generics.GenericAPIView[SystemParty]):
    """The suppliers and customers of a system."""

    serializer_class = SystemPartyRow

    @extend_schema(operation_id="system_parties_list", responses=SystemPartyRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the suppliers and customers, the latest first."""
        rows = load(request, Action.VIEW, pk).system_parties.select_related("party")
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response(SystemPartyRow(page, many=True).data)

    @extend_schema(operation_id="system_parties_create", responses={201: SystemPartyRow})
    def post(self, request: Request, pk: str) -> Response:
        """Adds a known `party`, or a new one by its `name`; a name that is known stands for that party."""
        system = load(request, Action.EDIT, pk)
        row = SystemPartyRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = checked(SystemPartyForm, row.validated_data, company_id=system.company_id)
        link = actions.name_system_party(
            system=system, by=actor(request), at=timezone.now(), **new_party(form)
        )
        return created(SystemPartyRow(link).data, request, link.pk)


class SystemPartyDetail(generics.GenericAPIView[SystemParty]):
    """One supplier or customer of a system."""

    serializer_class = SystemPartyRow

    def link(self, request: Request, action: Action, pk: str, system_party_pk: str) -> SystemParty:
        """Returns the supplier or customer through its system."""
        rows = load(request, action, pk).system_parties.select_related("party")
        found: SystemParty = get_object_or_404(rows, pk=system_party_pk)
        return found

    @extend_schema(operation_id="system_parties_retrieve")
    def get(self, request: Request, pk: str, system_party_pk: str) -> Response:
        """Returns the supplier or customer."""
        return Response(SystemPartyRow(self.link(request, Action.VIEW, pk, system_party_pk)).data)

    @extend_schema(operation_id="system_parties_update")
    def patch(self, request: Request, pk: str, system_party_pk: str) -> Response:
        """Changes name, country and positions on all systems, and the note on this one; 409 when stale."""
        link = self.link(request, Action.EDIT, pk, system_party_pk)
        row = SystemPartyRow(link, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = checked(PartyForm, {**typed_party(link), **row.validated_data})
        try:
            saved = actions.revise_system_party(
                link=link, by=actor(request), at=timezone.now(), **party_facts(form)
            )
        except Stale as stale:
            link.party = stale.current
            raise stale_write(SystemPartyRow(link).data, request) from stale
        return Response(SystemPartyRow(saved).data)

    @extend_schema(operation_id="system_parties_remove", responses={204: None}, parameters=[PARTY_VERSION])
    def delete(self, request: Request, pk: str, system_party_pk: str) -> Response:
        """Takes it off the system; the company still knows the party. 409 when `version` is old."""
        link = self.link(request, Action.EDIT, pk, system_party_pk)
        version = whole_number(request.query_params.get("version", ""), otherwise=link.party.version)
        try:
            actions.remove_system_party(
                link=link, expected_version=version, by=actor(request), at=timezone.now()
            )
        except Stale as stale:
            raise stale_write(SystemPartyRow(stale.current).data, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(get=extend_schema(operation_id="parties_list"))
class Parties(generics.ListAPIView[Party]):
    """Everyone your company knows in the value chain of its systems."""

    serializer_class = PartyRow

    def get_queryset(self) -> Any:
        """Returns the parties of her company."""
        return Party.objects.filter(company__in=company_ids(actor(self.request)))


def load(request: Request, action: Action, pk: str) -> System:
    """Returns the system, on which the action must be allowed; 404 or 403 otherwise."""
    found: System = access.get(System, request.user, action, pk=pk)
    return found


def created(data: Any, request: Request, pk: Any) -> Response:
    """Returns the new row with its address."""
    headers = {"Location": f"{request.build_absolute_uri(request.path)}{pk}/"}
    return Response(data, status=status.HTTP_201_CREATED, headers=headers)


def _version_facts(form: SystemVersionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "released_on", "changes")}
