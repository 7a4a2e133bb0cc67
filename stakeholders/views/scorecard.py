"""How well people were heard for an assessment, and the rows behind each figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from hrdd.accounts.actor import Asked
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.models import Engagement
from stakeholders.scorecard import Figure
from stakeholders.scorecard_words import definition, said, title
from stakeholders.scored import Scored, scorecard
from stakeholders.views.on_assessment import load_assessment, page

PAGE = 25


@require_safe
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the figures, each with its definition and the way to its rows."""
    assessment = load_assessment(request, Action.VIEW, pk=pk)
    lines = [
        (one, title(one.figure), definition(one.figure), said(one.figure, one.score))
        for one in scored_for(request, assessment)
    ]
    return page(request, assessment, "scorecard", {"lines": lines}, inside=True)


@require_safe
def behind(request: HttpRequest, pk: str, figure: str) -> HttpResponse:
    """Returns the rows behind a figure, as far as she may know of them; 404 for one she is not shown."""
    assessment = load_assessment(request, Action.VIEW, pk=pk)
    found = next((one for one in scored_for(request, assessment) if one.figure == figure), None)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "title": title(found.figure),
        "definition": definition(found.figure),
        "said": said(found.figure, found.score),
        "page": Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
        "is_linked": found.figure is not Figure.GROUPS,
    }
    return page(request, assessment, "scorecard_rows", context, inside=True)


def scored_for(request: Asked, assessment: Assessment) -> list[Scored]:
    """Returns the figures as far as she may know."""
    known = Engagement.objects.visible_to(request.user)
    inside = bool(access.can(request.user, Action.READ_INTERNAL, assessment))
    return scorecard(assessment, known, on=timezone.localdate(), inside=inside)
