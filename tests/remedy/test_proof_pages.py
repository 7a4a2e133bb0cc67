"""Everybody can check a proof, without an account, a script or a cookie; nothing is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from remedy.actions import make_signing_key
from remedy.models import SigningKey
from remedy.proof import Proof, keys_read, new_private_key, verified, written
from remedy.proof import key_id as key_id_of
from remedy.proof import public_key as public_of

pytestmark = pytest.mark.django_db
PAGE = reverse("remedy:proof")
AT = timezone.now()


@pytest.fixture
def key(company: Organisation, ada: User) -> SigningKey:
    return make_signing_key(company=company, by=ada, at=AT)


@pytest.fixture
def proof(key: SigningKey) -> Proof:
    day = timezone.localdate(AT)
    return Proof("Torvane AI", "torvane", "0" * 64, "1" * 64, day, "received", key.key_id)


@pytest.fixture
def text(key: SigningKey, proof: Proof) -> str:
    return written(proof, key.private)


def stranger() -> Client:
    """Returns a browser of somebody without an account, in which forged requests are found out."""
    return Client(enforce_csrf_checks=True)


def test_the_pages_need_no_account_no_script_and_no_cookie(text: str, company: Organisation) -> None:
    client = stranger()
    for answer in (
        client.get(PAGE), client.post(PAGE, {"text": text}), client.post(PAGE, {"text": "x"}),
        client.get(reverse("remedy:keys", args=[company.pk])),
    ):  # fmt: skip
        assert answer.cookies == {}
        assert "<script" not in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    title = client.get(PAGE).text.split("<title>")[1].split("</title>")[0]
    assert title.split() == ["Check", "a", "text"], "whoever looks over her shoulder learns nothing"


def test_a_genuine_proof_is_shown_in_words(text: str, key: SigningKey) -> None:
    answer = stranger().post(PAGE, {"text": text})
    assert answer.status_code == 200
    for told in ("This proof is genuine", "Torvane AI", "Received", key.key_id, "in use since"):
        assert told in answer.text


def test_the_page_names_whose_key_it_is_whatever_the_proof_says(key: SigningKey, proof: Proof) -> None:
    page = stranger().post(PAGE, {"text": written(replace(proof, company="Bluepier"), key.private)}).text
    assert "Torvane AI signed it" in page
    assert "Bluepier" in page


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_file_is_as_good_as_its_text(text: str, ends: str) -> None:
    file = SimpleUploadedFile("receipt.txt", text.replace("\n", ends).encode())
    assert "This proof is genuine" in stranger().post(PAGE, {"file": file}).text


def test_what_an_old_key_signed_stays_genuine(
    text: str, key: SigningKey, company: Organisation, ada: User
) -> None:
    make_signing_key(company=company, by=ada, at=AT)
    assert "in use from" in stranger().post(PAGE, {"text": text}).text
    later = replace(
        Proof("Torvane AI", "torvane", "0" * 64, "1" * 64, timezone.localdate(AT), "received", key.key_id),
        day=timezone.localdate(AT) + timedelta(days=1),
    )
    answer = stranger().post(PAGE, {"text": written(later, key.private)})
    assert (answer.status_code, "no longer in use" in answer.text) == (422, True)


def test_a_changed_proof_is_not_genuine_and_stays_in_the_form(text: str) -> None:
    answer = stranger().post(PAGE, {"text": text.replace("received", "closed")})
    assert answer.status_code == 422
    assert "Not genuine" in answer.text
    assert "The signature does not fit" in answer.text
    assert "status: closed" in answer.text


def test_a_key_of_nobody_here_is_told_so(proof: Proof) -> None:
    private = new_private_key()
    answer = stranger().post(
        PAGE, {"text": written(replace(proof, key=key_id_of(public_of(private))), private)}
    )
    assert answer.status_code == 422
    assert "No company here has the key" in answer.text


def test_nothing_and_too_much_are_refused(key: SigningKey) -> None:
    nothing = stranger().post(PAGE, {})
    assert (nothing.status_code, "Paste the text" in nothing.text) == (422, True)
    assert "Not saved" not in nothing.text, "nothing is ever saved here"
    large = SimpleUploadedFile("receipt.txt", b"x" * 20_001)
    answer = stranger().post(PAGE, {"file": large})
    assert (answer.status_code, "too large" in answer.text) == (422, True)


@pytest.mark.parametrize("odd", ["a\x00b", "²", "9" * 30_000, "\u202eevil", "<script>alert(1)</script>"])
def test_odd_texts_are_not_genuine_and_break_nothing(odd: str) -> None:
    for said in ({"text": odd}, {"file": SimpleUploadedFile("x", odd.encode())}, {"file": "x"}):
        answer = stranger().post(PAGE, said)
        assert answer.status_code == 422
        assert "<script>alert" not in answer.text
    assert stranger().post(PAGE, {"file": SimpleUploadedFile("x", b"\xff\xfe\x00")}).status_code == 422


def test_checking_writes_nothing_down(text: str) -> None:
    before = Event.objects.count()
    with CaptureQueriesContext(connection) as asked:
        stranger().post(PAGE, {"text": text})
    assert Event.objects.count() == before
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in asked)
    assert len(asked) <= 4


def test_the_published_keys_check_a_proof_without_the_product(
    text: str, key: SigningKey, company: Organisation, ada: User
) -> None:
    newer = make_signing_key(company=company, by=ada, at=AT)
    answer = stranger().get(reverse("remedy:keys", args=[company.pk]))
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    keys = keys_read(answer.text)
    assert set(keys) == {key.key_id, newer.key_id}
    assert verified(text, {name: found.public for name, found in keys.items()}).company == "Torvane AI"
    assert key.private.hex() not in answer.text


def test_a_company_without_keys_and_a_company_of_nobody_are_not_there(other_company: Organisation) -> None:
    for pk in (other_company.pk, "019aa000-0000-7000-8000-000000000000"):
        assert stranger().get(reverse("remedy:keys", args=[pk])).status_code == 404
    assert stranger().post(reverse("remedy:keys", args=[other_company.pk])).status_code == 405
