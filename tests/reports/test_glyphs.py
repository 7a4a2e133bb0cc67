import pytest

from hrdd.reports.glyphs import Missing


@pytest.mark.parametrize(
    "text", ["Harm", "Фотографии", "صور لأشخاص", "未经本人同意", "Ελληνικά", "שלום", "😀", "a\u200db"]
)
def test_letters_our_fonts_carry_stay_as_they_are(text: str) -> None:
    missing = Missing()
    assert missing.shown(text) == text
    assert missing.listed == []


def test_a_character_without_a_drawing_is_printed_as_its_number_and_listed() -> None:
    missing = Missing()
    assert missing.shown("melting 🫠 and 🫠") == "melting [U+1FAE0] and [U+1FAE0]"
    assert missing.listed == [("U+1FAE0", "MELTING FACE", 2)]


def test_steering_characters_cannot_turn_a_text_around() -> None:
    assert Missing().shown("exe.\u202etxt\u202c") == "exe.[U+202E]txt[U+202C]"


def test_control_characters_are_shown_and_emoji_selectors_dropped() -> None:
    assert Missing().shown("a\x00b\u2764\ufe0f") == "a[U+0000]b\u2764"
