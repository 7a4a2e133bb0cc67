"""Full-text search over everything the taxonomy has a page for."""

import re
from typing import Any, TypedDict

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from taxonomy.models import Category, Edition, Example, Framework, Group, Provision, Right

KINDS = {
    "taxonomy:category": _("Category"),
    "taxonomy:right": _("Right"),
    "taxonomy:example": _("Example"),
    "taxonomy:group": _("Group"),
    "taxonomy:framework": _("Framework"),
}


class Hit(TypedDict):
    """One row that was found; `page` names the view that shows it, `key` its code there."""

    page: str
    key: str
    heading: str
    extract: str
    score: float


def found(words: str, edition: Edition) -> QuerySet[Any, Hit]:
    """Returns what fits the words, best first: plain values, one query for all tables together.

    Four hundred short rows need no index: a search takes some fifteen milliseconds.
    """
    # A category that only another edition has is found, too; the edition's own come from the edition.
    categories = Category.objects.filter(
        Q(edition=edition) | ~Q(code__in=Category.objects.of(edition).values("code"))
    )
    provisions = Provision.objects.annotate(
        label=Concat("ref", Value(" "), "title", output_field=TextField())
    )
    parts = (
        _hits(categories, words, "category", ("code", "title", "description", "articles_line")),
        _hits(Right.objects.all(), words, "right", ("code", "title", "description", "articles_line")),
        _hits(Example.objects.all(), words, "example", ("code", "text", "code", "code")),
        _hits(Group.objects.all(), words, "group", ("code", "title", "description", "code")),
        _hits(Framework.objects.all(), words, "framework", ("code", "title", "note", "version")),
        _hits(provisions, words, "framework", ("framework__code", "label", "framework__title", "ref")),
    )
    first, *others = parts
    return first.union(*others, all=True).order_by("-score", "page", "key", "heading")


def _hits(
    rows: QuerySet[Any], words: str, page: str, columns: tuple[str, str, str, str]
) -> QuerySet[Any, Hit]:
    key, heading, extract, more = columns
    query = SearchQuery(_query(words), config="english", search_type="raw")
    is_this_one = Q(**{f"{key}__iexact": words.strip()})
    vector = (
        SearchVector(heading, weight="A", config="english")
        + SearchVector(extract, weight="B", config="english")
        + SearchVector(key, more, weight="C", config="english")
    )
    hits: QuerySet[Any, Hit] = (
        rows.order_by()
        .annotate(vector=vector)
        .filter(Q(vector=query) | is_this_one)
        .values(
            page=Value(f"taxonomy:{page}", output_field=TextField()),
            key=Cast(key, TextField()),
            heading=Cast(heading, TextField()),
            extract=Cast(extract, TextField()),
            score=SearchRank(vector, query) + Case(When(is_this_one, then=1.0), default=0.0),
        )
    )
    return hits


def _query(words: str) -> str:
    """Returns a query for entries with all the words, long ones as beginnings: "child" finds children."""
    return " & ".join(f"{word}:*" if len(word) > 3 else word for word in re.findall(r"\w+", words))
