"""What the writes about systems, their versions and their parties keep and refuse."""

from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.entries import SystemFacts
from assessments.models import Assessment, Party, System, SystemParty
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from taxonomy.models import Group
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(ines: User) -> dict[str, Any]:
    return {"by": ines, "at": timezone.now()}


@pytest.fixture
def system(assessment: Assessment) -> System:
    return assessment.system


def test_all_that_is_known_of_a_system_is_kept(company: Organisation, by: dict[str, Any]) -> None:
    children = Group.objects.get(code="children")
    facts = SystemFacts(
        modalities=("text", "image", "text"), lifecycle_stage="deploy", release_channels=("product",),
        positions=("build_use", "deploy"), countries=("BR", "KE"), groups=(children,),
    )  # fmt: skip
    made = actions.create_system(
        company=company, name="Lyra", kind="application", description="", facts=facts, **by
    )
    made.refresh_from_db()
    assert made.modalities == ["text", "image"], "none twice"
    assert (made.lifecycle_stage, made.positions) == ("deploy", ["build_use", "deploy"])
    assert list(made.groups.all()) == [children]


def test_a_change_without_facts_leaves_them(system: System, by: dict[str, Any]) -> None:
    said = {"system": system, "name": system.name, "kind": system.kind, **by}
    facts = SystemFacts(modalities=("text",), groups=(Group.objects.get(code="children"),))
    actions.revise_system(description="", facts=facts, expected_version=1, **said)
    kept = actions.revise_system(description="Photos.", expected_version=2, **said)
    assert (kept.modalities, kept.groups.count()) == (["text"], 1)


def test_a_change_of_groups_is_written_down(system: System, by: dict[str, Any]) -> None:
    facts = SystemFacts(groups=(Group.objects.get(code="children"),))
    actions.revise_system(
        system=system, name=system.name, kind=system.kind, description="", expected_version=1,
        facts=facts, **by,
    )  # fmt: skip
    assert Event.objects.get(action="system changed").changes["groups"] == [[], ["children"]]


def test_a_system_has_one_version_of_a_name_in_any_case(system: System, by: dict[str, Any]) -> None:
    first = actions.add_system_version(system=system, name="Rc 1", **by)
    second = actions.add_system_version(system=system, name="Rc 2", **by)
    with pytest.raises(Refused) as refused:
        actions.add_system_version(system=system, name="RC 1", **by)
    assert "name" in refused.value.fields
    said = {"released_on": None, "changes": "", "expected_version": 1, **by}
    with pytest.raises(Refused):
        actions.revise_system_version(version=second, name="rc 1", **said)
    assert actions.revise_system_version(version=first, name="RC 1", **said).name == "RC 1"
    with pytest.raises(Stale):
        actions.revise_system_version(version=first, name="RC 1", **said)


def test_a_party_is_known_once_to_its_company_in_any_case(
    company: Organisation, other_company: Organisation, by: dict[str, Any]
) -> None:
    first = actions.create_party(company=company, name="Kestrel Data", country="KE", **by)
    assert actions.create_party(company=company, name="KESTREL data", **by) == first
    assert actions.create_party(company=other_company, name="Kestrel Data", **by) != first
    other = actions.create_party(company=company, name="Heron", **by)
    with pytest.raises(Refused):
        actions.revise_party(
            party=other, name="kestrel data", country="", positions=[], expected_version=1, **by
        )


def test_a_party_is_supplier_and_customer_of_a_system_but_each_only_once(
    system: System, by: dict[str, Any]
) -> None:
    party = factories.PartyFactory.create(company=system.company)
    for relation in ("supplier", "customer"):
        actions.add_system_party(system=system, party=party, relation=relation, **by)
    with pytest.raises(Refused):
        actions.add_system_party(system=system, party=party, relation="supplier", **by)
    strange = factories.PartyFactory.create()
    with pytest.raises(Refused):
        actions.add_system_party(system=system, party=strange, relation="supplier", **by)


def test_who_is_taken_off_a_system_is_still_known_to_the_company(system: System, by: dict[str, Any]) -> None:
    party = factories.PartyFactory.create(company=system.company)
    link = actions.add_system_party(system=system, party=party, relation="supplier", note="Labels.", **by)
    actions.remove_system_party(link=link, expected_version=1, **by)
    assert (SystemParty.objects.count(), Party.objects.count()) == (0, 1)
    assert Event.objects.get(action="system party removed").changes["note"] == "Labels."
    with pytest.raises(Refused):
        actions.remove_system_party(link=link, expected_version=1, **by)
