"""Who handles a case: asking a colleague, and stepping back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from remedy import actions
from remedy.forms import ColleagueForm
from remedy.opened import Opened
from remedy.views.on_case import load, own_assignment, page, with_key


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def colleagues(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Asks a colleague of the desk to take the case on as well."""
    form = ColleagueForm(request.POST or None, channel=opened.case.channel, me=actor(request))
    context = {"opened": opened, "form": form}
    if request.method != "POST":
        return page(request, opened.case, "case_colleague", context)
    if not form.is_valid():
        return page(request, opened.case, "case_colleague", context, status=422)
    try:
        actions.ask_to_take(
            opened=opened, whom=form.cleaned_data["whom"], by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error("whom", refusal.message)
        return page(request, opened.case, "case_colleague", context, status=422)
    messages.success(request, _("Asked. She sees it once she says that nothing stands in her way."))
    return redirect("remedy:case", pk=opened.case.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stepping_back(request: HttpRequest, pk: str) -> HttpResponse:
    """Asks whether she wants to step back, and takes the case from her. No reason is asked."""
    case = load(request, Action.VIEW, pk=pk)
    assignment = own_assignment(request, case)
    if request.method != "POST":
        return page(request, case, "case_stepping_back", {"assignment": assignment})
    actions.step_back(assignment=assignment, by=actor(request), at=timezone.now())
    messages.success(request, _("You do not see this case any more."))
    return redirect("remedy:cases")
