"""The register of groups: who is nearest to the harm, who writes, and what must not change under others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from stakeholders.models import Engagement, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
LIST = "/stakeholders/"


def typed(**changed: Any) -> dict[str, Any]:
    return {"name": "Annotators of Mombasa", "nearness": "affected", **changed}


def test_a_lead_adds_a_group_with_all_that_is_known(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    data = typed(
        exposure="They label what hurts.", barriers="Fear for the contract.",
        languages="Kiswahili, Kikamba", countries=["KE"], groups=["data_workers_annotators"],
        rights=["privacy"], systems=[str(assessment.system_id)], is_indigenous="",
    )  # fmt: skip
    answer = as_person(elsa).post("/stakeholders/new/", data)
    made = StakeholderGroup.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.languages == ["Kiswahili", "Kikamba"]
    page = as_person(elsa).get(made.get_absolute_url()).text
    for word in ("They label what hurts.", "Kikamba", "Kenya", "Aster 4", "Data workers"):
        assert word in page, word


def test_those_nearest_to_the_harm_stand_first(as_person: As, elsa: User, company: Organisation) -> None:
    for name, nearness in (("A shop", "others"), ("B experts", "proxies"), ("C union", "representatives"),
                           ("D families", "affected")):  # fmt: skip
        factories.StakeholderGroupFactory.create(company=company, name=name, nearness=nearness)
    page = as_person(elsa).get(LIST).text
    places = [page.index(name) for name in ("D families", "C union", "B experts", "A shop")]
    assert places == sorted(places)


def test_everyone_of_the_company_reads_and_only_leads_write(
    as_person: As, families: StakeholderGroup, elsa: User, ines: User, victor: User, leila: User, nina: User,
    reviewer_grant: Any,
) -> None:  # fmt: skip
    page, edit = families.get_absolute_url(), reverse("stakeholders:group_edit", args=[families.pk])
    for person, read, write in ((elsa, 200, 200), (ines, 200, 403), (victor, 200, 403), (leila, 404, 404),
                                (nina, 404, 404)):  # fmt: skip
        client = as_person(person)
        assert client.get(page).status_code == read, person
        assert client.get(edit).status_code == write, person
    assert as_person(victor).get(LIST).status_code == 200
    assert as_person(leila).get(LIST).status_code == 404
    assert as_person(victor).get("/stakeholders/new/").status_code == 403
    assert "Families" not in as_person(nina).get(LIST).text
    assert LIST in as_person(victor).get("/engagements/").text
    assert f'"{LIST}"' not in as_person(leila).get("/engagements/").text


def test_a_name_is_given_once_in_a_company(as_person: As, elsa: User, families: StakeholderGroup) -> None:
    again = as_person(elsa).post("/stakeholders/new/", typed(name="families CALLED at night"))
    assert again.status_code == 422
    assert 'href="#id_name"' in again.text


def test_two_people_at_one_group_see_both_texts(
    as_person: As, elsa: User, families: StakeholderGroup
) -> None:
    client, address = as_person(elsa), reverse("stakeholders:group_edit", args=[families.pk])
    first = typed(name=families.name, exposure="Calls at night.", version="1")
    assert client.post(address, first).status_code == 302
    late = client.post(address, {**first, "exposure": "Letters by day."})
    assert late.status_code == 409
    assert "Calls at night." in late.text
    assert "Letters by day." in late.text
    families.refresh_from_db()
    assert families.exposure == "Calls at night."


def test_saving_what_stands_changes_nothing(as_person: As, elsa: User, families: StakeholderGroup) -> None:
    address = reverse("stakeholders:group_edit", args=[families.pk])
    as_person(elsa).post(address, typed(name=families.name, version="1"))
    families.refresh_from_db()
    assert families.version == 1
    assert not Event.objects.filter(action="stakeholder group changed").exists()


def test_whose_voice_it_is_stays_while_what_they_said_counts_as_heard(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    said = factories.InputFactory.create(engagement=engagement, group=families)
    link = factories.InputLinkFactory.create(input=said)
    client, address = as_person(elsa), reverse("stakeholders:group_edit", args=[families.pk])
    refused = client.post(address, typed(name=families.name, nearness="others", version="1"))
    assert refused.status_code == 422
    assert "linked to risks" in refused.text
    near = typed(name=families.name, nearness="representatives", version="1")
    assert client.post(address, near).status_code == 302, "they are rights holders as before"
    link.delete()
    assert client.post(address, {**near, "nearness": "others", "version": "2"}).status_code == 302


def test_a_planned_group_becomes_a_proxy_only_with_reasons(
    as_person: As, elsa: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    plan = factories.PlannedEngagementFactory.create(assessment=assessment, group=families)
    client, address = as_person(elsa), reverse("stakeholders:group_edit", args=[families.pk])
    data = typed(name=families.name, nearness="proxies", version="1")
    assert client.post(address, data).status_code == 422
    plan.proxy_reason = "They asked the union to speak."
    plan.save()
    assert client.post(address, data).status_code == 302


def test_a_system_of_another_company_is_no_choice(as_person: As, elsa: User) -> None:
    foreign = factories.SystemFactory.create()
    assert as_person(elsa).post("/stakeholders/new/", typed(systems=[str(foreign.pk)])).status_code == 422


@pytest.mark.parametrize("odd", ["x" * 45_000, "a\x00b", "<script>alert(1)</script>", "²", "9" * 5000])
def test_odd_input_is_refused_or_kept(as_person: As, elsa: User, odd: str) -> None:
    names = (
        "name",
        "nearness",
        "mandate",
        "languages",
        "countries",
        "groups",
        "rights",
        "systems",
        "version",
    )
    client = as_person(elsa)
    for data in (dict.fromkeys(names, odd), typed(name=odd, languages=odd, version=odd)):
        answer = client.post("/stakeholders/new/", data)
        assert answer.status_code in (302, 422)
        assert "<script>alert" not in answer.text


def test_a_list_takes_as_many_queries_for_sixty_groups_as_for_three(
    as_person: As, elsa: User, company: Organisation
) -> None:
    client = as_person(elsa)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    factories.StakeholderGroupFactory.create_batch(3, company=company)
    client.get(LIST)
    few = queries()
    factories.StakeholderGroupFactory.create_batch(57, company=company)
    assert queries() == few
    assert few <= 15
