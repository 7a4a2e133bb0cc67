"""Moving an assessment to another edition of the taxonomy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.editions import Move, move, others
from assessments.forms.coverage import MoveForm
from assessments.models import Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from assessments.views.coverage import load
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, pk: str) -> HttpResponse:
    """Says what moving to each other edition means, and moves it to the one she chose."""
    assessment = load(request, Action.EDIT, pk)
    sent = request.POST.get("edition")
    moves = [_section(move(assessment, other), assessment, request, sent) for other in others(assessment)]
    chosen = next((pair for pair in moves if pair[0].edition.code == sent), None)
    status = 200
    if request.method == "POST":
        status = _moved(request, assessment, *chosen) if chosen else 422
    if status == 302:
        return redirect("assessments:coverage", pk=pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="coverage", inside=True),
        "readers": readers(assessment),
        "moves": moves,
        "refused": chosen[1] if chosen else None,
        "conflict": status == 409,
        "nothing_chosen": status == 422 and chosen is None,
    }
    return render(request, "assessments/edition.html", context, status=status)


def _section(
    found: Move, assessment: Assessment, request: HttpRequest, sent: str | None
) -> tuple[Move, MoveForm]:
    code = found.edition.code
    data = request.POST if request.method == "POST" and sent == code else None
    return found, MoveForm(data, initial={"version": assessment.version}, move=found, prefix=code)


def _moved(request: HttpRequest, assessment: Assessment, chosen: Move, form: MoveForm) -> int:
    """Returns the status to answer with, 302 when it was moved."""
    if not form.is_valid():
        return 422
    try:
        actions.move_to_edition(
            assessment=assessment, edition=chosen.edition, targets=form.targets,
            expected_version=form.cleaned_data["version"], by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        renewed = request.POST.copy()
        renewed[f"{chosen.edition.code}-version"] = str(stale.current.version)
        form.data = renewed
        return 409
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return 422
    messages.success(
        request,
        _("The assessment now uses “%(edition)s”. Every risk and every reason came along.")
        % {"edition": chosen.edition},
    )
    return 302
