"""Who can see an assessment: letting outsiders in until a date, and closing the door again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import grants
from assessments.forms.grants import GrantForm, OrganisationGrantForm, PersonGrantForm
from assessments.models import Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from hrdd.sharing import access
from hrdd.sharing.actions import give_grant, let_in, withdraw_grant
from hrdd.sharing.policy import Action


@require_safe
def sharing(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns who can see the assessment, with the forms that let others in."""
    return _page(request, load(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest, pk: str) -> HttpResponse:
    """Lets an organisation in, then returns to the list."""
    assessment = load(request, pk)
    if request.method != "POST":
        return redirect("assessments:sharing", pk=pk)
    form = OrganisationGrantForm(request.POST, prefix="organisation")
    if not _given(request, assessment, form):
        return _page(request, assessment, organisation_form=form, status=422)
    return redirect("assessments:sharing", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: str) -> HttpResponse:
    """Lets one person in and writes to her, then returns to the list."""
    assessment = load(request, pk)
    if request.method != "POST":
        return redirect("assessments:sharing", pk=pk)
    form = PersonGrantForm(request.POST, prefix="person")
    if not _given(request, assessment, form):
        return _page(request, assessment, person_form=form, status=422)
    return redirect("assessments:sharing", pk=pk)


@require_POST
def withdrawal(request: HttpRequest, pk: str, grant_pk: str) -> HttpResponse:
    """Closes the door at once: what the grant opened answers 404 from the next request on."""
    assessment = load(request, pk)
    grant = grants.find(assessment, grant_pk)
    withdraw_grant(grant=grant, by=actor(request), at=timezone.now())
    messages.success(request, _("%s cannot see this assessment any more.") % grant.recipient)
    return redirect("assessments:sharing", pk=pk)


def load(request: HttpRequest, pk: str) -> Assessment:
    """Returns the assessment, on which sharing must be allowed; 404 or 403 otherwise."""
    rows = Assessment.objects.for_lists()
    found: Assessment = access.get(Assessment, request.user, Action.SHARE, pk=pk, rows=rows)
    return found


def _given(request: HttpRequest, assessment: Assessment, form: GrantForm) -> bool:
    if not form.is_valid():
        return False
    answers, by, now = form.cleaned_data, actor(request), timezone.now()
    terms = {"root": assessment, "role": answers["role"], "until": answers["until"], "by": by, "at": now}
    try:
        if "person" in answers:
            grant = let_in(email=answers["person"], **terms)
        else:
            grant = give_grant(organisation=answers["organisation"], **terms)
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, _("%s can see this assessment now.") % grant.recipient)
    return True


def _page(
    request: HttpRequest, assessment: Assessment, *, organisation_form: GrantForm | None = None,
    person_form: GrantForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    to_organisations, to_people = grants.living(assessment)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="sharing"),
        "readers": readers(assessment),
        "grants": [
            *to_organisations.order_by("group__organisation__name"),
            *to_people.order_by("user__name", "user__email"),
        ],
        "organisation_form": organisation_form or OrganisationGrantForm(prefix="organisation"),
        "person_form": person_form or PersonGrantForm(prefix="person"),
    }
    return render(request, "assessments/sharing.html", context, status=status)
