"""Closing, deferring and reopening a risk over the API; the approver's answer; a rating looked at again."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.happened_rows import DecisionAnswerRow, DecisionRow, VersionRow
from assessments.api.input import posted, valid
from assessments.api.on_risk import OnRisk
from assessments.api.risks import for_api, shown
from assessments.api.rows import RiskRow
from assessments.api.views import stale_write
from assessments.forms import AnswerForm, DecisionForm
from assessments.models import RiskDecision
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class Decisions(OnRisk):
    """The decisions to close, defer or reopen a risk."""

    serializer_class = DecisionRow

    @extend_schema(operation_id="decisions_list", responses=DecisionRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the decisions, the newest first."""
        risk = self.risk(request, Action.VIEW, pk, risk_pk)
        page = self.paginate_queryset(risk.decisions.select_related("decided_by", "approver")) or []
        return self.get_paginated_response(DecisionRow(page, many=True).data)

    @extend_schema(operation_id="decisions_create", responses={201: DecisionRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Decides: in force at once up to band 3, and for reopening; else it waits for its approver."""
        risk = self.risk(request, Action.EDIT, pk, risk_pk)
        data = self.checked(request)
        data["approver"] = data.pop("approver_id", None)
        form = valid(DecisionForm(posted(data), risk=risk, by=actor(request), offer_all=True))
        new = actions.decide_standing(risk=risk, **form.decision(), by=actor(request), at=timezone.now())
        return self.made(request, new.pk, DecisionRow(new).data)


class DecisionStep(OnRisk):
    """What happens to a decision that waits."""

    http_method_names = ["post", "options"]
    act: ClassVar[Callable[..., RiskDecision]]
    action: ClassVar[Action] = Action.APPROVE

    def step(self, request: Request, pk: str, risk_pk: str, decision_pk: str) -> Response:
        """Returns the decision as it stands after this; 409 when it changed meanwhile."""
        risk = self.risk(request, self.action, pk, risk_pk)
        rows = risk.decisions.select_related("decided_by", "approver")
        decision: RiskDecision = get_object_or_404(rows, pk=decision_pk)
        decision.risk = risk
        data = self.checked(request)
        if self.action is Action.APPROVE:
            valid(AnswerForm(posted(data)))
        version = data.pop("version")
        try:
            saved = type(self).act(
                decision=decision, expected_version=version, by=actor(request), at=timezone.now(), **data
            )
        except Stale as stale:
            raise stale_write(DecisionRow(stale.current).data, request) from stale
        return Response(DecisionRow(saved).data)


class DecisionApproval(DecisionStep):
    """Approving a decision that waits for you."""

    serializer_class = DecisionAnswerRow
    act = staticmethod(actions.approve_decision)

    @extend_schema(operation_id="decisions_approve", request=DecisionAnswerRow, responses=DecisionRow)
    def post(self, request: Request, pk: str, risk_pk: str, decision_pk: str) -> Response:
        """Approves it, with a reason; it is in force from now on."""
        return self.step(request, pk, risk_pk, decision_pk)


class DecisionRefusal(DecisionStep):
    """Declining a decision that waits for you."""

    serializer_class = DecisionAnswerRow
    act = staticmethod(actions.decline_decision)

    @extend_schema(operation_id="decisions_refuse", request=DecisionAnswerRow, responses=DecisionRow)
    def post(self, request: Request, pk: str, risk_pk: str, decision_pk: str) -> Response:
        """Declines it, with a reason; the risk stands as it stood."""
        return self.step(request, pk, risk_pk, decision_pk)


class DecisionWithdrawal(DecisionStep):
    """Taking back a decision that waits."""

    serializer_class = VersionRow
    act = staticmethod(actions.withdraw_decision)
    action = Action.EDIT

    @extend_schema(operation_id="decisions_withdraw", request=VersionRow, responses=DecisionRow)
    def post(self, request: Request, pk: str, risk_pk: str, decision_pk: str) -> Response:
        """Withdraws it; another one may be taken."""
        return self.step(request, pk, risk_pk, decision_pk)


class Confirmation(OnRisk):
    """Somebody looked again, and the rating stands."""

    serializer_class = VersionRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="ratings_confirm", request=VersionRow, responses=RiskRow)
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Notes that the rating stands; `version` is the risk's. 409 with both states on an old one."""
        risk = self.risk(request, Action.EDIT, pk, risk_pk)
        version: Any = self.checked(request)["version"]
        try:
            actions.confirm_rating(risk=risk, expected_version=version, by=actor(request), at=timezone.now())
        except Stale as stale:
            current = for_api(risk.assessment.risks.all()).get(pk=risk.pk)
            raise stale_write(shown([current], risk.assessment)[0], request) from stale
        saved = for_api(risk.assessment.risks.all()).get(pk=risk.pk)
        return Response(shown([saved], risk.assessment)[0])
