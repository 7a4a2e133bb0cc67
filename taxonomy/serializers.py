"""The taxonomy as the API tells it. Rows are named by their codes, which are the same on every machine."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from taxonomy.models import (
    Article,
    Category,
    Edition,
    Example,
    Framework,
    Gap,
    Group,
    Mapping,
    Provision,
    Right,
    Sourced,
)

SOURCE = Sourced.SOURCE_FIELDS


class Narrowing(serializers.Serializer[Any]):
    """What a list can be narrowed by."""

    edition = serializers.SlugField(
        required=False, help_text="code of an edition; the default one when left out"
    )


class ExampleNarrowing(serializers.Serializer[Any]):
    """What the list of examples can be narrowed by."""

    edition = serializers.SlugField(required=False, help_text="only examples of this edition's categories")
    category = serializers.SlugField(required=False, help_text='code such as "PRI"')
    right = serializers.SlugField(required=False, help_text='code such as "privacy"')
    group = serializers.SlugField(required=False, help_text='code such as "women_girls"')


class EditionSerializer(serializers.ModelSerializer[Edition]):
    class Meta:
        model = Edition
        fields = ("id", "code", "title", "description", "is_default", *SOURCE)


class ArticleSerializer(serializers.ModelSerializer[Article]):
    instrument = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Article
        fields = ("instrument", "reference")


class Codes(serializers.SlugRelatedField[Any]):
    """The codes of the rows this row is linked to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", read_only=True, **kwargs)


class CategorySerializer(serializers.ModelSerializer[Category]):
    edition = Codes()
    articles = ArticleSerializer(many=True, read_only=True)
    rights = Codes(many=True)
    examples = Codes(many=True)

    class Meta:
        model = Category
        fields = (
            *("id", "code", "edition", "position", "title", "short_title", "heat_title", "description"),
            *("articles_line", "articles", "rights", "examples", *SOURCE),
        )


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class ShownCodes(serializers.Field[Any, Any, Any, Any]):
    """The codes of rows that the view put on `shown`."""

    def to_representation(self, value: Any) -> list[str]:
        """Returns the codes in the order of the rows."""
        return [row.code for row in value]


class RightSerializer(serializers.ModelSerializer[Right]):
    articles = ArticleSerializer(many=True, read_only=True)
    categories = ShownCodes(source="shown", read_only=True)

    class Meta:
        model = Right
        fields = (
            *("id", "code", "position", "title", "description", "absolute"),
            *("articles_line", "articles", "categories", *SOURCE),
        )


class ExampleSerializer(serializers.ModelSerializer[Example]):
    category = serializers.CharField(source="category_code", read_only=True)
    rights = Codes(many=True)
    groups = Codes(many=True)

    class Meta:
        model = Example
        fields = ("id", "code", "position", "category", "text", "mark", "rights", "groups", *SOURCE)


class GroupSerializer(serializers.ModelSerializer[Group]):
    class Meta:
        model = Group
        fields = ("id", "code", "position", "title", "description", *SOURCE)


class ProvisionSerializer(serializers.ModelSerializer[Provision]):
    rights = Codes(many=True)

    class Meta:
        model = Provision
        fields = ("ref", "title", "rights", *SOURCE)


class FrameworkSerializer(serializers.ModelSerializer[Framework]):
    provisions = ProvisionSerializer(many=True, read_only=True)

    class Meta:
        model = Framework
        fields = (
            *(
                "id",
                "code",
                "position",
                "title",
                "short_title",
                "version",
                "issued",
                "binding",
                "url",
                "note",
            ),
            *("provisions", *SOURCE),
        )


class EndSerializer(serializers.ModelSerializer[Provision]):
    framework = Codes()

    class Meta:
        model = Provision
        fields = ("framework", "ref", "title")


class MappingSerializer(serializers.ModelSerializer[Mapping]):
    a = EndSerializer(read_only=True)
    b = EndSerializer(read_only=True)

    class Meta:
        model = Mapping
        fields = ("a", "relation", "b", "note", *SOURCE)


class GapSerializer(serializers.ModelSerializer[Gap]):
    missing = EndSerializer(read_only=True)

    class Meta:
        model = Gap
        fields = ("missing", "note", *SOURCE)


class CrossedFrameworkSerializer(FrameworkSerializer):
    """One framework with its lines of the crosswalk ("a" is `relation` "b") and what it leaves out."""

    mappings = serializers.SerializerMethodField()
    gaps = GapSerializer(many=True, read_only=True)

    class Meta:
        model = Framework
        fields = (*FrameworkSerializer.Meta.fields, "mappings", "gaps")

    def get_mappings(self, framework: Framework) -> list[dict[str, Any]]:
        """Returns every line of the crosswalk that begins or ends in this framework."""
        mappings = Mapping.objects.touching(framework).with_ends()
        return list(MappingSerializer(mappings, many=True).data)
