"""Evidence for a rating and against it: equally in sight, files as downloads only, each taking logged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk, RiskEvidence
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.evidence.models import Evidence
from tests import factories
from tests.evidence import samples

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate().isoformat()


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMAV_URL = ""
    return tmp_path / "files"


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def address(risk: Risk, name: str = "evidence_list", *more: Any) -> str:
    return reverse(f"assessments:{name}", args=[risk.assessment_id, risk.pk, *more])


def typed(kind: str = "quotation", **changes: Any) -> dict[str, Any]:
    own = {"quotation": {"quotation": "It read my letter."}, "link": {"url": "https://press.example/a"}}
    return {
        "stance": "supports", "about": "scale", "says": "It names health.", "kind": kind,
        "title": "An interview", "source": "A newspaper", "read_on": TODAY, "claim_status": "reported",
        **own.get(kind, {}), **changes,
    }  # fmt: skip


def test_the_page_says_the_limit_and_who_can_read_it(analyst: Client, risk: Risk) -> None:
    shown = analyst.get(address(risk)).text
    assert "at most 25 MB" in shown
    assert "Read by Torvane AI, 1 person." in shown
    assert "Files are not checked for viruses here." in shown


def test_counter_evidence_stands_beside_and_asks_for_a_new_look(analyst: Client, risk: Risk) -> None:
    assert analyst.post(address(risk), typed()).status_code == 302
    assert not Risk.objects.get().is_stale
    against = typed("link", stance="counters", title="A study that found less")
    assert analyst.post(address(risk), against).status_code == 302
    assert "evidence against it was added" in Risk.objects.get().stale_because
    shown = analyst.get(risk.get_absolute_url())
    assert "Supports the rating (1)" in shown.text
    assert "Speaks against the rating (1)" in shown.text
    assert [link.stance for link in shown.context["countering"]] == ["counters"]


def test_turning_evidence_into_counter_evidence_asks_for_a_new_look_too(analyst: Client, risk: Risk) -> None:
    analyst.post(address(risk), typed())
    link = RiskEvidence.objects.get()
    turned = typed(stance="counters", version="1")
    assert analyst.post(address(risk, "evidence", link.evidence_id), turned).status_code == 302
    assert Risk.objects.get().is_stale
    assert RiskEvidence.objects.get().version == 2


def test_a_file_is_kept_under_a_name_that_says_nothing_and_comes_back_as_an_attachment(
    analyst: Client, risk: Risk, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = SimpleUploadedFile("../Maria at home.jpeg", samples.photo(), content_type="text/html")
    with django_capture_on_commit_callbacks(execute=True):
        assert analyst.post(address(risk), typed("file", file=photo)).status_code == 302
    [kept] = [path for path in store.rglob("*") if path.is_file()]
    assert "aria" not in str(kept.relative_to(store))
    evidence = Evidence.objects.get()
    told = analyst.get(address(risk, "evidence", evidence.pk)).text
    assert evidence.sha256 in told
    assert "Not checked for viruses" in told
    answer = analyst.get(address(risk, "evidence_file", evidence.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="Maria at home.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content) == kept.read_bytes()
    event = Event.objects.get(action="evidence taken away")
    assert (event.root_id, event.changes["sha256"]) == (risk.assessment_id, evidence.sha256)


def test_a_refused_upload_says_where_and_keeps_the_rest(analyst: Client, risk: Risk) -> None:
    script = SimpleUploadedFile("a.html", b"<html><script>1</script>")
    refused = analyst.post(address(risk), typed("file", file=script, stance=""))
    assert refused.status_code == 422
    assert {"file"} <= set(refused.context["form"].errors)
    assert "stance" in refused.context["weight"].errors
    assert "An interview" in refused.text
    assert not Evidence.objects.exists()


def test_two_people_who_change_one_piece_see_both_texts(analyst: Client, risk: Risk) -> None:
    analyst.post(address(risk), typed())
    one = address(risk, "evidence", Evidence.objects.get().pk)
    analyst.post(one, typed(version="1", says="Theirs", title="Their title"))
    clash = analyst.post(one, typed(version="1", says="Mine"))
    assert clash.status_code == 409
    assert "Theirs" in clash.text
    assert "Their title" in clash.text
    again = typed(version=str(clash.context["form"]["version"].value()), says="Mine")
    assert analyst.post(one, again).status_code == 302
    assert RiskEvidence.objects.get().says == "Mine"


def test_removing_takes_a_reason_and_the_file_with_it(
    analyst: Client, risk: Risk, store: Path, ines: User, django_capture_on_commit_callbacks: Any
) -> None:
    letter = factories.evidence_file(company=risk.company, root_id=risk.assessment_id, added_by=ines)
    factories.RiskEvidenceFactory.create(risk=risk, evidence=letter)
    one = address(risk, "evidence_removal", letter.pk)
    assert analyst.post(one, {"reason": " "}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert analyst.post(one, {"reason": "It names a child.", "version": "1"}).status_code == 302
    assert not RiskEvidence.objects.exists()
    assert not [path for path in store.rglob("*") if path.is_file()]
    assert Event.objects.get(action="evidence removed").changes["reason"] == "It names a child."


def test_evidence_of_two_risks_stays_for_the_other(analyst: Client, risk: Risk) -> None:
    first = factories.RiskEvidenceFactory.create(risk=risk)
    other = factories.RiskFactory.create(assessment=risk.assessment)
    factories.RiskEvidenceFactory.create(risk=other, evidence=first.evidence)
    one = address(risk, "evidence_removal", first.evidence_id)
    assert analyst.post(one, {"reason": "Wrong risk.", "version": "1"}).status_code == 302
    assert [link.risk for link in RiskEvidence.objects.all()] == [other]
    assert Event.objects.filter(action="evidence taken off").count() == 1


@pytest.fixture
def theirs(other_company: Organisation, nina: User) -> RiskEvidence:
    """Returns a file of another company."""
    far = factories.AssessmentFactory.create(system__company=other_company, created_by=nina)
    risk = factories.RiskFactory.create(assessment=far)
    letter = factories.evidence_file(company=other_company, root_id=far.pk, added_by=nina)
    link: RiskEvidence = factories.RiskEvidenceFactory.create(risk=risk, evidence=letter)
    return link


@pytest.mark.parametrize("name", ["evidence", "evidence_file", "evidence_removal"])
def test_a_file_of_another_company_is_found_under_no_address(
    analyst: Client, risk: Risk, theirs: RiskEvidence, name: str
) -> None:
    addresses = [
        address(theirs.risk, name, theirs.evidence_id),
        address(risk, name, theirs.evidence_id),
        reverse(f"assessments:{name}", args=[risk.assessment_id, theirs.risk_id, theirs.evidence_id]),
    ]
    for one in addresses:
        for ask in (analyst.get, analyst.post):
            assert ask(one).status_code in (404, 405)
    assert RiskEvidence.objects.filter(pk=theirs.pk).exists()


def test_a_guest_takes_files_only_while_she_may_see_the_assessment(
    client: Client, risk: Risk, leila: User, assessment: Assessment, reviewer_grant: Any
) -> None:
    letter = factories.evidence_file(company=risk.company, root_id=assessment.pk, added_by=risk.created_by)
    factories.RiskEvidenceFactory.create(risk=risk, evidence=letter)
    client.force_login(leila)
    one = address(risk, "evidence_file", letter.pk)
    assert client.get(one).status_code == 200
    assert client.post(address(risk), typed()).status_code == 403
    reviewer_grant.delete()
    assert client.get(one).status_code == 404


Api = Callable[[User | None], Any]


def test_the_api_takes_json_for_words_and_multipart_for_files(api: Api, ines: User, risk: Risk) -> None:
    program = api(ines)
    base = f"/api/v1/assessments/{risk.assessment_id}/risks/{risk.pk}/evidence/"
    made = program.post(base, typed("link", stance="counters"))
    assert made.status_code == 201, made.data
    assert (made.data["url"], made.data["download"]) == ("https://press.example/a", None)
    assert Risk.objects.get().is_stale
    letter = SimpleUploadedFile("a letter.jpg", samples.photo())
    sent = program.post(base, typed("file", file=letter), format="multipart")
    assert sent.status_code == 201, sent.data
    assert (sent.data["file_name"], sent.data["scan"]) == ("a letter.jpg", "not_scanned")
    assert [row["id"] for row in program.get(base).data["results"]] == [sent.data["id"], made.data["id"]]
    one = f"{base}{sent.data['id']}/"
    assert program.patch(one, {"says": "Better said.", "version": 1}).data["says"] == "Better said."
    assert program.patch(one, {"says": "Late.", "version": 1}).status_code == 409
    assert program.post(f"{one}removal/", {"reason": "Not needed."}).status_code == 204
    bad = program.post(base, typed("link", url="javascript:alert(1)", claim_status="sure"))
    assert bad.status_code == 422
    assert program.post(base, typed("link", url="javascript:alert(1)")).data["errors"].keys() == {"url"}


def test_the_api_hands_out_files_and_writes_it_down(api: Api, ines: User, nina: User, risk: Risk) -> None:
    letter = factories.evidence_file(company=risk.company, root_id=risk.assessment_id, added_by=ines)
    factories.RiskEvidenceFactory.create(risk=risk, evidence=letter)
    base = f"/api/v1/assessments/{risk.assessment_id}/risks/{risk.pk}/evidence/{letter.pk}/"
    download = api(ines).get(base).data["download"]
    assert download.endswith(f"{letter.pk}/file/")
    answer = api(ines).get(download)
    assert answer["Content-Disposition"].startswith("attachment")
    assert api(ines).head(download).status_code == 200
    assert Event.objects.filter(action="evidence taken away").count() == 1, "to ask is not to take"
    assert api(nina).get(download).status_code == 404
