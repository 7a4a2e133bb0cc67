"""The calendar of moments, and what people decide on them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Moment, System, SystemVersion
from hrdd.accounts.models import User
from taxonomy.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def system(assessment: Assessment) -> System:
    return assessment.system


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def moment(system: System, ines: User) -> Moment:
    return factories.MomentFactory.create(system=system, created_by=ines)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_calendar_shows_each_moment_with_what_became_of_it(
    analyst: Client, system: System, assessment: Assessment, ines: User
) -> None:
    now = timezone.now()
    made = factories.MomentFactory.create
    made(system=system, what="Late look", days=-3)
    made(system=system, what="Planned look", days=3)
    made(system=system, what="Proposed look", days=3, proposed_because="Brazil was added.")
    made(system=system, what="Seen", days=-40, assessment=assessment, answered_at=now)
    made(system=system, what="Skipped", days=-90, waived_at=now, waived_by=ines, waived_reason="No change.")
    for address in ("/moments/", f"/systems/{system.pk}/moments/"):
        page = read(analyst, address)
        for words in ("Overdue", "Planned", "Proposed", "Brazil was added.", "Answered by A-12", "Waived",
                      "No change.", "Ines Duarte"):  # fmt: skip
            assert words in page
        assert page.index("Skipped") < page.index("Seen") < page.index("Late look")
    only = read(analyst, "/moments/?show=open")
    assert "Late look" in only and "Skipped" not in only


def test_a_long_calendar_opens_where_the_first_open_moment_is(
    analyst: Client, system: System, assessment: Assessment
) -> None:
    for day in range(30):
        factories.MomentFactory.create(
            system=system, days=-100 - day, assessment=assessment, answered_at=timezone.now(), what="Old"
        )
    factories.MomentFactory.create(system=system, days=-1, what="Late look")
    assert "Late look" in read(analyst, "/moments/")
    assert "Late look" not in read(analyst, "/moments/?page=1")


def test_a_moment_is_planned_changed_and_waived(analyst: Client, system: System) -> None:
    sent = {"kind": "market", "what": "The app opens in Kenya", "expected_by": "2031-02-01"}
    assert analyst.post(f"/systems/{system.pk}/moments/", sent).status_code == 302
    found = Moment.objects.get()
    address = found.get_absolute_url()
    later = {**sent, "expected_by": "2031-03-01", "version": "1"}
    assert analyst.post(address, later).status_code == 302
    stale = analyst.post(address, {**sent, "version": "1", "what": "Mine"})
    assert stale.status_code == 409
    assert ">Mine</span>" in stale.content.decode()
    refused = analyst.post(f"{address}waiver/", {"reason": " "})
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    assert analyst.post(f"{address}waiver/", {"reason": "It never opened."}).status_code == 302
    assert "It never opened." in read(analyst, address)
    assert analyst.post(address, {**sent, "version": "3"}).status_code == 422, "what is over stays"


def test_a_waived_moment_is_reopened_and_its_waiver_stays_readable(
    analyst: Client, client: Client, moment: Moment, victor: User
) -> None:
    address = moment.get_absolute_url()
    analyst.post(f"{address}waiver/", {"reason": "Nothing is new for anybody."})
    refused = analyst.post(f"{address}reopening/", {"reason": " "})
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    assert analyst.post(f"{address}reopening/", {"reason": "The voice is new."}).status_code == 302
    moment.refresh_from_db()
    assert not moment.is_over
    assert analyst.post(f"{address}reopening/", {"reason": "Once more."}).status_code == 422
    page = read(analyst, address)
    for words in (
        "Waived and reopened before",
        "Nothing is new for anybody.",
        "The voice is new.",
        "Skip it",
    ):
        assert words in page
    client.force_login(victor)
    assert "Nothing is new for anybody." in read(client, address)


def test_a_moment_never_waived_says_nothing_of_it(analyst: Client, moment: Moment) -> None:
    assert "Waived and reopened before" not in read(analyst, moment.get_absolute_url())
    analyst.post(f"{moment.get_absolute_url()}waiver/", {"reason": "Nothing is new."})
    page = read(analyst, moment.get_absolute_url())
    assert "Waived and reopened before" not in page, "the waiver that stands is told above"
    assert "Reopen it" in page


def test_the_api_reopens_and_refuses_alike(
    moment: Moment, api: Any, ines: User, victor: User, nina: User
) -> None:
    address = f"/api/v1{moment.get_absolute_url()}"
    said = {"reason": "The voice is new."}
    assert api(ines).post(f"{address}reopening/", said, format="json").status_code == 422
    waived = api(ines).post(f"{address}waiver/", {"reason": "Nothing is new."}, format="json")
    assert waived.json()["state"] == "waived"
    assert api(victor).post(f"{address}reopening/", said, format="json").status_code == 403
    assert api(nina).post(f"{address}reopening/", said, format="json").status_code == 404
    assert api(ines).post(f"{address}reopening/", {"reason": " "}, format="json").status_code in (400, 422)
    opened = api(ines).post(f"{address}reopening/", said, format="json")
    assert opened.status_code == 200
    assert (opened.json()["state"], opened.json()["waived_reason"]) == ("planned", "")


def test_an_unplannable_moment_keeps_what_was_typed(analyst: Client, system: System) -> None:
    answer = analyst.post(
        f"/systems/{system.pk}/moments/", {"kind": "party", "what": "Tea", "expected_by": "x"}
    )
    assert answer.status_code == 422
    assert 'value="Tea"' in answer.content.decode()


def test_a_proposal_is_planned_on_another_day(analyst: Client, system: System) -> None:
    proposal = factories.MomentFactory.create(system=system, proposed_because="A new version.")
    day = TODAY + timedelta(days=99)
    address = f"{proposal.get_absolute_url()}acceptance/"
    assert analyst.post(address, {"expected_by": day.isoformat()}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.expected_by, proposal.is_proposed) == (day, False)
    assert analyst.post(address, {}).status_code == 422


def test_a_moment_is_answered_by_an_assessment_of_its_system_only(
    analyst: Client, moment: Moment, assessment: Assessment
) -> None:
    other = factories.AssessmentFactory.create(system__company=assessment.company, number=13)
    address = f"{moment.get_absolute_url()}answer/"
    assert analyst.post(address, {"assessment": str(other.pk)}).status_code == 422
    assert analyst.post(address, {"assessment": str(assessment.pk)}).status_code == 302
    assert assessment.get_absolute_url() in read(analyst, moment.get_absolute_url())


def test_a_moment_of_another_system_is_not_found(analyst: Client, moment: Moment) -> None:
    other = factories.SystemFactory.create(company=moment.company)
    assert analyst.get(f"/systems/{other.pk}/moments/{moment.pk}/").status_code == 404


def test_a_viewer_decides_nothing(client: Client, moment: Moment, victor: User) -> None:
    client.force_login(victor)
    assert read(client, moment.get_absolute_url()).count("<form") == 1
    for rest in ("", "acceptance/", "answer/", "waiver/", "reopening/"):
        assert client.post(moment.get_absolute_url() + rest, {"reason": "x"}).status_code == 403


# The new assessment


def new(**said: object) -> dict[str, object]:
    edition = Edition.objects.default()
    return {"title": "Aster 4, before voice", "edition": str(edition.pk), **said}


def test_an_assessment_names_a_version_and_the_moment_it_answers(
    analyst: Client, system: System, moment: Moment
) -> None:
    version = factories.SystemVersionFactory.create(system=system, name="4.1")
    page = read(analyst, f"/assessments/new/?moment={moment.pk}")
    assert '<optgroup label="Aster 4">' in page
    assert ">Aster 4, 4.1</option>" in page
    assert f'<option value="{moment.pk}" selected>' in page
    sent = new(system=str(system.pk), system_version=str(version.pk), answers=str(moment.pk))
    assert analyst.post("/assessments/new/", sent).status_code == 302
    moment.refresh_from_db()
    assert moment.assessment is not None
    assert moment.assessment.system_version == version


def test_a_version_alone_says_which_system_is_meant(analyst: Client, system: System) -> None:
    version = factories.SystemVersionFactory.create(system=system)
    assert analyst.post("/assessments/new/", new(system_version=str(version.pk))).status_code == 302
    assert Assessment.objects.latest("number").system == system


def test_a_version_named_on_the_way_is_answered_by_this_very_assessment(
    analyst: Client, system: System
) -> None:
    sent = new(system=str(system.pk), new_version="4.2")
    assert analyst.post("/assessments/new/", sent).status_code == 302
    made = Assessment.objects.latest("number")
    assert made.system_version == SystemVersion.objects.get(name="4.2")
    assert Moment.objects.get().assessment == made
    refused = analyst.post("/assessments/new/", sent)
    assert refused.status_code == 422
    assert 'href="#id_new_version"' in refused.content.decode()


def test_a_new_system_may_begin_with_its_version(analyst: Client, company: object) -> None:
    sent = new(system_name="Lyra", system_kind="application", new_version="0.9")
    assert analyst.post("/assessments/new/", sent).status_code == 302
    assert str(Assessment.objects.get().system_version) == "Lyra 0.9"


@pytest.mark.parametrize("name", ["system_version", "answers"])
def test_what_belongs_to_another_system_is_refused_where_it_stands(
    analyst: Client, system: System, name: str
) -> None:
    other = factories.SystemFactory.create(company=system.company, name="Lyra")
    row = {
        "system_version": factories.SystemVersionFactory.create(system=other),
        "answers": factories.MomentFactory.create(system=other),
    }[name]
    for chosen in ({"system": str(system.pk)}, {"system_name": "Vega"}):
        refused = analyst.post("/assessments/new/", new(**chosen, **{name: str(row.pk)}))
        assert refused.status_code == 422
        assert refused.context["form"].errors.keys() == {name}


def test_versions_and_moments_of_other_companies_cannot_be_chosen(analyst: Client, system: System) -> None:
    foreign = factories.SystemVersionFactory.create()
    assert str(foreign.pk) not in read(analyst, "/assessments/new/")
    sent = new(system=str(system.pk), system_version=str(foreign.pk))
    assert analyst.post("/assessments/new/", sent).status_code == 422


def test_details_name_a_new_version_that_this_assessment_looks_at(
    analyst: Client, assessment: Assessment
) -> None:
    address = reverse("assessments:details", args=[assessment.pk])
    data = {"title": assessment.title, "moment": "", "version": assessment.version, "new_version": "4.2"}
    assert analyst.post(address, data).status_code == 302
    assessment.refresh_from_db()
    assert str(assessment.system_version) == f"{assessment.system} 4.2"
    (moment,) = Moment.objects.filter(system=assessment.system)
    assert moment.assessment == assessment, "the moment that the version proposes is answered"


def test_a_refused_new_version_leaves_nothing_behind(analyst: Client, assessment: Assessment) -> None:
    address = reverse("assessments:details", args=[assessment.pk])
    data = {"title": "Late", "moment": "", "version": assessment.version + 1, "new_version": "4.2"}
    late = analyst.post(address, data)
    assert late.status_code == 409
    assert 'value="4.2"' in late.text, "what was typed is kept"
    assert not assessment.system.versions.exists()
    assessment.system.versions.create(name="4.2", created_by=assessment.created_by, created_at=timezone.now())
    twice = analyst.post(address, {**data, "version": assessment.version})
    assert twice.status_code == 422
    assert 'href="#id_new_version"' in twice.text
