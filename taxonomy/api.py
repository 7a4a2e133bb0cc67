"""The taxonomy, read-only and without a token."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from hrdd.api.paging import Cursor
from taxonomy import serializers
from taxonomy.editions import choose
from taxonomy.models import Article, Category, Edition, Example, Framework, Group, Right

ARTICLES = Prefetch("articles", queryset=Article.objects.select_related("instrument"))


class InOrder(Cursor):
    """The order of the taxonomy itself; all of it fits on one page."""

    page_size = 100
    ordering: Any = ("position", "code")


class ByCode(InOrder):
    ordering = ("code",)


class Open(ReadOnlyModelViewSet[Any]):
    """Reading without a token; one row is found by its code."""

    permission_classes = (AllowAny,)
    pagination_class = InOrder
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9_-]+"
    narrowing: type[Serializer[Any]] = serializers.Narrowing

    def asked(self) -> dict[str, str]:
        """Returns what the address narrows by; raises ValidationError for what no row could fit."""
        query = self.narrowing(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)

    def edition(self) -> Edition:
        """Returns the edition asked for, or the default one; raises ValidationError for an unknown one."""
        if editions := choose(self.asked().get("edition", "")):
            return editions.chosen
        raise ValidationError({"edition": ["We have no edition of this code."]})


class Editions(Open):
    queryset = Edition.objects.all()
    serializer_class = serializers.EditionSerializer
    pagination_class = ByCode


narrowed = extend_schema(parameters=[serializers.Narrowing])


@extend_schema_view(list=narrowed, retrieve=narrowed)
class Categories(Open):
    """The categories of one edition: nine by default, ten with `?edition=btech-2023-supplement`."""

    queryset = Category.objects.all()
    serializer_class = serializers.CategorySerializer

    def get_queryset(self) -> QuerySet[Category]:
        """Returns the categories of the edition asked for."""
        rows = Category.objects.of(self.edition()).select_related("edition")
        return rows.prefetch_related(ARTICLES, "rights", "examples")


@extend_schema_view(list=narrowed, retrieve=narrowed)
class Rights(Open):
    """All rights; `categories` is empty for those that no category of the edition looks after."""

    queryset = Right.objects.all()
    serializer_class = serializers.RightSerializer

    def get_queryset(self) -> QuerySet[Right]:
        """Returns all rights with their categories in the edition asked for."""
        return Right.objects.with_categories_of(self.edition()).prefetch_related(ARTICLES)


@extend_schema_view(list=extend_schema(parameters=[serializers.ExampleNarrowing]))
class Examples(Open):
    """The workbench's own starter catalogue, of all editions unless one is asked for."""

    queryset = Example.objects.all()
    serializer_class = serializers.ExampleSerializer
    narrowing = serializers.ExampleNarrowing

    def get_queryset(self) -> QuerySet[Example]:
        """Returns the examples that fit everything asked for."""
        asked = self.asked()
        rows = Example.objects.prefetch_related("rights", "groups")
        if "edition" in asked:
            rows = rows.filter(categories__edition=self.edition())
        if "category" in asked:
            rows = rows.filter(code__startswith=f"{asked['category']}-")
        if "right" in asked:
            rows = rows.filter(rights__code=asked["right"])
        if "group" in asked:
            rows = rows.filter(groups__code=asked["group"])
        return rows


class Groups(Open):
    queryset = Group.objects.all()
    serializer_class = serializers.GroupSerializer


class Frameworks(Open):
    """Frameworks with their provisions; a single one also with its lines of the crosswalk and its gaps."""

    queryset = Framework.objects.prefetch_related("provisions__rights", "gaps__missing__framework")
    serializer_class = serializers.FrameworkSerializer

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        """Returns the longer form for a single framework."""
        if self.action == "retrieve":
            return serializers.CrossedFrameworkSerializer
        return serializers.FrameworkSerializer
