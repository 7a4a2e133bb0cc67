"""The pages of systems: what people read, type and are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import actions
from assessments.models import Assessment, Moment, Party, System, SystemParty, SystemVersion
from hrdd.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {
    "name": "Aster 4", "kind": "foundation_model", "description": "It answers questions.",
    "modalities": ["text", "image"], "lifecycle_stage": "deploy", "release_channels": ["product"],
    "positions": ["build_use", "deploy"], "countries": ["KE", "BR"], "groups": ["children"], "version": "1",
}  # fmt: skip


@pytest.fixture
def system(assessment: Assessment) -> System:
    return assessment.system


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def at(system: System, rest: str = "") -> str:
    return f"/systems/{system.pk}/{rest}"


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_all_that_is_said_of_a_system_is_read_in_plain_words(analyst: Client, system: System) -> None:
    assert analyst.post(at(system, "edit/"), FORM)["Location"] == at(system)
    page = read(analyst, at(system))
    for words in ("Foundation model", "Text, Images", "Putting into use", "Build the model, Put into use",
                  "Brazil, Kenya", "Children"):  # fmt: skip
        assert words in page
    assert read(analyst, at(system, "edit/")).count("checked") == 9


def test_a_system_is_added_with_name_and_kind_alone(analyst: Client, company: object) -> None:
    answer = analyst.post("/systems/new/", {"name": " Lyra ", "kind": "data_set"}, follow=True)
    assert System.objects.get().name == "Lyra"
    assert "Not said yet" in answer.content.decode()


def test_a_name_that_is_taken_is_refused_at_its_field(analyst: Client, system: System) -> None:
    answer = analyst.post("/systems/new/", {"name": "aster 4", "kind": "data_set"})
    assert answer.status_code == 422
    assert '<a href="#id_name">Name: There is a system of this name already.</a>' in answer.content.decode()


def test_codes_nobody_knows_are_refused(analyst: Client, system: System) -> None:
    odd = {**FORM, "countries": ["XX"], "positions": ["boss"], "groups": ["nobody"], "kind": ""}
    answer = analyst.post(at(system, "edit/"), odd)
    assert answer.status_code == 422
    assert {"countries", "positions", "groups", "kind"} <= answer.context["form"].errors.keys()


def test_the_second_to_save_a_system_sees_both_texts(analyst: Client, system: System) -> None:
    analyst.post(at(system, "edit/"), {**FORM, "description": "First"})
    answer = analyst.post(at(system, "edit/"), {**FORM, "description": "Second"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ">Second</span>" in page and ">First</span>" in page
    assert 'name="version" value="2"' in page


def test_a_version_is_added_once_and_proposes_a_look(analyst: Client, system: System) -> None:
    sent = {"name": "4.1", "released_on": "2031-05-01", "changes": "It draws."}
    assert analyst.post(at(system, "versions/"), sent).status_code == 302
    assert str(Moment.objects.get().expected_by) == "2031-05-01"
    assert analyst.post(at(system, "versions/"), sent).status_code == 422
    version = SystemVersion.objects.get()
    changed = {"name": "4.1", "released_on": "", "changes": "It speaks.", "version": "1"}
    assert analyst.post(version.get_absolute_url(), changed).status_code == 302
    assert "It speaks." in read(analyst, version.get_absolute_url())
    assert analyst.post(version.get_absolute_url(), changed).status_code == 409


def test_a_version_is_changed_through_its_own_system_only(analyst: Client, system: System) -> None:
    other = factories.SystemVersionFactory.create(system__company=system.company)
    assert analyst.get(at(system, f"versions/{other.pk}/")).status_code == 404


def test_a_party_is_named_once_and_chosen_afterwards(analyst: Client, system: System) -> None:
    new = {"relation": "supplier", "name": "Kestrel Data", "country": "KE",
           "positions": ["data_providers"], "note": "Labels pictures."}  # fmt: skip
    assert analyst.post(at(system, "parties/"), new).status_code == 302
    page = read(analyst, at(system, "parties/"))
    for words in ("Kestrel Data", "Kenya", "Providers and annotators of data", "Labels pictures."):
        assert words in page
    assert analyst.post(at(system, "parties/"), new | {"name": "KESTREL DATA"}).status_code == 422
    known = {"relation": "customer", "party": str(Party.objects.get().pk)}
    assert analyst.post(at(system, "parties/"), known).status_code == 302
    assert (Party.objects.count(), SystemParty.objects.count()) == (1, 2)
    assert "none above" not in page
    assert analyst.post(at(system, "parties/"), {"relation": "supplier"}).status_code == 422


def test_a_party_is_corrected_and_taken_off(analyst: Client, system: System) -> None:
    party = factories.PartyFactory.create(company=system.company, name="Kestrl")
    link = SystemParty.objects.create(system=system, party=party, relation="supplier")
    address = at(system, f"parties/{link.pk}/")
    right = {"name": "Kestrel", "country": "KE", "note": "Labels.", "version": "1"}
    assert analyst.post(address, right).status_code == 302
    link.refresh_from_db()
    assert (link.party.name, link.party.country, link.note) == ("Kestrel", "KE", "Labels.")
    assert analyst.post(address, right).status_code == 409
    assert analyst.post(f"{address}removal/", {"version": "2"}).status_code == 302
    assert not SystemParty.objects.exists()


def test_outsiders_see_nothing_of_systems(
    client: Client, system: System, leila: User, omar: User, nina: User, reviewer_grant: object,
    auditor_grant: object,
) -> None:  # fmt: skip
    for person in (leila, omar, nina):
        client.force_login(person)
        for rest in ("", "edit/", "versions/", "parties/", "moments/"):
            assert client.get(at(system, rest)).status_code == 404
        if person != nina:
            assert client.get("/systems/").status_code == 404
            assert client.get("/moments/").status_code == 404
            assert "/systems/" not in read(client, "/")


def test_a_viewer_reads_and_is_offered_nothing_to_write(client: Client, system: System, victor: User) -> None:
    client.force_login(victor)
    for rest in ("", "versions/", "parties/", "moments/"):
        page = read(client, at(system, rest))
        assert page.count("<form") == 1 + ("moments" in rest), "signing out, and a filter"
        assert client.post(at(system, rest)).status_code in (403, 405)
    assert client.get(at(system, "edit/")).status_code == 403
    assert client.get("/systems/new/").status_code == 403


def test_the_head_of_an_assessment_names_the_version_and_leads_only_insiders_to_the_system(
    client: Client, assessment: Assessment, ines: User, leila: User, reviewer_grant: object
) -> None:
    assert "Aster 4</a>, no version named" in _head(client, assessment, ines)
    version = factories.SystemVersionFactory.create(system=assessment.system, name="4.1")
    Assessment.objects.update(system_version=version)
    assert f'<a href="{at(assessment.system)}">Aster 4</a>, 4.1' in _head(client, assessment, ines)
    assert "<dd>Aster 4, 4.1</dd>" in _head(client, assessment, leila)


def _head(client: Client, assessment: Assessment, person: User) -> str:
    client.force_login(person)
    return read(client, assessment.get_absolute_url())


def queries(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code == 200
    return len(captured)


@pytest.mark.parametrize("rest", ["list", "", "versions/", "parties/", "moments/", "calendar", "new"])
def test_the_pages_of_systems_take_as_many_queries_for_many_rows_as_for_few(
    analyst: Client, system: System, ines: User, rest: str
) -> None:
    address = {"list": "/systems/", "calendar": "/moments/", "new": "/assessments/new/"}.get(
        rest, at(system, rest)
    )

    def add(count: int) -> None:
        for one in factories.SystemFactory.create_batch(count, company=system.company):
            factories.MomentFactory.create(system=one, created_by=ines)
            factories.SystemVersionFactory.create(system=one, created_by=ines)
        for days in range(count):
            version = factories.SystemVersionFactory.create(system=system, created_by=ines)
            party = factories.PartyFactory.create(company=system.company)
            actions.add_system_party(
                system=system, party=party, relation="supplier", by=ines, at=version.created_at
            )
            answered = factories.AssessmentFactory.create(
                system=system,
                created_by=ines,
                system_version=version,
                number=100 + system.assessments.count(),
            )
            factories.MomentFactory.create(system=system, days=days, created_by=ines)
            factories.MomentFactory.create(
                system=system, days=days, created_by=ines, assessment=answered, answered_at=version.created_at
            )

    add(2)
    analyst.get(address)
    few = queries(lambda: analyst.get(address))
    add(12)
    assert queries(lambda: analyst.get(address)) == few
    assert few <= 15
