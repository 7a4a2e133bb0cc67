"""A table becomes risks: seen before it is written, all of it or nothing, and stopped when asked."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assessments import actions, clock, import_attempts
from assessments.models import Assessment, Involvement, Moment, Rating, Risk, RiskImport
from assessments.tables import Reader
from assessments.tasks import work_on_import
from hrdd.accounts.models import Membership, User
from hrdd.audit.models import Event
from tests.assessments.tables.sheet import row, upload

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def address(assessment: Assessment) -> str:
    return f"/assessments/{assessment.pk}/risks/import/"


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Callable[[], Any]:
    """Returns a context in which what is sent on commit is done at once, by the task itself."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Does what would be sent to the broker at once; a separate process does it in test_worker."""
    monkeypatch.setattr(actions.imports, "send", lambda pk: work_on_import(str(pk)))
    monkeypatch.setattr(clock, "send", lambda pk: work_on_import(str(pk)))
    yield


def hand_in(analyst: Client, address: str, rows: list[Any], kind: str = "csv") -> RiskImport:
    answer = analyst.post(address, {"file": upload(rows, kind=kind)})
    assert answer.status_code == 302, answer.text
    return RiskImport.objects.latest("requested_at")


def columns(found: RiskImport, **changes: Any) -> dict[str, Any]:
    return {**found.mapping, **changes}


def check(analyst: Client, address: str, found: RiskImport, commit: Any, **changes: Any) -> RiskImport:
    with commit():
        assert analyst.post(f"{address}{found.pk}/", columns(found, **changes)).status_code == 302
    found.refresh_from_db()
    return found


def confirm(analyst: Client, address: str, found: RiskImport, commit: Any) -> RiskImport:
    with commit():
        analyst.post(f"{address}{found.pk}/confirmation/", {"version": found.version})
    found.refresh_from_db()
    return found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_seen_before_it_is_written(
    analyst: Client, address: str, assessment: Assessment, commit: Any, kind: str, ines: User
) -> None:
    found = hand_in(analyst, address, [row(n) for n in range(7)], kind)
    assert found.state == "uploaded"
    assert "Which column is what" in analyst.get(f"{address}{found.pk}/").text
    found = check(analyst, address, found, commit)
    assert (found.state, found.good_rows, found.problem_rows) == ("checked", 7, 0)
    assert "Write 7 risks into the register" in analyst.get(f"{address}{found.pk}/").text
    assert not assessment.risks.exists(), "nothing is written before it is confirmed"
    found = confirm(analyst, address, found, commit)
    assert (found.state, found.first_number, found.last_number, bytes(found.table)) == ("done", 1, 7, b"")
    assert [risk.scale for risk in assessment.risks.ranked()] == [5, 4, 3, 2, 2, 1, 1]
    risk = assessment.risks.with_rights_and_groups().get(number=1)
    assert {group.code for group in risk.groups.all()} == {"children", "non_users"}
    assert risk.risk_rights.get().primary
    assert Rating.objects.filter(risk__assessment=assessment, author=ines).count() == 7
    assert Involvement.objects.in_force().filter(risk=risk, involvement="caused").count() == 1
    assessment.refresh_from_db()
    assert assessment.next_risk_number == 8


def test_with_a_problem_in_one_row_nothing_is_written(
    analyst: Client, address: str, assessment: Assessment, commit: Any
) -> None:
    found = hand_in(analyst, address, [row(1), row(2, Scale=9), row(3, Category="")])
    found = check(analyst, address, found, commit)
    assert (found.good_rows, found.problem_rows) == (1, 2)
    assert [(p["row"], p["field"]) for p in found.problems] == [(3, "scale"), (4, "category")]
    page = analyst.get(f"{address}{found.pk}/").text
    assert "2 rows have problems" in page
    assert "into the register</button>" not in page
    assert confirm(analyst, address, found, commit).state == "checked"
    assert not assessment.risks.exists()


def test_rows_with_problems_are_left_out_when_that_was_chosen(
    analyst: Client, address: str, assessment: Assessment, commit: Any
) -> None:
    found = hand_in(analyst, address, [row(1), row(2, Scale=9)])
    found = check(analyst, address, found, commit, leave_out="on")
    assert confirm(analyst, address, found, commit).state == "done"
    assert [risk.title for risk in assessment.risks.all()] == ["Harm 1"]


def test_a_worker_that_dies_half_way_leaves_nothing_behind(
    analyst: Client, address: str, assessment: Assessment, commit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(n) for n in range(5)]), commit)
    real = import_attempts._propose_a_look

    def dies(*args: Any) -> None:
        assert Risk.objects.filter(assessment=assessment).exists()
        raise MemoryError

    monkeypatch.setattr(import_attempts, "_propose_a_look", dies)
    assert confirm(analyst, address, found, commit).state == "failed"
    assert not assessment.risks.exists()
    monkeypatch.setattr(import_attempts, "_propose_a_look", real)


def test_a_silent_worker_is_replaced_and_the_first_one_writes_nothing_more(
    analyst: Client, address: str, assessment: Assessment, commit: Any, ines: User
) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(1)]), commit)
    now = timezone.now()
    RiskImport.objects.filter(pk=found.pk).update(state="importing", heartbeat_at=now, claimed=False)
    lost = import_attempts.start_import(run_id=found.pk, at=now)
    assert lost is not None
    assert import_attempts.start_import(run_id=found.pk, at=now) is None, "a living worker has it"
    long_ago = now - timedelta(minutes=5)
    RiskImport.objects.filter(pk=found.pk).update(heartbeat_at=long_ago)
    assert clock.look_after_imports() == 1
    assert RiskImport.objects.get(pk=found.pk).state == "done"
    assert assessment.risks.count() == 1
    with pytest.raises(import_attempts.Superseded):
        import_attempts.beat(risk_import=lost, done=1, at=now)


def test_asked_to_stop_a_worker_stops_at_its_next_batch(
    analyst: Client, address: str, assessment: Assessment, commit: Any, ines: User
) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(1)]), commit)
    RiskImport.objects.filter(pk=found.pk).update(
        state="importing", heartbeat_at=timezone.now(), claimed=False
    )
    answer = analyst.post(f"{address}{found.pk}/cancellation/")
    assert answer.status_code == 302
    work_on_import(str(found.pk))
    found.refresh_from_db()
    assert (found.state, bytes(found.table)) == ("cancelled", b"")
    assert not assessment.risks.exists()


def test_a_table_can_be_thrown_away(analyst: Client, address: str) -> None:
    found = hand_in(analyst, address, [row(1)])
    analyst.post(f"{address}{found.pk}/cancellation/")
    found.refresh_from_db()
    assert (found.state, bytes(found.table)) == ("cancelled", b"")
    assert "Cancelled, nothing was written" in analyst.get(f"{address}{found.pk}/").text


def test_whoever_lost_her_role_meanwhile_imports_nothing(
    analyst: Client, address: str, assessment: Assessment, commit: Any, ines: User
) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(1)]), commit)
    RiskImport.objects.filter(pk=found.pk).update(
        state="importing", heartbeat_at=timezone.now(), claimed=False
    )
    Membership.objects.filter(user=ines).update(ended_at=timezone.now())
    work_on_import(str(found.pk))
    found.refresh_from_db()
    assert (found.state, "may no longer" in found.failure) == ("failed", True)
    assert not assessment.risks.exists()


def test_an_assessment_in_review_takes_no_table(
    analyst: Client, address: str, assessment: Assessment, commit: Any
) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(1)]), commit)
    RiskImport.objects.filter(pk=found.pk).update(
        state="importing", heartbeat_at=timezone.now(), claimed=False
    )
    Assessment.objects.filter(pk=assessment.pk).update(status="in_review")
    work_on_import(str(found.pk))
    found.refresh_from_db()
    assert found.state == "failed"
    assert not assessment.risks.exists()
    assert analyst.get(address).status_code == 403


def test_grave_incidents_of_a_table_propose_one_moment(analyst: Client, address: str, commit: Any) -> None:
    grave = [row(n, Nature="actual", Likelihood="", Scale=5) for n in range(3)]
    found = check(analyst, address, hand_in(analyst, address, grave), commit)
    confirm(analyst, address, found, commit)
    [moment] = Moment.objects.all()
    assert (moment.kind, moment.is_proposed) == ("incident", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header only.csv", b"Title,Category\r\n"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("broken.xlsx", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_what_is_no_table_is_refused_beside_its_field(
    analyst: Client, address: str, name: str, content: bytes
) -> None:
    answer = analyst.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "id_file-error" in answer.text
    assert not RiskImport.objects.exists()


def test_a_column_that_every_risk_needs_has_to_be_named(analyst: Client, address: str, commit: Any) -> None:
    found = hand_in(analyst, address, [row(1)])
    answer = analyst.post(f"{address}{found.pk}/", columns(found, scale=""))
    assert answer.status_code == 422
    assert "Choose the column that holds this." in answer.text


def test_others_find_no_import(
    client: Client, analyst: Client, address: str, nina: User, victor: User, assessment: Assessment
) -> None:
    found = hand_in(analyst, address, [row(1)])
    for person, status in ((nina, 404), (victor, 403)):
        client.force_login(person)
        assert client.get(f"{address}{found.pk}/").status_code == status
        assert client.post(f"{address}{found.pk}/confirmation/").status_code == status


def test_two_thousand_rows_take_few_statements(
    assessment: Assessment, ines: User, django_assert_max_num_queries: Any
) -> None:
    reader = Reader(assessment)
    texts = {
        "title": "Harm", "category": "PRI", "nature": "potential", "scale": "3", "scale_reason": "x",
        "scope": "3", "scope_reason": "x", "irremediability": "3", "irremediability_reason": "x",
        "likelihood": "3", "groups": "children",
    }  # fmt: skip
    entry, _problems = reader.read(2, texts)
    assert entry is not None
    found = RiskImport.objects.create(
        company=assessment.company, assessment=assessment, file_name="x.csv", sha256="0" * 64, rows=2000,
        state="importing", requested_by=ines, requested_at=timezone.now(), heartbeat_at=timezone.now(),
    )  # fmt: skip
    ticks: list[int] = []
    with django_assert_max_num_queries(120):
        import_attempts.write_import(
            risk_import=found, entries=[entry] * 2000, tick=ticks.append, at=timezone.now()
        )
    assert assessment.risks.count() == 2000
    assert ticks == list(range(200, 2001, 200)), "people see it go on"


def test_the_log_says_what_came_in_and_not_what_it_said(analyst: Client, address: str, commit: Any) -> None:
    found = check(analyst, address, hand_in(analyst, address, [row(1)]), commit)
    confirm(analyst, address, found, commit)
    said = list(Event.objects.filter(target_id=str(found.pk)).order_by("at", "id"))
    assert [event.action for event in said] == [
        "table handed in", "columns of a table named", "table checked", "import asked for", "risks imported",
    ]  # fmt: skip
    assert "Harm 1" not in str([event.changes for event in said])
    assert said[-1].changes["sha256"] == found.sha256


def test_what_nobody_goes_on_with_is_let_go(analyst: Client, address: str) -> None:
    found = hand_in(analyst, address, [row(1)])
    RiskImport.objects.filter(pk=found.pk).update(requested_at=timezone.now() - timedelta(days=8))
    clock.look_after_imports()
    found.refresh_from_db()
    assert (found.state, bytes(found.table)) == ("cancelled", b"")


def test_progress_counts_the_rows_behind_it(analyst: Client, address: str, commit: Any) -> None:
    found = hand_in(analyst, address, [row(n) for n in range(4)])
    RiskImport.objects.filter(pk=found.pk).update(state="checking", heartbeat_at=timezone.now())
    found.refresh_from_db()
    import_attempts.beat(risk_import=found, done=3, at=timezone.now())
    page = analyst.get(f"{address}{found.pk}/", headers={"HX-Request": "true"}).text
    assert "75%" in page
    assert "hx-trigger" in page
    cache.clear()


def test_the_same_over_the_api(
    api: Callable[[User], Any], ines: User, assessment: Assessment, commit: Any
) -> None:
    program = api(ines)
    base = f"/api/v1/assessments/{assessment.pk}/imports/"
    made = program.post(base, {"file": upload([row(1), row(2)])}, format="multipart")
    assert made.status_code == 201, made.json()
    one = f"{base}{made.data['id']}/"
    with commit():
        mapped = program.post(f"{one}mapping/", {"mapping": made.data["mapping"]})
    assert mapped.status_code == 202
    checked = program.get(one).json()
    assert (checked["state"], checked["good_rows"]) == ("checked", 2)
    assert program.post(f"{one}confirmation/", {"version": 1}).status_code == 409
    with commit():
        program.post(f"{one}confirmation/", {"version": checked["version"]})
    done = program.get(one).json()
    assert (done["state"], done["first_number"], done["last_number"]) == ("done", 1, 2)
    assert program.post(f"{one}cancellation/").status_code == 422
    assert [row["id"] for row in program.get(base).json()["results"]] == [made.data["id"]]
