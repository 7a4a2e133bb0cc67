"""What the files promise, checked on the rows that were loaded from them."""

import re
from collections import Counter

import pytest
from django.apps import apps

from taxonomy.models import (
    Article,
    Category,
    Edition,
    Example,
    Framework,
    Gap,
    Group,
    Mapping,
    Provenance,
    Provision,
    Right,
    Sourced,
)

pytestmark = pytest.mark.django_db

NINE = ["PHY", "EQU", "PRI", "PRO", "THO", "EXP", "WOR", "CHI", "CUL"]
TEN = ["PHY", "EQU", "PRI", "PRO", "THO", "EXP", "PUB", "WOR", "CHI", "CUL"]
TABLES = [model for model in apps.get_app_config("taxonomy").get_models() if issubclass(model, Sourced)]


def test_nine_categories_are_the_default_and_the_supplement_adds_public_affairs_as_the_seventh() -> None:
    default = Edition.objects.default()
    assert default.code == "btech-2023"
    assert list(default.categories.values_list("code", flat=True)) == NINE
    supplement = Edition.objects.get(code="btech-2023-supplement")
    assert list(supplement.categories.values_list("code", flat=True)) == TEN


def test_there_are_61_examples_with_their_marks() -> None:
    codes = Example.objects.values_list("code", flat=True)
    assert Counter(code[:3] for code in codes) == {
        "PHY": 8, "EQU": 6, "PRI": 6, "PRO": 5, "THO": 6, "EXP": 7, "PUB": 6, "WOR": 6, "CHI": 6, "CUL": 5,
    }  # fmt: skip
    assert Counter(Example.objects.values_list("mark", flat=True)) == {"T": 11, "K": 39, "W": 11}


def test_only_attested_examples_claim_a_source_outside_the_workbench() -> None:
    attested = Example.objects.filter(mark=Example.Mark.ATTESTED)
    assert set(attested.values_list("provenance", flat=True)) == {Provenance.SECONDARY}
    others = Example.objects.exclude(mark=Example.Mark.ATTESTED)
    assert set(others.values_list("provenance", flat=True)) == {Provenance.WORKBENCH}


def test_the_starter_catalogue_is_never_called_the_uns() -> None:
    for example in Example.objects.all():
        assert "workbench" in example.source.lower(), example.code


def test_there_are_26_groups_and_rights_beyond_the_categories() -> None:
    assert Group.objects.count() == 26
    assert Right.objects.count() >= 40
    homeless = set(Right.objects.filter(categories=None).values_list("code", flat=True))
    assert homeless >= {
        *("health", "education", "social-security", "fair-trial", "housing", "asylum", "healthy-environment"),
    }
    default = Edition.objects.default()
    assert not Category.objects.of(default).filter(rights__code="peaceful-assembly").exists()


@pytest.mark.parametrize("edition", ["btech-2023", "btech-2023-supplement"])
def test_every_category_has_rights_examples_and_articles(edition: str) -> None:
    for category in Category.objects.filter(edition__code=edition):
        assert category.rights.exists(), category.code
        assert category.examples.exists(), category.code
        assert category.articles.exists(), category.code


def test_the_right_to_property_has_no_article_in_either_covenant() -> None:
    instruments = set(Article.objects.filter(category__code="PRO").values_list("instrument__code", flat=True))
    assert instruments == {"UDHR", "CERD", "CEDAW", "CRPD", "UNDRIP"}


def test_belief_and_opinion_are_absolute_and_expression_is_not() -> None:
    absolute = set(Right.objects.filter(absolute=True).values_list("code", flat=True))
    assert {"freedom-of-thought", "freedom-of-opinion", "freedom-from-torture"} <= absolute
    assert "freedom-of-expression" not in absolute


def test_every_example_names_rights_and_groups() -> None:
    for example in Example.objects.prefetch_related("rights", "groups"):
        assert example.rights.all(), example.code
        assert example.groups.all(), example.code


def test_the_printed_articles_are_the_linked_ones() -> None:
    for row in [*Right.objects.all(), *Category.objects.all()]:
        linked = [(a.instrument.code, a.reference) for a in row.articles.select_related("instrument")]
        assert linked, row
        for instrument, reference in linked:
            assert instrument in row.articles_line
            assert reference in row.articles_line


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_row_says_where_it_comes_from(table: type[Sourced]) -> None:
    rows = list(table._default_manager.all())
    assert rows
    for row in rows:
        assert row.source and row.source_version and row.checked_on
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row.source_date)
        assert row.provenance in Provenance.values


def test_the_frameworks_have_all_their_parts() -> None:
    def count(code: str, pattern: str = "") -> int:
        return Provision.objects.filter(framework__code=code, ref__regex=pattern or ".").count()

    assert count("nist-ai-rmf", r"^[A-Z]+ \d$") == 19
    assert count("nist-ai-600-1") == 12
    assert count("g7-hiroshima") == 11
    assert count("oecd-rai") == 7
    assert count("ungp-rf", r"^[ABC]\d$") == 12
    assert count("btech") == 10


def test_iso_never_asks_the_same_as_another_framework() -> None:
    equal = Mapping.objects.filter(relation=Mapping.Relation.EQUAL).with_ends()
    assert equal
    for mapping in equal:
        assert "ISO" not in mapping.a.framework.short_title + mapping.b.framework.short_title


def test_rules_that_let_likelihood_decide_diverge_from_severity_first() -> None:
    diverging = Mapping.objects.filter(
        relation=Mapping.Relation.DIVERGES, b__framework__code="ungp", b__ref="24"
    )
    assert set(diverging.values_list("a__framework__code", "a__ref")) >= {
        ("nist-ai-rmf", "MANAGE 1.2"),
        ("oecd-rai", "2"),
        ("iso-31000", "6.4"),
    }


def test_gaps_are_said_out_loud() -> None:
    gaps = set(Gap.objects.values_list("framework__code", "missing__framework__code", "missing__ref"))
    assert gaps >= {
        ("g7-hiroshima", "oecd-rai", "6"),
        ("iso-31000", "oecd-rai", "6"),
        ("eu-ai-act-27", "oecd-rai", "engage"),
        ("csddd", "ungp", "13"),
        ("btech", "nist-ai-600-1", "5"),
    }


def test_environmental_impact_has_a_right_though_no_category() -> None:
    impact = Provision.objects.get(framework__code="nist-ai-600-1", ref="5")
    assert impact.rights.filter(code="healthy-environment").exists()
    assert not Mapping.objects.filter(a=impact).exists()


def test_every_framework_stands_in_the_crosswalk() -> None:
    for framework in Framework.objects.all():
        assert Mapping.objects.touching(framework).exists(), framework
