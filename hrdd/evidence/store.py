"""How files come into the store and leave it: after the commit, so that row and file never part.

A file goes to the store once its row is committed, and leaves it once its row is gone for good. When the
store fails, the row is taken back.
"""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction


def new_name(folder: str) -> str:
    """Returns a name that says nothing: neither what it is, nor of whom, nor which row it is of."""
    return f"{folder}/{uuid4().hex}"


def keep(name: str, content: Callable[[], bytes], *, take_back: Callable[[], None]) -> None:
    """Puts the file into the store after the commit; `take_back` ends its row when the store fails.

    A row without its file would be a promise not kept. `content` is asked for then, and may come from the
    store itself.
    """
    transaction.on_commit(partial(_put, name, content, take_back))


def put_now(name: str, content: bytes) -> None:
    """Puts a file into the store before the commit: where what it replaces must not go before it is safe.

    If the transaction fails after it, it stays behind: so only for what is sealed, or is about to be open.
    """
    default_storage.save(name, ContentFile(content))


def drop(name: str) -> None:
    """Takes the file out of the store after the commit.

    Robust: its row is gone, and a store that is down is for the log, not for the person.
    """
    transaction.on_commit(partial(default_storage.delete, name), robust=True)


def content_of(name: str) -> bytes:
    """Returns the bytes of a stored file; raises FileNotFoundError without."""
    with default_storage.open(name, "rb") as file:
        found: bytes = file.read()
    return found


def _put(name: str, content: Callable[[], bytes], take_back: Callable[[], None]) -> None:
    try:
        default_storage.save(name, ContentFile(content()))
    except Exception:  # each store fails in its own way
        take_back()
        raise
