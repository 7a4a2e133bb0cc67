"""An exported assessment read in again: an equal one, or nothing at all and every reason why."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments import actions, document
from assessments.document.content import content_of
from assessments.document.receiving import LARGEST, Place, Received, Unreadable, receive
from assessments.models import Assessment, Party, Rating, Risk, RiskDecision, System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.lib.canonical import canonical_json, sha256
from tests import factories
from tests.factories.documents import many_risks

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


@pytest.fixture
def exported(rich: Assessment) -> Json:
    return document.build(rich.pk)


def read_in(found: Json, company: Organisation, by: User) -> Assessment:
    """Returns the assessment made of a document as if it had been uploaded."""
    received = receive(canonical_json(found))
    return actions.import_assessment(company=company, received=received, by=by, at=timezone.now())


def refused(found: Any) -> list[Place]:
    content = found if isinstance(found, bytes) else orjson.dumps(found)
    with pytest.raises(Unreadable) as caught:
        receive(content)
    return caught.value.places


def set_at(found: Json, path: list[Any], value: Any) -> Json:
    """Returns a copy with another value at this place."""
    changed = deepcopy(found)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


# Round trip


@pytest.mark.parametrize("name", ["ines", "nina"])
def test_an_import_gives_an_equal_assessment(
    request: pytest.FixtureRequest, exported: Json, name: str
) -> None:
    person: User = request.getfixturevalue(name)
    new = read_in(exported, person.standing_memberships[0].organisation, person)
    again = document.build(new.pk)
    assert content_of(again) == content_of(exported)
    assert [risk["rank"] for risk in again["risks"]] == [risk["rank"] for risk in exported["risks"]]
    assert again["assessment"]["reference"] != exported["assessment"]["reference"]


def test_an_import_of_the_import_is_the_same_again(exported: Json, ines: User, company: Organisation) -> None:
    once = document.build(read_in(exported, company, ines).pk)
    assert content_of(document.build(read_in(once, company, ines).pk)) == content_of(exported)


def test_equal_risks_keep_their_order(assessment: Assessment, ines: User, company: Organisation) -> None:
    for number in (3, 1, 2):
        factories.RiskFactory.create(assessment=assessment, number=number, title=f"Number {number}")
    Risk.objects.filter(assessment=assessment).update(created_at=timezone.now())
    found = document.build(assessment.pk)
    new = read_in(found, company, ines)
    again = document.build(new.pk)["risks"]
    assert [risk["reference"] for risk in again] == ["R-1", "R-2", "R-3"]
    assert new.next_risk_number == 4


def test_who_imports_is_the_author_and_nobody_else_says_anything(
    exported: Json, nina: User, other_company: Organisation
) -> None:
    new = read_in(exported, other_company, nina)
    again = document.build(new.pk)
    written = canonical_json(again["risks"]).decode()
    for name in ("Ines Duarte", "Tomas Brandt", "Leila Haddad", "Lantern"):
        assert name not in written
    assert again["assessment"]["opened"]["by"] == "Nina Falk"
    assert not Rating.objects.filter(risk__assessment=new).exclude(author=nina).exists()
    assert all(risk["comments"] == [] for risk in again["risks"])
    assert all(measure["owner"] == "" for risk in again["risks"] for measure in risk["measures"])


def test_a_known_system_stays_as_it_is_and_known_parties_are_used(
    exported: Json, rich: Assessment, ines: User, company: Organisation
) -> None:
    System.objects.filter(pk=rich.system_id).update(name="ASTER 4", description="Ours.")
    before = Party.objects.filter(company=company).count()
    new = read_in(exported, company, ines)
    assert new.system_id == rich.system_id
    assert new.system_version == rich.system_version
    assert new.system.description == "Ours."
    assert Party.objects.filter(company=company).count() == before


def test_the_log_names_the_file_and_where_it_came_from(
    exported: Json, nina: User, other_company: Organisation
) -> None:
    new = read_in(exported, other_company, nina)
    [event] = Event.objects.filter(action="assessment imported")
    assert event.root_id == new.pk
    assert event.changes == {
        "file_sha256": sha256(canonical_json(exported)), "company_there": "Torvane AI",
        "reference_there": exported["assessment"]["reference"], "risks": 4,
    }  # fmt: skip
    assert not Event.objects.filter(root_id=new.pk, action="risk recorded").exists()


def test_a_grave_risk_that_was_closed_waits_for_an_approver_here(
    exported: Json, rich: Assessment, nina: User, other_company: Organisation
) -> None:
    decision = {**exported["risks"][-1]["decisions"][0], "band_then": 5, "approver": "Tomas Brandt"}
    grave = exported["risks"][0]
    assert grave["band"] == 5
    found = set_at(exported, ["risks", 0], {**grave, "standing": "closed", "decisions": [decision]})
    new = read_in(found, other_company, nina)
    risk = new.risks.get(number=1)
    assert risk.standing == "open"
    [waiting] = RiskDecision.objects.filter(risk=risk)
    assert (waiting.state, waiting.standing, waiting.approver) == ("waiting", "closed", None)
    assert content_of(document.build(new.pk)) == content_of(found)


# What is refused


@pytest.mark.parametrize(
    ("path", "value", "where", "says"),
    [
        (["rule"], "mean/1", "rule", "is not a code"),
        (["company"], None, "company", "a text"),
        (["assessment", "title"], " ", "assessment.title", "not be empty"),
        (["assessment", "title"], "x" * 301, "assessment.title", "301 characters"),
        (["assessment", "edition", "code"], "none", "assessment.edition.code", "not a code"),
        (["system", "kind"], "toaster", "system.kind", "“toaster” is not a code"),
        (["system", "countries"], ["PT", "PT"], "system.countries[1]", "already"),
        (["system", "surprise"], 1, "system.surprise", "does not belong"),
        (["closures", 0, "right"], "property", "closures[0]", "not both"),
        (["closures", 1], {}, "closures[1].reason", "missing"),
        (["risks"], {}, "risks", "a list"),
        (["risks", 0], "R-1", "risks[0]", "an object"),
        (["risks", 0, "scale"], 6, "risks[0].scale", "from 1 to 5"),
        (["risks", 0, "scale"], True, "risks[0].scale", "from 1 to 5"),
        (["risks", 0, "scale"], 3.5, "risks[0].scale", "from 1 to 5"),
        (["risks", 0, "band"], 1, "risks[0].band", "By the rule"),
        (["risks", 0, "title"], "a\x00b", "risks[0].title", "cannot be kept"),
        (["risks", 0, "category"], "XYZ", "risks[0].category", "not a code"),
        (["risks", 0, "reference"], "R-0", "risks[0].reference", "R-12"),
        (["risks", 1, "reference"], "R-1", "risks[1].reference", "already"),
        (["risks", 0, "lineage"], "here", "risks[0].lineage", "identifier"),
        (["risks", 1, "likelihood"], 3, "risks[1].likelihood", "has happened"),
        (["risks", 0, "delay_makes_irremediable"], 1, "risks[0].delay_makes_irremediable", "true or false"),
        (["risks", 0, "measures", 0, "due_on"], "soon", "risks[0].measures[0].due_on", "2026-12-24"),
        (["risks", 0, "recorded", "at"], "2026-01-01T00:00", "risks[0].recorded.at", "moment"),
        (["risks", 0, "residual", "reasons", "scale"], "", "risks[0].residual.reasons.scale", "empty"),
        (["risks", 0, "involvements", 2, "party"], None, "risks[0].involvements[2]", "in force already"),
        (["risks", 0, "group_ratings", 1, "group"], "children", "risks[0].group_ratings[1].group", "already"),
        (["risks", 3, "decisions"], [], "risks[3].standing", "no decision"),
        (["risks", 0, "evidence", 0, "quotation"], "Other", "risks[0].evidence[0].sha256", "was changed"),
        (["risks", 0, "evidence", 1, "url"], "javascript:x", "risks[0].evidence[1].url", "address of a page"),
        (["risks", 0, "evidence", 0, "url"], "https://x.example", "risks[0].evidence[0].url", "not belong"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_named_with_its_place(
    exported: Json, path: list[Any], value: Any, where: str, says: str
) -> None:
    places = refused(set_at(exported, path, value))
    assert any(place.path == where and says in place.message for place in places), places


def test_every_wrong_place_is_told_up_to_a_hundred(exported: Json) -> None:
    found = set_at(exported, ["risks"], [{}] * 20)
    assert len(refused(found)) == 100
    assert len(refused(set_at(exported, ["risks", 0, "scale"], 9) | {"rule": "x"})) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff", b"[]", b"null", b'{"format": "hrdd-report/1"}', b"[" * 100_000, b'"\\ud800"',
        b"9" * 5_000,
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_and_breaks_nothing(content: bytes) -> None:
    assert refused(content)


def test_what_is_too_large_is_refused() -> None:
    assert "20 MB" in refused(b" " * (LARGEST + 1))[0].message


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_document_with_anything_anywhere_is_taken_or_refused_and_never_breaks(
    exported: Json, company: Organisation, ines: User, data: st.DataObject
) -> None:
    path: list[Any] = []
    inner: Any = exported
    while isinstance(inner, dict | list) and inner and (not path or data.draw(st.booleans())):
        step = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        path.append(step)
        inner = inner[step]
    anything = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
    found = set_at(exported, path, data.draw(anything | st.sampled_from(["", "R-1", "closed", "actual", []])))
    try:
        received = receive(canonical_json(found))
    except Unreadable as refusal:
        assert refusal.places
    else:
        actions.import_assessment(company=company, received=received, by=ines, at=timezone.now())


def test_nothing_is_half_imported(
    client: Client, exported: Json, nina: User, other_company: Organisation
) -> None:
    client.force_login(nina)
    before = Event.objects.count()
    content = orjson.dumps(set_at(exported, ["risks", 3, "scale"], 0))
    answer = client.post("/assessments/import/", {"file": SimpleUploadedFile("x.json", content)})
    assert answer.status_code == 422
    assert "risks[3].scale" in answer.content.decode()
    assert not Assessment.objects.filter(company=other_company).exists()
    assert not System.objects.filter(company=other_company).exists()
    assert Event.objects.count() == before


# On screen and over the API


def test_an_upload_leads_to_the_new_assessment(
    client: Client, exported: Json, nina: User, other_company: Organisation
) -> None:
    client.force_login(nina)
    page = client.get("/assessments/import/").content.decode()
    assert "stay in the file" in page
    upload = SimpleUploadedFile("A-1.json", canonical_json(exported))
    answer = client.post("/assessments/import/", {"file": upload}, follow=True)
    new = Assessment.objects.get(company=other_company)
    assert answer.redirect_chain == [(new.get_absolute_url(), 302)]
    assert "was read in" in answer.content.decode()
    assert client.post("/assessments/import/", {}).status_code == 422


def test_only_analysts_read_an_assessment_in(
    client: Client, victor: User, leila: User, exported: Json, api: Callable[[User | None], Any]
) -> None:
    for person in (victor, leila):
        client.force_login(person)
        assert client.get("/assessments/import/").status_code == 403
        assert api(person).post("/api/v1/assessments/import/", exported).status_code == 403


def test_the_api_takes_what_it_handed_out(
    exported: Json, rich: Assessment, ines: User, company: Organisation, api: Callable[[User | None], Any]
) -> None:
    program = api(ines)
    taken = program.get(f"/api/v1/assessments/{rich.pk}/export/json/").content
    answer = program.generic("POST", "/api/v1/assessments/import/", taken, content_type="application/json")
    assert answer.status_code == 201
    again = program.get(f"{answer['Location']}export/json/").json()
    assert content_of(again) == content_of(exported)
    wrong = set_at(exported, ["risks", 0, "scale"], 9)
    refusal = program.post("/api/v1/assessments/import/", wrong)
    assert refusal.status_code == 422
    assert refusal.json()["errors"][0]["path"] == "risks[0].scale"
    elsewhere = f"/api/v1/assessments/import/?company={factories.OrganisationFactory.create().pk}"
    assert program.post(elsewhere, exported).status_code == 422


def test_a_thousand_risks_are_read_in_with_few_statements(
    assessment: Assessment, ines: User, company: Organisation
) -> None:
    many_risks(assessment, 1_000, by=ines)
    found = document.build(assessment.pk)
    received = receive(canonical_json(found))
    assert isinstance(received, Received)
    with CaptureQueriesContext(connection) as captured:
        new = actions.import_assessment(company=company, received=received, by=ines, at=timezone.now())
    assert len(captured) <= 100
    assert content_of(document.build(new.pk)) == content_of(found)
