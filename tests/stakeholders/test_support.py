"""What people are given so that they can take part (P5.2), and what is done together with others (P5.3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from stakeholders.models import Initiative, StakeholderGroup, Support
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FUND = {
    "kind": "fund", "what": "Three years for their own radio.", "amount": "30000", "currency": "EUR",
    "given_on": "2026-01-01", "until": "2028-12-31",
}  # fmt: skip
TERMS = {
    "decides": "The union’s own board.", "may_speak": "yes",
    "ends_how": "After three years, or when the union asks for it; never for what it says.",
}  # fmt: skip
TOGETHER = {
    "title": "A floor of pay", "aim": "Labelling is paid too low to live on.", "partners": "Four buyers.",
    "seats": "8", "civil_seats": "4", "target": "All four pay the floor.", "target_on": "2027-06-30",
}  # fmt: skip


@pytest.fixture
def address(families: StakeholderGroup) -> str:
    return f"/stakeholders/{families.pk}/support/"


def test_a_fund_without_terms_is_refused_next_to_each_missing_one(
    as_person: Callable[[User], Client], elsa: User, address: str
) -> None:
    answer = as_person(elsa).post(address, FUND)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(TERMS)
    assert "Three years for their own radio." in answer.content.decode(), "what was typed stays"
    assert as_person(elsa).post(address, FUND | TERMS).status_code == 302
    assert Support.objects.get().decides == TERMS["decides"]


def test_the_database_holds_no_fund_without_terms(families: StakeholderGroup) -> None:
    with pytest.raises(IntegrityError, match="a_fund_has_its_terms"), transaction.atomic():
        factories.SupportFactory.create(group=families, kind="fund", decides="They do.", may_speak="yes")


def test_support_is_added_by_engagement_leads_and_read_inside_the_company_only(
    as_person: Callable[[User], Client], elsa: User, ines: User, leila: User, address: str,
) -> None:  # fmt: skip
    given = {"kind": "costs", "what": "Bus tickets and child care.", "given_on": "2026-02-01"}
    assert as_person(elsa).post(address, given).status_code == 302
    page = as_person(ines).get(address)
    assert "Bus tickets and child care." in page.content.decode()
    assert '<form class="form"' not in page.content.decode()
    assert as_person(ines).post(address, given).status_code == 403
    assert as_person(leila).get(address).status_code == 404
    assert as_person(leila).get("/stakeholders/support/").status_code == 404


def test_the_ledger_adds_up_per_kind_and_currency_in_a_constant_number_of_queries(
    as_person: Callable[[User], Client], elsa: User, families: StakeholderGroup
) -> None:
    client = as_person(elsa)
    for amount, currency in ((100, "EUR"), (250, "EUR"), (9, "KES"), (None, "")):
        factories.SupportFactory.create(group=families, amount=amount, currency=currency)
    with CaptureQueriesContext(connection) as few:
        page = client.get("/stakeholders/support/")
    assert [(row["total"], row["currency"]) for row in page.context["totals"]] == [(350, "EUR"), (9, "KES")]
    factories.SupportFactory.create_batch(10, group=families)
    with CaptureQueriesContext(connection) as many:
        client.get("/stakeholders/support/")
    assert len(few) == len(many) <= 15


def test_a_change_that_came_second_shows_both_texts(
    as_person: Callable[[User], Client], elsa: User, families: StakeholderGroup, address: str
) -> None:
    given = factories.SupportFactory.create(group=families)
    said = {"kind": "time", "what": "Two evenings, paid.", "given_on": "2026-02-01", "version": "1"}
    assert as_person(elsa).post(f"{address}{given.pk}/", said).status_code == 302
    late = as_person(elsa).post(f"{address}{given.pk}/", said | {"what": "Three evenings."})
    assert late.status_code == 409
    assert "Two evenings, paid." in late.content.decode() and "Three evenings." in late.content.decode()


def test_an_initiative_is_started_and_a_promise_is_no_result(
    as_person: Callable[[User], Client], elsa: User, ines: User
) -> None:
    client = as_person(elsa)
    assert client.post("/initiatives/new/", TOGETHER | {"civil_seats": "9"}).status_code == 422
    assert client.post("/initiatives/new/", TOGETHER | {"result": "They promised."}).status_code == 422
    ahead = {"result": "Soon.", "result_on": (TODAY + timedelta(days=9)).isoformat()}
    assert client.post("/initiatives/new/", TOGETHER | ahead).status_code == 422
    assert client.post("/initiatives/new/", TOGETHER).status_code == 302
    started = Initiative.objects.get()
    assert "4 of 8" in as_person(ines).get(started.get_absolute_url()).content.decode()
    done = TOGETHER | {"result": "Two of four pay it.", "result_on": TODAY.isoformat(), "version": "1"}
    assert client.post(f"{started.get_absolute_url()}edit/", done).status_code == 302
    assert "Two of four pay it." in as_person(ines).get("/initiatives/").content.decode()
    assert client.post(f"{started.get_absolute_url()}edit/", TOGETHER | {"version": "1"}).status_code == 409


def test_a_target_whose_day_is_over_reads_past(
    as_person: Callable[[User], Client], ines: User, company: Organisation
) -> None:
    late = factories.InitiativeFactory.create(company=company, target_on=TODAY - timedelta(days=1))
    factories.InitiativeFactory.create(company=company, title="Later", target_on=TODAY)
    assert as_person(ines).get("/initiatives/").content.decode().count("<strong>Past</strong>") == 1
    assert "nothing came of it yet" in as_person(ines).get(late.get_absolute_url()).content.decode()


def test_the_api_knows_both_with_the_same_rules(
    api: Callable[[User | None], Any], elsa: User, ines: User, leila: User, families: StakeholderGroup
) -> None:
    address = f"/api/v1/stakeholders/{families.pk}/support/"
    amount = FUND | {"amount": 30000}
    assert set(api(elsa).post(address, amount, format="json").json()["errors"]) == set(TERMS)
    made = api(elsa).post(address, amount | TERMS, format="json")
    assert made.status_code == 201
    one = f"{address}{made.json()['id']}/"
    assert api(ines).get(one).json()["amount"] == 30000
    assert api(leila).get(one).status_code == 404
    changed = api(elsa).patch(one, {"until": "2029-12-31", "version": 1}, format="json")
    assert (changed.status_code, changed.json()["decides"]) == (200, TERMS["decides"])
    assert api(elsa).patch(one, {"until": "2030-12-31", "version": 1}, format="json").status_code == 409
    started = api(elsa).post("/api/v1/initiatives/", TOGETHER, format="json")
    assert started.status_code == 201
    assert api(ines).post("/api/v1/initiatives/", TOGETHER, format="json").status_code == 403
    assert [row["title"] for row in api(ines).get("/api/v1/initiatives/").json()["results"]] == [
        "A floor of pay"
    ]
    assert api(leila).get("/api/v1/initiatives/").json()["results"] == []
    one = f"/api/v1/initiatives/{started.json()['id']}/"
    assert api(elsa).patch(one, {"seats": 3, "civil_seats": 4}, format="json").status_code == 422
