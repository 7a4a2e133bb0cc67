"""Countries: every one, once, in the reader's language and order."""

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from hrdd.lib import countries
from hrdd.lib.countries import CountriesField


class Place(forms.Form):
    """A form that asks for countries."""

    countries = CountriesField(required=False)


def answer(*codes: str) -> Place:
    return Place(MultiValueDict({"countries": list(codes)}))


def test_every_country_is_there_once() -> None:
    codes = [code for code, _ in countries.choices()]
    assert len(codes) == len(set(codes)) > 240
    assert {"AX", "KE", "CI", "PS", "ZW"} <= set(codes)


def test_countries_stand_in_the_order_of_their_names_accents_aside() -> None:
    names = [name for _, name in countries.choices()]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names[-1] == "Zimbabwe"


def test_names_and_order_follow_the_language_of_the_reader() -> None:
    with override("fr"):
        assert countries.name("DE") == "Allemagne"
        names = [name for _, name in countries.choices()]
        assert names.index("Égypte") < names.index("Équateur") < names.index("Espagne")
    with override("ar"):
        assert countries.name("EG") == "مصر"
        names = [name for _, name in countries.choices()]
        assert names.index("ألبانيا") < names.index("مصر")
    assert countries.name("DE") == "Germany"
    assert countries.choices()[0] == ("AF", "Afghanistan")


def test_a_choice_list_in_hand_cannot_spoil_the_next() -> None:
    countries.choices().clear()
    assert countries.choices()


def test_only_two_capital_letters_of_a_country_are_a_code() -> None:
    assert countries.is_code("KE")
    assert not any(countries.is_code(code) for code in ("ke", "KEN", "404", "", "XX", "K", "KE "))


def test_a_code_that_left_the_list_stands_for_itself() -> None:
    assert (countries.name("AN"), countries.name("ken"), countries.name("")) == ("AN", "ken", "")


def test_a_form_gives_each_country_once_in_order() -> None:
    form = answer("KE", "FR", "KE")
    assert form.is_valid()
    assert form.cleaned_data == {"countries": ["FR", "KE"]}
    assert answer().is_valid()


def test_a_form_refuses_what_is_no_country() -> None:
    form = answer("KE", "ZZ")
    assert form.errors == {"countries": ["ZZ is not the code of a country."]}
    assert not answer("KE\x00").is_valid()


def test_a_form_offers_countries_in_the_language_of_the_reader() -> None:
    with override("fr"):
        assert "Allemagne" in str(Place()["countries"])
    assert "Germany" in str(Place()["countries"])
