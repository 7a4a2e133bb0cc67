"""Django's migrate, run as the owner role, after which the app role gets exactly what it needs.

The running product must not be able to change tables, and later row-level security must bind it: owners
and superusers pass it by. Without DATABASE_OWNER_URL there is one role and nothing to grant.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from psycopg import sql

APPEND_ONLY_TABLES = ("audit_event",)


class Command(DjangoMigrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        if "owner" in settings.DATABASES:
            parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["database"] == "owner" and not options["check_unapplied"]:
            grant_to_app_role()


def grant_to_app_role() -> None:
    """Lets the app role read and write rows, and only add to the tables that are append-only."""
    app = sql.Identifier(str(settings.DATABASES["default"]["USER"]))
    with connections["owner"].cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(app))
        existing = set(connections["owner"].introspection.table_names(cursor))
        for table in existing.intersection(APPEND_ONLY_TABLES):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), app)
            )
