"""The contacts of a group: pseudonyms, how each is reached, and the door behind which it says who she is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import ContactForm, ErasureForm, OpeningForm
from stakeholders.forms.contacts import SEALED, typed_contact
from stakeholders.models import Contact, StakeholderGroup
from stakeholders.views.groups import load_group

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters(*SEALED)
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the contacts by their pseudonyms, with a form to add one for those who may."""
    action = Action.LOG if request.method == "POST" else Action.READ_INTERNAL
    group = load_group(request, action, pk=pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.add_contact(
                group=group, called=form.cleaned_data["called"], identity=form.identity(),
                entry=form.entry(), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Added as “%s”. Who it is, is sealed.") % contact)
            return redirect("stakeholders:contacts", pk=group.pk)
    found = group.contacts.by_pseudonym()
    context = {"form": form, "page": Paginator(found, PAGE).get_page(request.GET.get("page"))}
    return contact_page(request, group, "contact_list", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters(*SEALED)
def contact(request: HttpRequest, pk: str, contact_pk: str) -> HttpResponse:
    """Changes a contact; 409 with both texts when someone saved first. Who she is never stands in it."""
    group, found = load_contact(request, Action.LOG, pk, contact_pk)
    is_erased = found.erased_at is not None
    form = ContactForm(request.POST or None, initial=typed_contact(found), is_known=True, is_erased=is_erased)
    is_held = found.holds.running().exists()
    context: dict[str, Any] = {"form": form, "contact": found, "is_held": is_held}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_contact(
                contact=found, entry=form.entry(), identity=form.identity(),
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_contact(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:contacts", pk=group.pk)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return contact_page(request, group, "contact", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("identity", "context")
def opening(request: HttpRequest, pk: str, contact_pk: str) -> HttpResponse:
    """Asks for a reason; a POST with one shows who she is, once, on that answer and nowhere else."""
    group, found = load_contact(request, Action.OPEN_IDENTITY, pk, contact_pk)
    form = OpeningForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "contact": found}
    if request.method == "POST" and form.is_valid():
        try:
            context["identity"] = actions.open_identity(
                contact=found, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
    status = 422 if form.is_bound and "identity" not in context else 200
    return contact_page(request, group, "contact_opening", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, pk: str, contact_pk: str) -> HttpResponse:
    """Erases who she is, for good, with a reason; 409 when someone changed the contact meanwhile."""
    group, found = load_contact(request, Action.LOG, pk, contact_pk)
    form = ErasureForm(request.POST or None, initial={"version": found.version})
    context: dict[str, Any] = {"form": form, "contact": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase_identity(
                contact=found, reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = []
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Who “%s” is, is erased.") % found)
            return redirect("stakeholders:contacts", pk=group.pk)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return contact_page(request, group, "contact_erasure", context, status=status)


def load_contact(
    request: HttpRequest, action: Action, pk: str, contact_pk: str
) -> tuple[StakeholderGroup, Contact]:
    """Returns the group and a contact of it; 404 or 403 otherwise."""
    group = load_group(request, action, pk=pk)
    found: Contact = get_object_or_404(group.contacts.by_pseudonym(), pk=contact_pk)
    found.group = group
    return group, found


def contact_page(
    request: HttpRequest, group: StakeholderGroup, name: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Returns a page about a contact, or about all of a group."""
    whole = {
        "group": group,
        "can_log": access.can(request.user, Action.LOG, group),
        "can_open_identity": access.can(request.user, Action.OPEN_IDENTITY, group),
        "today": timezone.localdate(),
        **context,
    }
    return render(request, f"stakeholders/{name}.html", whole, status=status)
