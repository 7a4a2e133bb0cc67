"""How severe it is to the people stands beside the company's rating, and never lowers a rank."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from stakeholders import actions
from stakeholders.beside import gaps, worst_first
from stakeholders.differing import in_words
from stakeholders.models import Engagement, Input, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
OURS = {"scale": 3, "scope": 2, "irremediability": None}


@pytest.fixture
def risk(assessment: Assessment) -> Risk:
    return factories.RiskFactory.create(assessment=assessment, scale=3, scope=2, irremediability=4)


@pytest.fixture
def said(engagement: Engagement, families: StakeholderGroup, risk: Risk) -> Input:
    said = factories.InputFactory.create(
        engagement=engagement, group=families, scale=5, scope=4, severity_words="It took my mother’s trust.",
        told="Parents told of calls.", words="Marigold words.",
    )  # fmt: skip
    factories.InputLinkFactory.create(input=said, risk=risk)
    return said


def test_the_difference_is_said_in_words() -> None:
    theirs = {"scale": 2, "scope": 4, "irremediability": 5}
    said = in_words(OURS, theirs, whose="affected")
    assert "People who may be harmed put scale lower by 1, scope higher by 2." in said
    assert "irremediability is 5; the company does not know" in said
    assert [gap.by for gap in gaps(OURS, theirs)] == [-1, 2, 0]


def test_what_they_did_not_say_is_no_difference() -> None:
    assert "see it as the company does" in in_words(OURS, {"scale": 3}, whose="representatives")


def test_the_worst_stands_first_and_nothing_is_averaged() -> None:
    low, high, grave = {"scale": 1}, {"scope": 5}, {"scale": 5, "scope": 1}
    assert worst_first([(low, "low"), (high, "high"), (grave, "grave")]) == ["grave", "high", "low"]


def test_the_risk_page_shows_theirs_beside_the_companys(
    as_person: As, elsa: User, risk: Risk, said: Input
) -> None:
    page = as_person(elsa).get(risk.get_absolute_url()).text
    assert "How severe it is to the people" in page
    assert "People who may be harmed put scale higher by 2, scope higher by 2." in page
    assert "It took my mother’s trust." in page
    assert "What people said" in page
    assert "Not said" in page, "irremediability, of which they did not speak"


def test_what_people_say_never_lowers_the_rank_and_withheld_consent_does_not_either(
    as_person: As,
    elsa: User,
    engagement: Engagement,
    families: StakeholderGroup,
    risk: Risk,
    assessment: Assessment,
) -> None:
    factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    before = [(one.reference, one.band) for one in assessment.risks.ranked()]
    consent = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "withheld"})
    low = factories.InputFactory.create(
        engagement=engagement, group=families, consent=consent, scale=1, scope=1, irremediability=1
    )
    actions.link_input(said=low, risk=risk, by=elsa, at=timezone.now())
    assert [(one.reference, one.band) for one in assessment.risks.ranked()] == before
    page = as_person(elsa).get(risk.get_absolute_url()).text
    assert "scale lower by 2, scope lower by 1, irremediability lower by 3" in page


@pytest.mark.parametrize("level", ["restricted", "sealed"])
@pytest.mark.parametrize("where", ["input", "record"])
def test_a_rating_goes_no_further_than_its_input_and_its_record(
    as_person: As, api: Any, ines: User, risk: Risk, said: Input, level: str, where: str
) -> None:
    factories.put_at(said if where == "input" else said.engagement, level)
    for address in (risk.get_absolute_url(), f"{risk.get_absolute_url()}voices/"):
        page = as_person(ines).get(address).text
        assert "higher by 2" not in page
        assert "Parents told" not in page
    row = api(ines).get(f"/api/v1{risk.get_absolute_url()}voices/").data
    assert (row["people"], row["said"]) == ([], [])


def test_guests_read_what_is_public_and_numbers_are_no_quotation(
    as_person: As, api: Any, leila: User, reviewer_grant: Any, risk: Risk, said: Input
) -> None:
    page = as_person(leila).get(risk.get_absolute_url()).text
    assert "higher by 2" not in page, "an internal record is the company's"
    Engagement.objects.update(level="public")
    Input.objects.update(level="public")
    page = as_person(leila).get(risk.get_absolute_url()).text
    assert "scale higher by 2" in page
    assert "Marigold" not in page
    assert "mother’s trust" not in page
    [row] = api(leila).get(f"/api/v1{risk.get_absolute_url()}voices/").data["people"]
    assert (row["scale"], row["scope"], row["irremediability"], row["reason"]) == (5, 4, None, "")


def test_the_api_gives_the_companys_rating_and_theirs(api: Any, elsa: User, risk: Risk, said: Input) -> None:
    row = api(elsa).get(f"/api/v1{risk.get_absolute_url()}voices/").data
    assert dict(row["company"]) == {"scale": 3, "scope": 2, "irremediability": 4, "band": risk.band}
    [theirs] = row["people"]
    assert (theirs["group"], theirs["whose"]) == ("Families called at night", "affected")
    assert "scale higher by 2" in theirs["differs"]


def test_what_was_said_of_a_measure_stands_at_the_measure_and_at_its_risk(
    as_person: As, ines: User, engagement: Engagement, families: StakeholderGroup, risk: Risk
) -> None:
    measure = factories.MeasureFactory.create(risk=risk)
    decision = factories.RiskDecisionFactory.create(risk=risk)
    about = {"measure": measure, "decision": decision}
    for name, target in about.items():
        said = factories.InputFactory.create(engagement=engagement, group=families, told=f"Of the {name}.")
        factories.InputLinkFactory.create(input=said, risk=None, **{name: target})
    asked = factories.RequestFactory.create(engagement=engagement, text="Let us test it.")
    factories.RequestLinkFactory.create(request=asked, risk=None, measure=measure)
    args = [risk.assessment_id, risk.pk]
    whole = as_person(ines).get(risk.get_absolute_url()).text
    of_measure = as_person(ines).get(reverse("assessments:measure", args=[*args, measure.pk])).text
    of_decision = as_person(ines).get(reverse("assessments:decisions", args=args)).text
    assert ("Of the measure." in whole, "Of the decision." in whole, "Let us test it." in whole) == (
        True,
    ) * 3
    assert ("Of the measure." in of_measure, "Of the decision." in of_measure) == (True, False)
    assert "Let us test it." in of_measure
    assert ("Of the measure." in of_decision, "Of the decision." in of_decision) == (False, True)


def test_the_risk_page_asks_the_database_as_often_however_many_spoke(
    as_person: As, ines: User, engagement: Engagement, families: StakeholderGroup, risk: Risk, said: Input
) -> None:
    client = as_person(ines)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(risk.get_absolute_url()).status_code == 200
        return len(captured)

    def speak() -> None:
        consent = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given"})
        one = factories.InputFactory.create(engagement=engagement, group=families, consent=consent, scale=4)
        factories.InputLinkFactory.create(input=one, risk=risk)
        asked = factories.RequestFactory.create(engagement=engagement)
        factories.RequestLinkFactory.create(request=asked, risk=risk)

    speak()
    queries()
    few = queries()
    for _ in range(12):
        speak()
    assert queries() == few
    assert few <= 28
