"""Sound and film without what the device wrote beside it: place, maker, titles. No Django, no clock.

Formats: ISO/IEC 14496-12 (MP4, M4A), ID3v2.4 and ID3v1 (MP3), RIFF (WAV). What is heard and seen stays byte
by byte. Ogg and WebM keep their tags: taking them out would mean to write the whole recording anew.
"""

from collections.abc import Iterator

# Where MP4 keeps place, maker and titles: of the whole, and of each track.
TAGS = frozenset({b"udta", b"meta", b"uuid"})
DEEPEST = 3
HOLDERS = frozenset({b"moov", b"trak", b"moof", b"traf"})
NEEDED = frozenset({b"fmt ", b"fact", b"data"})


def without_tags_mp4(content: bytes) -> bytes:
    """Returns the recording with its tags blanked where they stand, so that every offset in it holds."""
    data = bytearray(content)
    _blank_tags(data, 0, len(data), DEEPEST)
    return bytes(data)


def without_tags_mp3(content: bytes) -> bytes:
    """Returns the recording without the tags before and behind its sound."""
    start = mp3_sound_starts(content)
    end = len(content) - 128 if content[-128:-125] == b"TAG" else len(content)
    return content[start:end]


def without_tags_wav(content: bytes) -> bytes:
    """Returns the recording with its format and its sound alone; raises ValueError when it has no sound."""
    kept, place = bytearray(), 12
    names = set()
    while place + 8 <= len(content):
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        body = content[place + 8 : place + 8 + size]
        if name in NEEDED:
            names.add(name)
            kept += name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        place += 8 + size + size % 2
    if not {b"fmt ", b"data"} <= names:
        raise ValueError("no sound in it")
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WAVE" + bytes(kept)


def mp3_sound_starts(content: bytes) -> int:
    """Returns where the sound starts behind the tags in front."""
    place = 0
    while content[place : place + 3] == b"ID3" and len(content) > place + 10:
        size = 0
        for seven_bits in content[place + 6 : place + 10]:
            size = size << 7 | seven_bits & 0x7F
        has_footer = content[place + 5] & 0x10
        place += 10 + size + (10 if has_footer else 0)
    return place


def _blank_tags(data: bytearray, start: int, end: int, deeper: int) -> None:
    for name, place, body, stop in _boxes(data, start, end):
        if name in TAGS:
            data[place + 4 : place + 8] = b"free"
            data[body:stop] = bytes(stop - body)
        elif name in HOLDERS and deeper:
            _blank_tags(data, body, stop, deeper - 1)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yields name, start, start of the body and end of each box; the last one may be cut short."""
    place = start
    while place + 8 <= end:
        size, head = int.from_bytes(data[place : place + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        stop = end if size == 0 else min(place + size, end)
        if stop < place + head:
            raise ValueError("a box smaller than its own head")
        yield bytes(data[place + 4 : place + 8]), place, place + head, stop
        place = stop
