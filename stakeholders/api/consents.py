"""What participants agreed to, over the API."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import checked
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.consent_rows import ConsentCodeRow, ConsentRow, ConsentWithdrawalRow
from stakeholders.api.on_engagement import OnEngagement, made
from stakeholders.forms import ConsentForm, WithdrawalForm
from stakeholders.forms.consents import USES, typed_consent
from stakeholders.models import Consent
from stakeholders.views.consents import consent_of

YES_NO = {True: "yes", False: "no", None: ""}


class OfConsents(OnEngagement):
    """What is asked of the consents of an engagement."""

    def one(self, request: Request, action: Action, pk: str, consent_pk: str) -> Consent:
        """Returns the consent, on whose engagement the action must be allowed; 404 or 403 otherwise."""
        return consent_of(self.engagement(request, action, pk), consent_pk)


class Consents(OfConsents):
    """What the participants of an engagement agreed to."""

    serializer_class = ConsentRow

    @extend_schema(operation_id="consents_list", responses=ConsentRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the participants by pseudonym."""
        rows = self.engagement(request, Action.READ_INTERNAL, pk).consents.in_full()
        return self.get_paginated_response(ConsentRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="consents_create", responses={201: ConsentRow})
    def post(self, request: Request, pk: str) -> Response:
        """Writes down what a participant agreed to. A use that is not sent is not allowed."""
        found = self.engagement(request, Action.LOG, pk)
        form = checked(ConsentForm, _typed(self.sent(request)), engagement=found)
        new = actions.record_consent(
            engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
        )
        return made(request, new.pk, ConsentRow(new).data)


class ConsentDetail(OfConsents):
    """What one participant agreed to."""

    serializer_class = ConsentRow

    @extend_schema(operation_id="consents_retrieve")
    def get(self, request: Request, pk: str, consent_pk: str) -> Response:
        """Returns her answers, use by use."""
        return Response(ConsentRow(self.one(request, Action.READ_INTERNAL, pk, consent_pk)).data)

    @extend_schema(operation_id="consents_update")
    def patch(self, request: Request, pk: str, consent_pk: str) -> Response:
        """Changes what is given; `uses` replaces all answers. 409 when `version` is an older one."""
        consent = self.one(request, Action.LOG, pk, consent_pk)
        sent = self.sent(request, partial=True)
        data = {**typed_consent(consent), **_typed(sent)}
        form = checked(ConsentForm, data, engagement=consent.engagement, consent=consent)
        try:
            saved = actions.revise_consent(
                consent=consent, entry=form.entry(), reason=sent.get("reason", ""),
                expected_version=sent.get("version", consent.version), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(ConsentRow(stale.current).data, request) from stale
        return Response(ConsentRow(saved).data)


class ConsentWithdrawal(OfConsents):
    """Consent that is taken back."""

    serializer_class = ConsentWithdrawalRow

    @extend_schema(operation_id="consents_withdraw", responses=ConsentRow)
    def post(self, request: Request, pk: str, consent_pk: str) -> Response:
        """Takes back these uses, at once and everywhere."""
        consent = self.one(request, Action.LOG, pk, consent_pk)
        form = checked(WithdrawalForm, self.sent(request), consent=consent)
        saved = actions.withdraw_consent(
            consent=consent, uses=form.cleaned_data["uses"], how=form.cleaned_data["how"],
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
        return Response(ConsentRow(saved).data)


class ConsentCode(OfConsents):
    """A participant's own code."""

    serializer_class = ConsentCodeRow

    @extend_schema(operation_id="consents_make_code", request=None, responses={201: ConsentCodeRow})
    def post(self, request: Request, pk: str, consent_pk: str) -> Response:
        """Makes a code and returns it this once; an earlier one ends."""
        consent = self.one(request, Action.LOG, pk, consent_pk)
        consent, code = actions.make_code(consent=consent, by=actor(request), at=timezone.now())
        told: dict[str, Any] = {
            "code": code, "until": consent.code_until,
            "address": request.build_absolute_uri(reverse("stakeholders:my_consent")),
        }  # fmt: skip
        headers = {"Cache-Control": "no-store"}
        return Response(ConsentCodeRow(told).data, status=status.HTTP_201_CREATED, headers=headers)


def _typed(sent: dict[str, Any]) -> dict[str, Any]:
    """Returns checked JSON as the form takes it: `uses` as one question each."""
    data = {name: value for name, value in sent.items() if name != "uses"}
    for name in ("guardian_agreed", "child_agreed"):
        if name in data:
            data[name] = YES_NO[data[name]]
    if "is_child" in data:
        data["is_child"] = data["is_child"] or ""
    if "uses" in sent:
        for use in USES:
            data |= {use: "", f"{use}_scope": "", f"{use}_until": ""}
        for said in sent["uses"]:
            use = said["use"]
            data[use] = said["answer"]
            data[f"{use}_scope"] = said.get("scope", "")
            data[f"{use}_until"] = said.get("expires_on") or ""
    return data
