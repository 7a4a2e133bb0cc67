"""Suppliers and customers of a system."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions
from assessments.conflicts import conflict_versions, with_version
from assessments.forms.systems import PartyForm, SystemPartyForm, new_party, party_facts, typed_party
from assessments.meanwhile import both, of_party
from assessments.models import System, SystemParty
from assessments.views.systems import PAGE, head, load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the suppliers and customers; a post adds one."""
    posted = request.method == "POST"
    system = load(request, Action.EDIT if posted else Action.VIEW, pk=pk)
    initial = {"relation": SystemParty.Relation.SUPPLIER}
    form = SystemPartyForm(request.POST if posted else None, company_id=system.company_id, initial=initial)
    if posted and form.is_valid():
        try:
            link = actions.name_system_party(
                system=system, by=actor(request), at=timezone.now(), **new_party(form)
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is added.") % link.party)
            return redirect("assessments:system_parties", pk=pk)
    rows = system.system_parties.select_related("party")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {**head(request, system, current="parties"), "form": form, "page": page}
    return render(request, "assessments/system_parties.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, pk: str, system_party_pk: str) -> HttpResponse:
    """Changes what is known of a supplier or customer, and what for; 409 when someone saved first."""
    posted, conflict = request.method == "POST", None
    system = load(request, Action.EDIT, pk=pk)
    link = _link(system, system_party_pk)
    form = PartyForm(request.POST if posted else None, initial=typed_party(link))
    if posted and form.is_valid():
        try:
            actions.revise_system_party(link=link, by=actor(request), at=timezone.now(), **party_facts(form))
        except Stale as stale:
            link.party = stale.current
            conflict = conflict_versions(form, typed_party(link))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessments:system_parties", pk=pk)
    context = {
        **head(request, system, current="parties", inside=True),
        "link": link,
        "form": form,
        "conflict": conflict,
    }
    status = 409 if conflict is not None else 422 if posted else 200
    return render(request, "assessments/system_party.html", context, status=status)


@require_POST
def removal(request: HttpRequest, pk: str, system_party_pk: str) -> HttpResponse:
    """Takes a supplier or customer off the system; 409 and both states when someone saved it first."""
    system = load(request, Action.EDIT, pk=pk)
    link = _link(system, system_party_pk)
    try:
        actions.remove_system_party(
            link=link, expected_version=whole_number(request.POST.get("version", "")), by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        now = stale.current
        context = {
            **head(request, system, current="parties", inside=True),
            "link": now,
            "version": now.party.version,
            **both(request, of_party(now)),
        }
        return render(request, "assessments/system_party_removal.html", context, status=409)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%s is taken off. Your company still knows it.") % link.party)
    return redirect("assessments:system_parties", pk=pk)


def _link(system: System, pk: str) -> SystemParty:
    found: SystemParty = get_object_or_404(system.system_parties.select_related("party"), pk=pk)
    return found
