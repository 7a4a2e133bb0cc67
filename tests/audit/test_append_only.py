"""What is in the log stays there: the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import PRODUCT, record

TRICKS = [
    "UPDATE audit_event SET actor_label = 'nobody'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "TRUNCATE audit_event CASCADE",
]


@pytest.fixture
def event(ines: User) -> Event:
    return record(by=PRODUCT, at=timezone.now(), action="signed in", target=ines)


@pytest.mark.parametrize("trick", TRICKS)
def test_the_running_product_cannot_change_the_log(event: Event, trick: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(trick)
    assert Event.objects.get(pk=event.pk).actor_label == "the workbench"


def test_nor_through_the_models(event: Event) -> None:
    event.actor_label = "nobody"
    for attempt in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Event.objects.filter(pk=event.pk, actor_label="the workbench").exists()


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("trick", TRICKS)
def test_the_owner_of_the_tables_cannot_either(trick: str) -> None:
    owner = Event(
        at=timezone.now(), actor_label="the workbench", action="signed in", target_type="x", target_id="x",
        target_label="x",
    )  # fmt: skip
    owner.save(using="owner")
    with (
        pytest.raises(DatabaseError, match=r"append-only|Cannot"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(trick)
    assert Event.objects.using("owner").filter(pk=owner.pk).exists()


@pytest.mark.django_db
def test_the_running_product_owns_no_table_and_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
