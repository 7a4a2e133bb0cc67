"""What is one's own: name, language, API tokens."""

from django.conf import LazySettings
from django.test import Client

from hrdd.accounts.models import ApiToken, User
from hrdd.audit.models import Event


def test_she_changes_her_name_and_language(client: Client, ines: User, settings: LazySettings) -> None:
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    client.force_login(ines)
    assert "French" in client.get("/settings/").content.decode()
    answer = client.post("/settings/", {"name": "Inês Duarte", "language": "fr"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    ines.refresh_from_db()
    assert (ines.name, ines.language) == ("Inês Duarte", "fr")
    event = Event.objects.get(action="own settings changed")
    assert event.changes == {"name": ["Ines Duarte", "Inês Duarte"], "language": ["en", "fr"]}


def test_where_there_is_one_language_nobody_is_asked(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert "Language" not in client.get("/settings/").content.decode()
    assert client.post("/settings/", {"name": "Inês"}).status_code == 302


def test_an_empty_name_is_refused(client: Client, ines: User) -> None:
    client.force_login(ines)
    page = client.post("/settings/", {"name": " ", "language": "en"})
    assert page.status_code == 422
    assert 'href="#id_name"' in page.content.decode()


def test_a_token_is_shown_once_and_kept_as_a_digest(client: Client, ines: User) -> None:
    client.force_login(ines)
    page = client.post("/settings/tokens/", {"label": "nightly export"})
    assert page.status_code == 201
    assert "no-store" in page["Cache-Control"]
    secret = page.content.decode().split('<code class="secret">')[1].split("<")[0]
    token = ApiToken.objects.get()
    assert secret.startswith("hrdd_")
    assert token.token_hash == ApiToken.digest(secret)
    assert secret not in client.get("/settings/").content.decode()
    assert secret not in str([vars(event) for event in Event.objects.all()])
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert client.get("/api/v1/assessments/", **bearer).status_code != 401
    client.post(f"/settings/tokens/{token.pk}/withdrawal/")
    client.get("/settings/")  # the message that says so
    assert "nightly export" not in client.get("/settings/").content.decode()
    assert Client().get("/api/v1/assessments/", **bearer).status_code == 401


def test_nobody_withdraws_the_token_of_another(client: Client, ines: User, ada: User) -> None:
    client.force_login(ines)
    client.post("/settings/tokens/", {"label": "mine"})
    token = ApiToken.objects.get()
    client.force_login(ada)
    assert client.post(f"/settings/tokens/{token.pk}/withdrawal/").status_code == 404
    assert ApiToken.objects.live().exists()


def test_a_token_needs_a_name(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert client.post("/settings/tokens/", {"label": ""}).status_code == 422
    assert not ApiToken.objects.exists()
