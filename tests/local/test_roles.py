"""Two roles from the first day: the owner changes the schema, the running product only works with rows."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors


@pytest.fixture
def app() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.mine ()",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "ALTER ROLE hrdd_app SUPERUSER",
        "SET ROLE hrdd_owner",
    ],
)
def test_the_app_role_cannot_change_the_schema_or_its_rights(app: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(statement)


@pytest.mark.parametrize("role", ["hrdd_app", "hrdd_owner"])
def test_no_role_of_the_product_passes_row_level_security_by(app: psycopg.Connection, role: str) -> None:
    flags = app.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", [role]
    )
    assert flags.fetchone() == (False, False, False)


def test_the_app_role_owns_nothing(app: psycopg.Connection) -> None:
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'hrdd_app'::regrole"
    assert app.execute(owned).fetchone() == (0,)


def test_a_wrong_password_is_refused() -> None:
    parts = psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"]) | {"password": "guess"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(psycopg.conninfo.make_conninfo(**parts))
