"""A picture comes out with what is seen and nothing of who took it, where, and with what."""

import io

import pytest
from PIL import Image, ImageFile

from hrdd.evidence import pictures
from hrdd.evidence.uploads import checked
from hrdd.lib.errors import Refused
from tests.evidence import samples

KINDS = ("jpg", "png", "gif", "webp")


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("extension", KINDS)
def test_place_time_device_and_comments_go(extension: str) -> None:
    content = samples.photo(extension)
    assert samples.SECRET.encode() in content
    kept = checked(content, name="x")
    assert samples.SECRET.encode() not in kept.content
    assert b"Phonemaker" not in kept.content
    image = opened(kept.content)
    assert dict(image.getexif()) == {}
    assert {"exif", "xmp", "icc_profile", "comment", "Author"}.isdisjoint(image.info)
    assert kept.sha256_received != kept.sha256


def test_gps_was_there_and_is_gone() -> None:
    before = opened(samples.photo()).getexif().get_ifd(0x8825)
    after = opened(checked(samples.photo(), name="x").content).getexif().get_ifd(0x8825)
    assert (bool(before), bool(after)) == (True, False)


@pytest.mark.parametrize("extension", KINDS)
def test_what_is_seen_stays(extension: str) -> None:
    image = opened(checked(samples.picture(extension), name="x").content).convert("RGB")
    assert image.size == (16, 8)
    red, _, blue = image.getpixel((2, 4))  # type: ignore[misc]
    assert red > 200
    assert blue < 60


@pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
def test_a_picture_taken_sideways_stands_upright(extension: str) -> None:
    image = opened(checked(samples.photo(extension, orientation=6), name="x").content).convert("RGB")
    assert image.size == (8, 16)
    red, _, blue = image.getpixel((4, 2))  # type: ignore[misc]
    assert red > 200
    assert blue < 60


@pytest.mark.parametrize("extension", ["gif", "webp", "png"])
def test_what_moves_goes_on_moving(extension: str) -> None:
    image = Image.open(io.BytesIO(checked(samples.animation(extension), name="x").content))
    assert image.n_frames == 3  # type: ignore[attr-defined]
    seen = []
    for number in range(3):
        image.seek(number)
        image.load()
        seen.append(image.info.get("duration"))
    assert {int(each) for each in seen if each} == {120}


def test_what_can_be_seen_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(checked(out.getvalue(), name="x").content).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_a_picture_for_print_is_taken() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")
    assert opened(checked(out.getvalue(), name="x").content).mode == "RGB"


@pytest.mark.parametrize("size", [(20_000, 20_000), (8_000, 8_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_of_pixels_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match=r"pixels|damaged"):
        checked(samples.huge_png(*size), name="x")


def test_a_bomb_of_frames_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 16 * 8 * 2)
    with pytest.raises(Refused, match="pixels"):
        checked(samples.animation("gif"), name="x")


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_half_a_picture_is_refused_also_where_reports_are_made(
    monkeypatch: pytest.MonkeyPatch, extension: str
) -> None:
    """The renderer of reports lets the whole process show damaged pictures; evidence is not among them."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content = samples.picture(extension)
    with pytest.raises(Refused, match="damaged"):
        pictures.rewritten(content[: len(content) * 2 // 3], extension)
    assert ImageFile.LOAD_TRUNCATED_IMAGES, "reports go on as they were"
