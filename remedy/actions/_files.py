"""How a file gets into a case: cleaned before, locked here."""

from datetime import date

from hrdd.evidence.uploads import Upload
from hrdd.lib import envelopes
from remedy import proof
from remedy.actions._rows import next_place
from remedy.models import Case, CaseFile, Hand
from remedy.opened import locked


def add_file(case: Case, *, key: bytes, upload: Upload, hand: Hand, day: date) -> CaseFile:
    """Returns the file in its place. Its name is ours: those that devices give tell day and hour."""
    place = next_place(case.files)
    about = {
        "name": f"file-{place}.{upload.extension}", "media_type": upload.media_type, "size": upload.size,
    }  # fmt: skip
    file = CaseFile(
        case=case, place=place, hand=hand, day=day, about=locked(key, about),
        sealed=envelopes.lock(key, upload.content),
    )  # fmt: skip
    file.save(force_insert=True)
    case.head = proof.chained(case.head, b"file:" + bytes(file.about))
    return file
