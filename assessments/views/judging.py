"""What the pages share on which one risk is judged: its frame, its rank, and a removal with its reason."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.anchors import ANCHORS, QUESTIONS
from assessments.forms import WithdrawalForm
from assessments.meanwhile import Fact, both, shown
from assessments.models import Assessment, Risk
from assessments.readers import readers
from assessments.reasons import in_a_sentence
from assessments.tabs import tabs
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale


def page(
    request: HttpRequest, template: str, assessment: Assessment, risk: Risk, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Returns a page about one risk, with the anchors and the names of everyone who can read it."""
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": risk,
        "anchors": ANCHORS,
        "questions": QUESTIONS,
        "readers": readers(assessment),
        **more,
    }
    return render(request, f"assessments/{template}.html", context, status=status)


def status_of(form: Any, conflict: Any = None) -> int:
    """Returns 409 for a conflict, 422 for input that was refused, else 200."""
    return 409 if conflict is not None else 422 if form.is_bound and form.errors else 200


def rank_of(assessment: Assessment, risk: Risk) -> int | None:
    """Returns the rank of a risk among those that are not closed; None for a closed one."""
    place = assessment.risks.standing().places([risk.pk]).get(risk.pk)
    return place.rank if place else None


def tell_rank(request: HttpRequest, assessment: Assessment, risk: Risk, *, before: int | None) -> None:
    """Says what became of the rank, old and new, and whom it follows now."""
    after = rank_of(assessment, risk)
    now = Risk.objects.select_related("worst_group").get(pk=risk.pk)
    follows = in_a_sentence(now.worst_group.title) if now.follows_group and now.worst_group else _("everyone")
    told = {"reference": now.reference, "before": before, "after": after, "group": follows}
    if before is None or after is None:
        said = _("Saved. %(reference)s is closed and has no rank.") % told
    elif before == after:
        said = _("Saved. %(reference)s stays at rank %(after)s; the rank follows %(group)s.") % told
    else:
        moved = _(
            "Saved. %(reference)s moved from rank %(before)s to rank %(after)s; the rank follows %(group)s."
        )
        said = moved % told
    messages.success(request, said)


def removal_page(
    request: HttpRequest, assessment: Assessment, risk: Risk, *, row: Any,
    facts: Callable[[Any], Sequence[Fact]], title: str, said: str, remove: Callable[[str, int], Any],
    done: Callable[[], None],
) -> HttpResponse:  # fmt: skip
    """Takes a judgement back with its reason, then returns to the risk.

    `row` is what is taken back, and `facts` says what the page shows of it: 409 and both states when somebody
    changed it meanwhile.
    """
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    state, conflict = {"version": row.version, **shown(facts(row))}, None
    if request.method == "POST" and form.is_valid():
        try:
            remove(form.cleaned_data["reason"], form.cleaned_data["version"] or 0)
        except Stale as stale:
            state = conflict = {"version": stale.current.version, **both(request, facts(stale.current))}
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            done()
            return redirect(risk)
    more = {"form": form, "title": title, "said": said, **state}
    return page(request, "removal", assessment, risk, status=status_of(form, conflict), **more)
