"""Many risks at once over the API: one change to up to a hundred, or a start from a list."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import errors
from assessments.api.risks import for_api, shown
from assessments.api.rows import RiskRow
from assessments.examples import LIST_NAMES
from assessments.forms import BulkForm
from assessments.many import MOST, Became, Chosen, Outcome
from assessments.models import Assessment, Risk, System
from assessments.starting_lists import starting_lists
from hrdd.accounts.actor import actor
from hrdd.sharing import access
from hrdd.sharing.policy import Action

SEVERAL = ("add_groups", "remove_groups", "add_rights")
ALONE = ("category", "confidence", "involvement", "involvement_reason")


class ChosenRow(serializers.Serializer[Any]):
    """A risk to change, and the version of it that your change is based on."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class MeasureToPlan(serializers.Serializer[Any]):
    """A measure to plan for each of the risks."""

    title = serializers.CharField(max_length=500)
    owner = serializers.UUIDField(required=False, allow_null=True, help_text="A person of the company.")
    due_on = serializers.DateField(required=False, allow_null=True)


class ChangeRow(serializers.Serializer[Any]):
    """What is to be the same for all; what is left out stays as it is. Ratings are not among it."""

    category = serializers.CharField(required=False, help_text='Code of a category, such as "PRI".')
    confidence = serializers.ChoiceField(Risk.Confidence.choices, required=False)
    involvement = serializers.ChoiceField(Risk.InvolvementChoice.choices, required=False)
    involvement_reason = serializers.CharField(required=False, help_text="Needed with an involvement.")
    add_groups = serializers.ListField(child=serializers.CharField(), required=False)
    remove_groups = serializers.ListField(child=serializers.CharField(), required=False)
    add_rights = serializers.ListField(child=serializers.CharField(), required=False)
    delay_makes_irremediable = serializers.BooleanField(required=False, allow_null=True)
    measure = MeasureToPlan(required=False, allow_null=True)


class BulkRow(serializers.Serializer[Any]):
    """One change to up to a hundred risks."""

    risks = serializers.ListField(child=ChosenRow(), min_length=1, max_length=MOST)
    change = ChangeRow()


class OutcomeRow(serializers.Serializer[Outcome]):
    """What became of one risk. Where it was refused, `why` says it, and nothing of it was changed."""

    id = serializers.UUIDField(source="chosen.risk")
    reference = serializers.CharField(source="risk.reference", default=None, allow_null=True)
    became = serializers.ChoiceField([(became.value, became.value) for became in Became])
    why = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(source="risk.version", default=None, allow_null=True)


class OutcomesRow(serializers.Serializer[Any]):
    """What became of each risk, in the order in which they were given."""

    results = OutcomeRow(many=True)


class Bulk(generics.GenericAPIView[Any]):
    """One change to many risks; each stands or falls for itself."""

    serializer_class = BulkRow

    @extend_schema(operation_id="risks_bulk_update", request=BulkRow, responses=OutcomesRow)
    def post(self, request: Request, pk: str) -> Response:
        """Changes what is given in each risk; the answer says for each whether it was changed."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        row = BulkRow(data=request.data)
        row.is_valid(raise_exception=True)
        form = _form(row.validated_data["change"], assessment)
        chosen = {said["id"]: Chosen(said["id"], said["version"]) for said in row.validated_data["risks"]}
        outcomes = actions.revise_risks(
            assessment=assessment,
            chosen=list(chosen.values()),
            change=form.change(),
            by=actor(request),
            at=timezone.now(),
        )
        return Response(OutcomesRow({"results": outcomes}).data)


def _form(said: dict[str, Any], assessment: Assessment) -> BulkForm:
    """Returns the valid form for checked JSON; raises ValidationError named as the JSON names things."""
    posted = QueryDict(mutable=True)
    for name in SEVERAL:
        posted.setlist(name, said.get(name) or [])
    for name in ALONE:
        posted[name] = said.get(name) or ""
    delay = said.get("delay_makes_irremediable")
    posted["delay_makes_irremediable"] = "" if delay is None else "yes" if delay else "no"
    measure = said.get("measure") or {}
    for name in ("title", "owner", "due_on"):
        posted[f"measure_{name}"] = str(measure.get(name) or "")
    form = BulkForm(posted, assessment=assessment)
    if not form.is_valid():
        raise serializers.ValidationError({"change": errors(form)})
    return form


class StartRow(serializers.Serializer[Any]):
    """The examples to start from; leave them out to take the whole list."""

    kind = serializers.ChoiceField(
        System.Kind.choices,
        required=False,
        help_text="Whose list; otherwise that of the system.",
    )
    examples = serializers.ListField(child=serializers.CharField(), required=False, max_length=MOST)


class StartedRow(serializers.Serializer[Any]):
    """The risks that were started, none of them rated yet."""

    results = RiskRow(many=True)


class StartingList(generics.GenericAPIView[Any]):
    """The list of examples worth looking at for a kind of system."""

    serializer_class = StartRow

    @extend_schema(operation_id="starting_list_create", request=StartRow, responses={201: StartedRow})
    def post(self, request: Request, pk: str) -> Response:
        """Starts a risk from each example of the list that no risk began with; every measure is unknown."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        row = StartRow(data=request.data)
        row.is_valid(raise_exception=True)
        chosen = starting_lists()[row.validated_data.get("kind") or assessment.system.kind]
        codes = row.validated_data.get("examples", chosen.codes)
        if strange := sorted(set(codes) - set(chosen.codes)):
            message = _("Not in this list: %(codes)s") % {"codes": ", ".join(strange)}
            raise serializers.ValidationError({"examples": [message]})
        begun = actions.start_risks(
            assessment=assessment,
            codes=codes,
            list_name=str(LIST_NAMES[chosen.kind]),
            by=actor(request),
            at=timezone.now(),
        )
        saved = list(for_api(assessment.risks.filter(pk__in=[risk.pk for risk in begun])).order_by("number"))
        return Response({"results": shown(saved, assessment)}, status=status.HTTP_201_CREATED)
