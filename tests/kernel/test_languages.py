"""Languages are known by their codes, in every usual writing, and have a name for every reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import languages
from festival.kernel.invalid import Invalid
from festival.kernel.registers import iana


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("ca-VALENCIA", "ca-valencia"),
        ("fre", "fr"),
        ("iw", "he"),
        ("prs", "fa-AF"),
        ("haz", "haz"),
        ("bfi", "bfi"),
        ("zxx", "zxx"),
    ],
)
def test_usual_writings_of_a_tag_become_the_canonical_one(typed: str, tag: str) -> None:
    assert languages.normalise(typed) == tag


@pytest.mark.parametrize(
    "typed", ["", "e", "english", "xqq", "en-Abcd", "en-ZQ", "und", "mul", "de-1996-1996", "en\n-x"]
)
def test_what_is_no_language_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        languages.parse(typed)
    assert refusal.value.code == "language_unknown"


def test_a_refused_language_is_told_how_to_be_written() -> None:
    with pytest.raises(Invalid, match="Write its English name or its code, such as en or pt-BR"):
        languages.parse("Klingonese")


@given(st.text(max_size=20))
def test_any_text_is_either_a_canonical_tag_or_refused(text: str) -> None:
    try:
        tag = languages.normalise(text)
    except Invalid:
        return
    assert languages.normalise(tag) == tag
    assert languages.name(tag) != ""


@pytest.mark.parametrize(
    ("tag", "locale", "name"),
    [
        ("fr", "en", "French"),
        ("fr", "fr", "français"),
        ("ar", "ar", "العربية"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("zh-Hant-TW", "en", "Traditional Chinese (Taiwan)"),
        ("sr-Latn-ME", "en", "Montenegrin (Latin)"),
        ("fa-AF", "fr", "dari"),
        ("bfi", "ar", "British Sign Language"),
        ("kmr", "en", "Northern Kurdish"),
        ("haz", "en", "Hazaragi"),
    ],
)
def test_a_language_is_named_for_the_reader(tag: str, locale: str, name: str) -> None:
    assert languages.name(tag, locale) == name


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "ru", "zh", "zh-Hans"])
def test_a_picker_offers_each_language_once_in_the_six_languages(locale: str) -> None:
    choices = languages.choices(locale)
    tags = [tag for tag, _ in choices]
    assert len(set(tags)) == len(tags)
    assert {"en", "ar", "ti", "ckb", "ase", "fsl", "zxx"} <= set(tags)
    assert all(languages.normalise(tag) == tag for tag in tags)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("French", "fr"),
        ("modern greek (1453-)", "el"),
        ("Farsi", "fa"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Dari", "fa-AF"),
        ("Modern Greek (1453- )", "el"),
        ("French" + " " * 100, None),
        ("Klingonese", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_the_name_that_other_systems_give_it(name: str, tag: str | None) -> None:
    assert languages.by_name(name) == tag


@given(st.sampled_from(languages.choices("fr")))
def test_every_name_of_the_picker_is_understood_when_read_back(choice: tuple[str, str]) -> None:
    tag, name = choice
    found = languages.by_name(name.upper(), "fr")
    assert found is not None
    assert languages.name(found, "fr").casefold() == languages.name(tag, "fr").casefold()


def test_region_and_script_do_not_stand_between_people() -> None:
    assert languages.is_same_language("en-GB", "en-US")
    assert languages.is_same_language("zh-Hans", "zh-Hant")
    assert not languages.is_same_language("en", "de")


def test_signed_languages_are_told_from_spoken_ones() -> None:
    assert "fsl" in iana.signed()
    assert "fr" not in iana.signed()
    assert len([name for tag, name in languages.choices() if tag in iana.signed()]) > 150


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("kmr", "ku", True),
        ("ckb", "ku", False),
        ("cmn", "zh-TW", True),
        ("tw", "ak", True),
        ("en", "fr", False),
    ],
)
def test_who_knows_the_larger_language_understands_its_standard(one: str, other: str, is_same: bool) -> None:
    assert languages.is_same_language(one, other) is is_same


@pytest.mark.parametrize(
    ("text", "tag"), [("ASL", "ase"), ("asl", "asl"), ("EN", "en"), ("FRA", "fr"), ("Kurmanji", "kmr")]
)
def test_a_table_names_languages_by_code_or_by_name(text: str, tag: str) -> None:
    assert languages.read(text) == tag
