"""Public pages: the taxonomy by category, right, group and framework, and a search over all of it."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hrdd.lib.drawings import Tab
from taxonomy.crossings import crossed
from taxonomy.editions import Editions, choose
from taxonomy.forms import SearchForm
from taxonomy.models import (
    Article,
    Category,
    Example,
    Framework,
    Gap,
    Group,
    Mapping,
    Right,
)
from taxonomy.search import KINDS, found

SECTIONS: tuple[tuple[str, Promise], ...] = (
    ("index", _("Categories")),
    ("rights", _("Rights")),
    ("groups", _("Groups")),
    ("frameworks", _("Frameworks")),
)
ARTICLES = Prefetch("articles", queryset=Article.objects.select_related("instrument"))
HITS_PER_PAGE = 20


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the categories of the edition asked for."""
    editions = _editions(request)
    categories = Category.objects.of(editions.chosen).counted()
    context = {"tabs": _tabs("index"), "editions": editions, "categories": categories}
    return render(request, "taxonomy/category_list.html", context)


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Returns what fits the words in `q`, twenty to a page; status 422 for words nobody could look for."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = None
    if words:
        page = Paginator(found(words, _editions(request).chosen), HITS_PER_PAGE).get_page(
            request.GET.get("page")
        )
    hits = [(hit, KINDS[hit["page"]]) for hit in page or ()]
    context = {"tabs": _tabs(""), "form": form, "words": words, "page": page, "hits": hits}
    return render(request, "taxonomy/search.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """Returns one category with its articles, rights, examples, and what other lists of risks call it."""
    editions = _editions(request)
    having = list(Category.objects.filter(code=code).prefetch_related(ARTICLES))
    # A link without an edition still finds a category that the default edition lacks.
    row = next((row for row in having if row.edition_id == editions.chosen.id), None)
    if row is None and "edition" not in request.GET and having:
        row = having[0]
        editions = Editions(next(e for e in editions.all if e.id == row.edition_id), editions.all)
    if row is None:
        raise Http404
    context = {
        "tabs": _tabs("index", below=True),
        "category": row,
        "editions": Editions(
            editions.chosen, [e for e in editions.all if e.id in {c.edition_id for c in having}]
        ),
        "rights": row.rights.all(),
        "examples": row.examples.all(),
        "mappings": Mapping.objects.of_category(code).with_ends(),
    }
    return render(request, "taxonomy/category_detail.html", context)


@login_not_required
@require_safe
def example(request: HttpRequest, code: str) -> HttpResponse:
    """Returns one entry of the starter catalogue with rights, groups and frameworks it leads to."""
    row = get_object_or_404(Example, code=code)
    context = {
        "tabs": _tabs("index", below=True),
        "example": row,
        "category": Category.objects.filter(examples=row).order_by("-edition__is_default").first(),
        "rights": row.rights.all(),
        "groups": row.groups.all(),
        "mappings": Mapping.objects.of_category(row.category_code).with_ends(),
    }
    return render(request, "taxonomy/example_detail.html", context)


@login_not_required
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Returns all rights, also those that no category of the edition looks after."""
    editions = _editions(request)
    rows = Right.objects.with_categories_of(editions.chosen)
    context = {"tabs": _tabs("rights"), "editions": editions, "rights": rows}
    return render(request, "taxonomy/right_list.html", context)


@login_not_required
@require_safe
def right(request: HttpRequest, code: str) -> HttpResponse:
    """Returns one right with its articles, categories, examples and provisions of frameworks."""
    editions = _editions(request)
    rows = Right.objects.with_categories_of(editions.chosen).prefetch_related(ARTICLES)
    row = get_object_or_404(rows, code=code)
    context = {
        "tabs": _tabs("rights", below=True),
        "editions": editions,
        "right": row,
        "examples": row.examples.all(),
        "provisions": row.provisions.select_related("framework"),
    }
    return render(request, "taxonomy/right_detail.html", context)


@login_not_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Returns all groups with how many examples name each."""
    rows = Group.objects.annotate(example_count=Count("examples")).order_by("position")
    return render(request, "taxonomy/group_list.html", {"tabs": _tabs("groups"), "groups": rows})


@login_not_required
@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Returns one group with the examples that name it and the rights at stake in them."""
    row = get_object_or_404(Group, code=code)
    context = {
        "tabs": _tabs("groups", below=True),
        "group": row,
        "examples": row.examples.all(),
        "rights": Right.objects.filter(examples__groups=row).distinct(),
    }
    return render(request, "taxonomy/group_detail.html", context)


@login_not_required
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Returns the frameworks of the crosswalk."""
    rows = Framework.objects.annotate(provision_count=Count("provisions")).order_by("position")
    return render(request, "taxonomy/framework_list.html", {"tabs": _tabs("frameworks"), "frameworks": rows})


@login_not_required
@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """Returns one framework: its provisions, where others say the same or not, and what it leaves out."""
    row = get_object_or_404(Framework, code=code)
    context = {
        "tabs": _tabs("frameworks", below=True),
        "framework": row,
        "provisions": crossed(row),
        "gaps": row.gaps.select_related("missing__framework"),
        "filled": Gap.objects.filter(missing__framework=row).select_related("framework", "missing"),
    }
    return render(request, "taxonomy/framework_detail.html", context)


def _editions(request: HttpRequest) -> Editions:
    """Returns the editions, the one named in the address chosen; raises Http404 for one we do not have."""
    if editions := choose(request.GET.get("edition", "")):
        return editions
    raise Http404


def _tabs(here: str, *, below: bool = False) -> list[Tab]:
    return [
        Tab(
            str(title),
            reverse(f"taxonomy:{name}"),
            current=("true" if below else "page") if name == here else "",
        )
        for name, title in SECTIONS
    ]
