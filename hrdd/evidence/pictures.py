"""Pictures are written anew: what is seen stays; place, time, device, comments and thumbnails go.

Only the pixels are carried over, turned as the camera meant them. A JPEG keeps its own tables of quality and
a PNG loses nothing; other pictures are packed again so finely that the eye does not see it. Colour profiles
go as well: they can name the device.
"""

import contextlib
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, ImageSequence

from hrdd.lib.errors import Refused

READERS = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
# 60 million: more than the sensors of most telephones, and 240 MB while it is written anew.
MOST_PIXELS = 60_000_000
# Of what a picture says about itself, all that is needed to show it.
NEEDED = frozenset({"transparency", "background", "duration", "loop", "disposal", "blend"})
# A large picture takes much memory; a process does one at a time.
ONE_AT_A_TIME = threading.Lock()


def rewritten(content: bytes, extension: str) -> bytes:
    """Returns the picture with nothing but its pixels; raises Refused when it is damaged or too large."""
    try:
        with (
            ONE_AT_A_TIME,
            whole_pictures_only(),
            Image.open(BytesIO(content), formats=[READERS[extension]]) as picture,
        ):
            frames = getattr(picture, "n_frames", 1) if picture.format != "MPO" else 1
            if picture.width * picture.height * frames > MOST_PIXELS:
                raise Image.DecompressionBombError
            return _animation(picture, extension) if frames > 1 else _still(picture, extension)
    except (Image.DecompressionBombError, MemoryError):
        message = _("This picture has too many pixels: at most 60 million, in all its frames together.")
        raise Refused(message) from None
    except Exception:  # damaged or hostile pictures break readers in more ways than anybody lists
        raise Refused(_("This picture is damaged and cannot be opened.")) from None


@contextlib.contextmanager
def whole_pictures_only() -> Iterator[None]:
    """A context in which half a picture is an error, whatever else runs in this process.

    WeasyPrint tells Pillow, for the whole process, to show what there is of a damaged picture. That is right
    for a report and wrong for evidence.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _still(picture: Image.Image, extension: str) -> bytes:
    picture.load()
    options = _quality(picture, extension)
    ImageOps.exif_transpose(picture, in_place=True)
    if extension == "jpg" and picture.mode not in ("RGB", "L"):
        picture, options = picture.convert("RGB"), {"quality": 95}
    _forget(picture)
    out = BytesIO()
    picture.save(out, READERS[extension], **options)
    return out.getvalue()


def _animation(picture: Image.Image, extension: str) -> bytes:
    options = _quality(picture, extension) | {"loop": picture.info.get("loop", 0)}
    if extension == "gif" and "loop" not in picture.info:
        del options["loop"]
    frames = list(_frames(picture))
    durations = [frame.info.get("duration", 0) for frame in frames]
    first, *others = frames
    out = BytesIO()
    first.save(out, READERS[extension], save_all=True, append_images=others, duration=durations, **options)
    return out.getvalue()


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(picture):
        alone = frame.copy()
        _forget(alone)
        yield alone


def _forget(picture: Image.Image) -> None:
    picture.info = {name: value for name, value in picture.info.items() if name in NEEDED}


def _quality(picture: Image.Image, extension: str) -> dict[str, Any]:
    match extension:
        case "jpg":
            return {"quality": "keep" if picture.format == "JPEG" else 95}
        case "webp":
            return {"lossless": True} if _is_lossless(picture) else {"quality": 92}
        case "gif":
            return {"comment": b""}
        case _:
            return {}


def _is_lossless(picture: Image.Image) -> bool:
    stream: Any = getattr(picture, "fp", None)
    if stream is None:
        return False
    place = stream.tell()
    stream.seek(0)
    start = stream.read(4096)
    stream.seek(place)
    return b"VP8L" in start
