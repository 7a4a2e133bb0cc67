"""How files of engagements are sealed and opened. Nothing here is a write of its own.

A sealed file is encrypted before it reaches the store, and what is said about it lies in the row's own seal.
"""

from django.utils.translation import gettext as _

from hrdd.evidence import store
from hrdd.lib.errors import Refused
from hrdd.lib.saving import save
from hrdd.lib.sealing import Purpose, Unreadable, seal_anew, seal_bytes, unseal_bytes
from stakeholders.actions import _sealed
from stakeholders.confidentiality import Level, narrower
from stakeholders.models import Attachment
from stakeholders.sealed import ATTACHMENT

FOLDER = "attachments"


def about(file: Attachment) -> dict[str, object]:
    """Returns what a sealed file is called and what it is; raises Refused when no key opens it."""
    return _sealed.opened(file.sealed)


def plain_content(file: Attachment) -> bytes:
    """Returns the bytes people handed in, cleaned; raises Refused when no key opens them."""
    content = store.content_of(str(file.file))
    if not file.is_sealed:
        return content
    try:
        return unseal_bytes(content, Purpose.CONTENT)
    except Unreadable:
        raise Refused(_("This was sealed with a key that is not in force here.")) from None


def sealed_about(file: Attachment, level: str) -> bytes:
    """Returns what is said about a file, with the level it had, sealed."""
    return _sealed.packed({**_sealed.taken(file, ATTACHMENT), "level": level})


def seal_file(file: Attachment) -> None:
    """Seals a file that lay open: the sealed one is in the store before the open one goes."""
    old, name = str(file.file), store.new_name(FOLDER)
    store.put_now(name, seal_bytes(store.content_of(old), Purpose.CONTENT))
    new = {
        "sealed": sealed_about(file, file.level), **_sealed.emptied(file, ATTACHMENT),
        "level": Level.SEALED.value, "file": name,
    }  # fmt: skip
    save(file, new)
    store.drop(old)


def unseal_file(file: Attachment, *, level: str) -> None:
    """Puts an open file back into the store, read by those of a level, at most those who read it before."""
    said, content = about(file), plain_content(file)
    before = Level(str(said.pop("level")))
    old, name = str(file.file), store.new_name(FOLDER)
    store.put_now(name, content)
    new = {
        **_sealed.put_back(file, said), "sealed": None, "file": name,
        "level": narrower(Level(level), before if before != Level.SEALED else Level(level)).value,
    }  # fmt: skip
    save(file, new)
    store.drop(old)


def seal_file_anew(file: Attachment) -> None:
    """Seals the stored bytes with the first key, under another name; raises Unreadable, FileNotFoundError."""
    old = str(file.file)
    content = seal_anew(store.content_of(old), Purpose.CONTENT)
    file.file.name = store.new_name(FOLDER)
    store.put_now(str(file.file), content)
    store.drop(old)
