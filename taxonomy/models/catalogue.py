"""What a risk is recorded against: editions and their categories, rights, groups and starter examples."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taxonomy.models.sourced import Sourced


class EditionQuerySet(models.QuerySet["Edition"]):
    def default(self) -> "Edition":
        """Returns the edition a new assessment is pinned to."""
        return self.get(is_default=True)


class Edition(Sourced):
    """One published state of the list of categories; an assessment keeps the one it began with."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "code", "title", "description", "is_default", *Sourced.SOURCE_FIELDS)

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    is_default = models.BooleanField(_("used for new assessments"), default=False)

    objects = EditionQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-is_default", "code"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CategoryQuerySet(models.QuerySet["Category"]):
    def of(self, edition: Edition) -> Self:
        """Returns the categories of one edition in its order."""
        return self.filter(edition=edition)

    def counted(self) -> Self:
        """Returns categories in order, with how many examples and rights each has."""
        counts = {name: models.Count(f"{name}s", distinct=True) for name in ("example", "right")}
        # Django drops a model's own ordering where rows are grouped.
        return self.annotate(example_count=counts["example"], right_count=counts["right"]).order_by(
            "position"
        )


class Category(Sourced):
    """A family of harms in one edition. Its code and title never change once the edition is loaded."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        *("id", "edition", "code", "title", "short_title", "heat_title", "description", "position"),
        *("articles_line", *Sourced.SOURCE_FIELDS),
    )

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="categories")
    code = models.CharField(_("code"), max_length=3)
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=60)
    heat_title = models.CharField(_("title in a heat map"), max_length=20)
    description = models.TextField(_("description"))
    position = models.PositiveSmallIntegerField(_("position"))
    # As printed, "UDHR 12; ICCPR 17": lists need no further query. The links are Article rows.
    articles_line = models.TextField(_("articles"))

    objects = CategoryQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "code"], name="one_category_per_code_and_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="one_category_per_position_and_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:category", args=[self.code])


class RightQuerySet(models.QuerySet["Right"]):
    def with_categories_of(self, edition: Edition) -> Self:
        """Returns rights, each with `shown`: this edition's categories that look after it."""
        categories = Category.objects.of(edition)
        return self.prefetch_related(models.Prefetch("categories", queryset=categories, to_attr="shown"))


class Right(Sourced):
    """A human right. The table is wider than any edition, because assessments look at all of them."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        *("id", "code", "title", "description", "absolute", "position", "articles_line"),
        *Sourced.SOURCE_FIELDS,
    )

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    absolute = models.BooleanField(
        _("absolute"), default=False, help_text=_("No aim, however good, can justify limiting it.")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    articles_line = models.TextField(_("articles"))
    categories = models.ManyToManyField(Category, related_name="rights", blank=True)

    objects = RightQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:right", args=[self.code])


class Instrument(Sourced):
    """A treaty, declaration or comment that a right or a category stands on."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "code", "title", "binding", "position", *Sourced.SOURCE_FIELDS)

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    binding = models.BooleanField(_("binds the States that joined it"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta(Sourced.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class Article(Sourced):
    """Where in an instrument a right or a category stands; an empty reference means the whole instrument."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        *("id", "instrument", "reference", "position", "category", "right"),
        *Sourced.SOURCE_FIELDS,
    )

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="articles")
    reference = models.CharField(_("article"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    right = models.ForeignKey(Right, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")

    class Meta(Sourced.Meta):
        ordering = ["position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(category=None, right__isnull=False)
                | models.Q(category__isnull=False, right=None),
                name="an_article_supports_a_category_or_a_right",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Group(Sourced):
    """People who are often hit first or hardest. Never a closed list, and a person may belong to several."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "code", "title", "description", "position", *Sourced.SOURCE_FIELDS)

    code = models.CharField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta(Sourced.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:group", args=[self.code])


class Example(Sourced):
    """One entry of the workbench's own starter catalogue: how generative AI can harm people."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "code", "text", "mark", "position", *Sourced.SOURCE_FIELDS)

    class Mark(models.TextChoices):
        """Where the content of an entry comes from; the words are always the workbench's."""

        ATTESTED = "T", _("Reported as part of the B-Tech taxonomy")
        RECALLED = "K", _("Recalled by the authors, not yet checked")
        COMPOSED = "W", _("Composed for the workbench")

    code = models.CharField(_("code"), max_length=10, unique=True)
    text = models.TextField(_("text"))
    mark = models.CharField(_("where its content comes from"), max_length=1, choices=Mark.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    categories = models.ManyToManyField(Category, related_name="examples")
    rights = models.ManyToManyField(Right, related_name="examples")
    groups = models.ManyToManyField(Group, related_name="examples", blank=True)

    class Meta(Sourced.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:example", args=[self.code])

    @property
    def category_code(self) -> str:
        """Returns the code of its category, the same in every edition."""
        return self.code.partition("-")[0]
