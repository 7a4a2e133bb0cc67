"""Who is in an organisation, for its administrators; for everyone else these pages do not exist."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hrdd.accounts import actions, letters
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import InvitationForm, RolesForm, add_refusal
from hrdd.accounts.models import Invitation, Organisation, User
from hrdd.lib.errors import Refused


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Returns the way to the people of the first organisation she administers; 404 when there is none."""
    first = Organisation.objects.administered_by(request.user).first()
    if first is None:
        raise Http404
    return redirect("accounts:organisation", first.pk)


@require_safe
def organisation(request: HttpRequest, organisation_pk: UUID) -> HttpResponse:
    """Returns the list of people and open invitations, with the form for another one."""
    here = _administered(request, organisation_pk)
    return _page(request, here, InvitationForm(organisation=here))


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, organisation_pk: UUID) -> HttpResponse:
    """Sends an invitation, then returns to the list; with errors the list comes back with status 422."""
    here = _administered(request, organisation_pk)
    if request.method != "POST":
        return redirect("accounts:organisation", here.pk)
    form = InvitationForm(request.POST, organisation=here)
    if not form.is_valid():
        return _page(request, here, form, status=422)
    by = actor(request)
    try:
        invitation, token = actions.invite(
            email=form.cleaned_data["email"], organisation=here, roles=form.cleaned_data["roles"],
            by=by, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, here, form, status=422)
    letters.send_invitation(invitation=invitation, token=token, by=by, host=here)
    messages.success(request, _("A letter is on its way to %s.") % invitation.email)
    return redirect("accounts:organisation", here.pk)


@require_POST
def invitation_withdrawal(request: HttpRequest, organisation_pk: UUID, invitation_pk: UUID) -> HttpResponse:
    """Withdraws an open invitation, then returns to the list."""
    here = _administered(request, organisation_pk)
    invitation = get_object_or_404(here.invitations, pk=invitation_pk)
    try:
        actions.withdraw_invitation(invitation=invitation, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The invitation of %s does not work any more.") % invitation.email)
    return redirect("accounts:organisation", here.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, organisation_pk: UUID, user_pk: UUID) -> HttpResponse:
    """Returns the form with a person's roles; a valid answer changes them and returns to the list."""
    here = _administered(request, organisation_pk)
    person = get_object_or_404(User.objects.of(here), pk=user_pk)
    standing = person.memberships.standing().filter(organisation=here)
    held = {"roles": list(standing.values_list("role", flat=True))}
    form = RolesForm(request.POST if request.method == "POST" else None, organisation=here, initial=held)
    wanted = form.cleaned_data["roles"] if form.is_valid() else []
    if wanted and _set_roles(request, here, person, wanted, form):
        messages.success(request, _("The roles of %s are changed.") % person)
        return redirect("accounts:people")
    return _roles_page(request, here, person, form)


@require_POST
def departure(request: HttpRequest, organisation_pk: UUID, user_pk: UUID) -> HttpResponse:
    """Ends a membership: the person keeps her account, and reaches nothing of the organisation any more."""
    here = _administered(request, organisation_pk)
    person = get_object_or_404(User.objects.of(here), pk=user_pk)
    form = RolesForm({"roles": []}, organisation=here)
    form.errors.clear()
    if not _set_roles(request, here, person, [], form):
        return _roles_page(request, here, person, form)
    messages.success(request, _("%s has left.") % person)
    return redirect("accounts:organisation", here.pk) if person != request.user else redirect("/")


def _set_roles(
    request: HttpRequest, here: Organisation, person: User, wanted: list[str], form: forms.Form
) -> bool:
    try:
        actions.set_roles(user=person, organisation=here, roles=wanted, by=actor(request), at=timezone.now())
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _administered(request: HttpRequest, pk: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.administered_by(request.user), pk=pk)


def _page(request: HttpRequest, here: Organisation, form: InvitationForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": here,
            "others": Organisation.objects.administered_by(request.user).exclude(pk=here.pk),
            "people": User.objects.of(here),
            "invitations": Invitation.objects.open(on=timezone.now())
            .filter(organisation=here)
            .select_related("invited_by")
            .order_by("-sent_at"),
            "form": form,
        },
        status=status,
    )


def _roles_page(request: HttpRequest, here: Organisation, person: User, form: RolesForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, "accounts/roles.html", {"organisation": here, "person": person, "form": form}, status=status
    )
