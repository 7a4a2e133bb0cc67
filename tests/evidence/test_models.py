"""The database itself refuses evidence that is not what its kind says."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hrdd.evidence.models import LARGEST, Evidence
from tests import factories

pytestmark = pytest.mark.django_db


def file() -> Evidence:
    return factories.evidence_file()


def link() -> Evidence:
    return factories.EvidenceFactory.create(link=True)


def quotation() -> Evidence:
    return factories.EvidenceFactory.create()


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (file, {"file": ""}),
        (file, {"file_name": ""}),
        (file, {"media_type": ""}),
        (file, {"size": None}),
        (file, {"size": 0}),
        (file, {"size": LARGEST + 1}),
        (file, {"url": "https://a.example"}),
        (file, {"quotation": "x"}),
        (file, {"scan": ""}),
        (file, {"scan": "infected"}),
        (file, {"sha256_received": "x"}),
        (link, {"url": ""}),
        (link, {"url": "javascript:alert(1)"}),
        (link, {"quotation": "x"}),
        (link, {"file": "evidence/x"}),
        (link, {"size": 1}),
        (link, {"scan": "clean"}),
        (quotation, {"quotation": ""}),
        (quotation, {"url": "https://a.example"}),
        (quotation, {"file_name": "x"}),
        (quotation, {"sha256": ""}),
        (quotation, {"sha256": "X" * 64}),
        (quotation, {"claim_status": "sure"}),
        (quotation, {"kind": "song"}),
        (quotation, {"kind": "link"}),
    ],
)
def test_the_columns_of_its_kind_are_filled_and_no_others(make: Any, wrong: dict[str, Any]) -> None:
    row = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(**wrong)


def test_the_largest_file_fits() -> None:
    row = file()
    assert Evidence.objects.filter(pk=row.pk).update(size=LARGEST, scan="clean") == 1


def test_two_rows_never_share_a_file() -> None:
    one, other = file(), file()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=one.pk).update(file=str(other.file))


def test_its_name_in_the_log_tells_neither_title_nor_file() -> None:
    row = file()
    assert str(row) == f"File {row.sha256[:12]}"
