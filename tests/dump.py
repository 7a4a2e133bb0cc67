"""The database as whoever steals it reads it."""

from django.db import connection

TABLES = (
    "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
    " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
)
BYTES = (
    "SELECT column_name FROM information_schema.columns"
    " WHERE table_schema = %s AND table_name = %s AND data_type = 'bytea'"
)


def database_dump() -> str:
    """Returns every text and every byte of every table, in small letters."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        dump = []
        for schema, table in cursor.fetchall():
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f'"{schema}"."{table}"'])
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(f'SELECT string_agg(t::text, \' \') FROM "{schema}"."{table}" AS t')
            dump.append(cursor.fetchone()[0] or "")
            cursor.execute(BYTES, [schema, table])
            for (column,) in cursor.fetchall():
                cursor.execute(f'SELECT "{column}" FROM "{schema}"."{table}" WHERE "{column}" IS NOT NULL')
                dump += [bytes(row[0]).decode("latin-1") for row in cursor.fetchall()]
    return " ".join(dump).casefold()
