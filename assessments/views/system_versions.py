"""The versions of a system."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.conflicts import conflict_versions, with_version
from assessments.forms.systems import SystemVersionForm, typed_version
from assessments.views.systems import PAGE, head, load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the versions, the latest first; a post adds one and proposes a moment to look at it."""
    posted = request.method == "POST"
    system = load(request, Action.EDIT if posted else Action.VIEW, pk=pk)
    form = SystemVersionForm(request.POST if posted else None)
    if posted and form.is_valid():
        data = _facts(form)
        try:
            actions.add_system_version(system=system, by=actor(request), at=timezone.now(), **data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            said = _("Version %s is added. A moment to look at it is proposed.")
            messages.success(request, said % data["name"])
            return redirect("assessments:system_versions", pk=pk)
    page = Paginator(system.versions.all(), PAGE).get_page(request.GET.get("page"))
    context = {**head(request, system, current="versions"), "form": form, "page": page}
    return render(request, "assessments/system_versions.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: str, version_pk: str) -> HttpResponse:
    """Returns a version with the assessments that looked at it; a post changes it."""
    posted, conflict = request.method == "POST", None
    system = load(request, Action.EDIT if posted else Action.VIEW, pk=pk)
    found = get_object_or_404(system.versions.select_related("created_by"), pk=version_pk)
    form = SystemVersionForm(request.POST if posted else None, initial=typed_version(found))
    if posted and form.is_valid():
        try:
            saved = actions.revise_system_version(
                version=found,
                expected_version=form.cleaned_data["version"] or 0,
                by=actor(request),
                at=timezone.now(),
                **_facts(form),
            )
        except Stale as stale:
            conflict = conflict_versions(form, typed_version(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(saved)
    context = {
        **head(request, system, current="versions", inside=True),
        "found": found,
        "form": form,
        "conflict": conflict,
        "assessments": system.assessments.for_lists().filter(system_version=found)[:PAGE],
    }
    status = 409 if conflict is not None else 422 if posted else 200
    return render(request, "assessments/system_version.html", context, status=status)


def _facts(form: SystemVersionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "released_on", "changes")}
