"""The database, the broker and the cache as whoever steals them reads them."""

from contextlib import closing
from typing import Any

import redis
from django.conf import settings
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


def memory_dump() -> str:
    """Returns every key and value of the broker and the cache, in small letters."""
    dump: list[str] = []
    for url in {settings.CELERY_BROKER_URL, settings.CACHE_URL}:
        with redis_at(url) as store:
            for key in store.scan_iter("*"):
                dump += [spelled(key), spelled(_value(store, key))]
    return " ".join(dump).casefold()


def redis_at(url: str) -> Any:
    """Returns a line to it; Celery spells the address of a socket in a way of its own."""
    return closing(redis.Redis.from_url(url.replace("redis+socket://", "unix://")))


def spelled(value: Any) -> str:
    """Returns bytes, and whatever holds some, as text."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return " ".join(spelled(part) for pair in value.items() for part in pair)
    return " ".join(map(spelled, value)) if isinstance(value, list | set | tuple) else str(value)


def _value(store: Any, key: bytes) -> Any:
    readers = {
        b"string": store.get, b"hash": store.hgetall, b"set": store.smembers,
        b"list": lambda name: store.lrange(name, 0, -1), b"zset": lambda name: store.zrange(name, 0, -1),
    }  # fmt: skip
    reader = readers.get(store.type(key))
    return reader(key) if reader else b""
