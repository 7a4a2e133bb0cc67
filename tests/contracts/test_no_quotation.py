"""No consent, no quotation: not on any page, in any answer of the API or in any file, for anybody but those
who hold the talks."""

import io
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from stakeholders.models import Engagement
from tests import factories
from tests.contracts.addresses import routes
from tests.contracts.test_roles import rows  # noqa: F401  (a fixture)
from tests.factories.reports import ready_run

pytestmark = pytest.mark.django_db
WORDS = "quillwater under the old bridge"
TRANSLATED = "fennelgate below the former bridge"
# Who may let words be used that nobody was asked about (never against a no) has to read what she judges.
JUDGES = {"tomas": {"stakeholders:consent_override"}}
READERS = ("victor", "ines", "tomas", "ada", "leila", "omar")


@pytest.fixture
def unquotable(rows: dict[str, Any], assessment: Assessment, ines: User) -> dict[str, Any]:  # noqa: F811
    """Returns the rows of the sweep, with words everybody could see but for the yes that nobody gave."""
    risk = Risk.objects.get(pk=rows["risk_pk"])
    held = factories.EngagementFactory.create(
        assessment=assessment, number=78, level="public", status=Engagement.Status.RECORDED,
        held_on=risk.created_at.date(), recorded_at=risk.created_at,
    )  # fmt: skip
    group = factories.StakeholderGroupFactory.create(company=assessment.company)
    no = factories.ConsentFactory.create(engagement=held, group=group, uses={"quote": "withheld"})
    back = factories.ConsentFactory.create(engagement=held, group=group, called="Second", uses={})
    for consent in (None, no, back):
        said = factories.InputFactory.create(
            engagement=held, group=group, consent=consent, level="public", told="They were worried.",
            words=WORDS, translation=TRANSLATED, scale=5, severity_words=f"Because of {WORDS}",
        )  # fmt: skip
        factories.InputLinkFactory.create(input=said, risk=risk, linked_by=ines)
    return rows | {
        "engagements": held.pk, "input_pk": said.pk, "reports": ready_run(assessment, by=ines).pk,
        "consent_pk": no.pk,
    }  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_words_nobody_agreed_to_are_in_no_answer(
    unquotable: dict[str, Any], name: str, request: pytest.FixtureRequest, api: Any
) -> None:
    person = request.getfixturevalue(name)
    browser, program, opened, told = Client(), api(person), 0, []
    browser.force_login(person)
    for route in routes():
        if not set(route.kwargs) <= set(unquotable) | {"pk"}:
            continue
        cache.clear()
        answer = (program if route.is_api else browser).get(route.address(unquotable))
        if answer.status_code == 200:
            opened += 1
            content = readable(answer)
            told += [route.name for words in (WORDS, TRANSLATED) if words.encode() in content]
    assert opened > 30, "the sweep opens pages"
    assert set(told) == JUDGES.get(name, set())


def test_those_who_hold_the_talks_read_them(unquotable: dict[str, Any], elsa: User, client: Client) -> None:
    client.force_login(elsa)
    page = client.get(f"/engagements/{unquotable['engagements']}/inputs/").content.decode()
    assert WORDS in page and page.count("Not to be quoted") == 3


def readable(answer: Any) -> bytes:
    """Returns the answer's bytes, those of a spreadsheet unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return bytes(content)
