import pytest

from hrdd.lib.canonical import canonical_json, sha256
from hrdd.reports.document import freeze, is_not_consulted, read
from tests.reports import sample


def test_risks_stand_by_rank_however_they_come() -> None:
    document = freeze(sample.frame(), [sample.risk(3), sample.risk(1), sample.risk(2)])
    assert [risk["rank"] for risk in document["risks"]] == [1, 2, 3]


def test_two_risks_cannot_claim_one_rank() -> None:
    with pytest.raises(ValueError, match="same rank"):
        freeze(sample.frame(), [sample.risk(1), sample.risk(1)])


def test_a_category_of_another_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="PUB"):
        freeze(sample.frame(), [sample.risk(1, category={"code": "PUB", "title": "Public affairs"})])


def test_counts_and_profile_run_from_extreme_to_minor() -> None:
    document = freeze(
        sample.frame(), [sample.risk(1, band=5), sample.risk(2, band=5), sample.risk(3, band=1)]
    )
    assert document["counts"]["bands"] == [2, 0, 0, 0, 1]
    assert [sum(row) for row in document["profile"]] == [2, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("band", "heard", "said"), [(5, False, True), (4, False, True), (4, True, False), (3, False, False)]
)
def test_grave_and_extreme_risks_without_a_hearing_are_not_consulted(
    band: int, heard: bool, said: bool
) -> None:
    risk = sample.risk(1, band=band, rights_holders_heard=heard)
    assert is_not_consulted(risk) is said
    assert freeze(sample.frame(), [risk])["not_consulted"] == (["R-1"] if said else [])


def test_only_another_band_of_a_reviewer_counts_as_differing() -> None:
    company = sample.risk(1, band=5)["ratings"][0]
    same, other = {**company, "side": "reviewer"}, {**company, "side": "reviewer", "band": 4}
    document = freeze(
        sample.frame(),
        [sample.risk(1, band=5, ratings=[company, same]), sample.risk(2, band=5, ratings=[other])],
    )
    assert document["counts"]["differing"] == 1


def test_reading_a_document_changes_nothing_of_it() -> None:
    content = canonical_json(sample.document(3))
    assert sha256(canonical_json(read(content))) == sha256(content)


def test_another_format_is_not_read() -> None:
    with pytest.raises(ValueError, match="hrdd-report/1"):
        read(b'{"format":"hrdd-report/2"}')
