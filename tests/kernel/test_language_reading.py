"""Languages as people write them: read where there is one meaning, asked back where there are two."""

import pytest

from festival.kernel import language_reading, languages
from festival.kernel.invalid import Invalid
from festival.kernel.registers import iana, language_exceptions


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Kurmanji", "kmr"),
        ("Kurdish (Kurmanji)", "kmr"),
        ("Kurdish, Northern", "kmr"),
        ("Kurdish - Sorani", "ckb"),
        ("Fulani", "ff"),
        ("Pulaar", "fuc"),
        ("Mandinka", "mnk"),
        ("Kirundi", "rn"),
        ("Luganda", "lg"),
        ("Berber", "ber"),
        ("Tamazight", "ber"),
        ("Tuareg", "tmh"),
        ("Romani", "rom"),
        ("Hazaragi", "haz"),
        ("Levantine Arabic", "apc"),
        ("Arabic (Levantine)", "apc"),
        ("Sudanese Arabic", "apd"),
        ("Arabic (Lebanon)", "ar-LB"),
        ("Darija", "ary"),
        ("Zaghawa", "zag"),
        ("Masalit", "mls"),
        ("Karen", "kar"),
        ("Sylheti", "syl"),
        ("Garifuna", "cab"),
        ("Nahuatl", "nah"),
        ("Mandarin Chinese", "zh"),
        ("Hokkien", "nan"),
        ("Bahasa Indonesia", "id"),
        ("Slovene", "sl"),
        ("Sami", "smi"),
        ("Portuguese (Brazil)", "pt-BR"),
        ("Spanish (Latin America)", "es-419"),
        ("English (UK)", "en-GB"),
        ("Serbian (Latin)", "sr-Latn"),
        ("English CC", "en"),
        ("French (original)", "fr"),
        ("Auslan", "asf"),
        ("ASL", "ase"),
        ("BSL", "bfi"),
        ("LSF", "fsl"),
        ("LIS", "ise"),
        ("DGS", "gsg"),
        ("NGT", "dse"),
        ("Libras", "bzs"),
        ("French Sign Language", "fsl"),
        ("Fur", "fvr"),
        ("Kru", "kro"),
        ("no dialog", "zxx"),
        ("Without dialogue", "zxx"),
        ("Nonverbal", "zxx"),
        ("Deutsch", "de"),
        ("kurdî", "ku"),
        ("srpski", "sr"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("en", "en"),
        ("FR", "fr"),
        ("fre", "fr"),
        ("pt_br", "pt-BR"),
        ("so", "so"),
        ("is", "is"),
    ],
)
def test_a_language_is_understood_as_people_write_it(typed: str, tag: str) -> None:
    assert language_reading.read(typed) == tag


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("asl", "language_asked", "Asilulu"),
        ("bsl", "language_asked", "Basa-Gumna"),
        ("fur", "language_asked", "Friulian"),
        ("Rom", "language_asked", "Romany"),
        ("Tat", "language_asked", "Tatar"),
        ("Ser", "language_asked", "Serrano"),
        ("Wa", "language_asked", "Walloon"),
        ("Ho", "language_asked", "Hiri Motu"),
        ("En", "language_asked", "English"),
        ("haz", "language_asked", "Hazaragi"),
        ("Chin", "language_several", "Hakha Chin"),
        ("Mixtec", "language_several", "Jamiltepec Mixtec"),
        ("ISL", "language_several", "Irish Sign Language"),
        ("VO", "language_asked", "Volapük"),
        ("no", "language_asked", "Norwegian"),
        ("Various", "language_unknown", "does not say which language"),
        ("N/A", "language_unknown", "does not say which language"),
        ("und", "language_unknown", "does not say which language"),
        ("Klingonese", "language_unknown", "not a language that we know"),
        ("Neo-Aramaic", "language_unknown", "not a language that we know"),
        ("", "language_unknown", "does not say which language"),
    ],
)
def test_what_can_be_something_else_is_asked_back(typed: str, code: str, told: str) -> None:
    with pytest.raises(Invalid) as refusal:
        language_reading.read(typed)
    assert (refusal.value.code, told in str(refusal.value)) == (code, True)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("English, French, and Arabic", ("en", "fr", "ar")),
        ("English/French", ("en", "fr")),
        ("English & French", ("en", "fr")),
        ("French/Wolof", ("fr", "wo")),
        ("Bosnian / Croatian / Serbian", ("bs", "hr", "sr")),
        ("Kurdish, Northern, French", ("kmr", "fr")),
        ("Arabic؛ French".replace("؛", "،"), ("ar", "fr")),
        ("ASL; English CC", ("ase", "en")),
        ("English, english", ("en",)),
    ],
)
def test_several_languages_in_one_line_are_read(typed: str, tags: tuple[str, ...]) -> None:
    assert language_reading.read_list(typed) == tags


@pytest.mark.parametrize("typed", ["Ser/Cro", "English, Rom"])
def test_one_doubtful_language_of_a_list_is_asked_back(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        language_reading.read_list(typed)
    assert refusal.value.code == "language_asked"


def _tags() -> set[str]:
    registered = {languages.normalise(code) for code in iana.languages() if languages.is_known(code)}
    return registered | {tag for tag, _ in languages.choices()}


def test_every_registered_language_can_be_shown_in_a_form_and_read_back() -> None:
    shown = {tag: language_reading.written(tag) for tag in _tags()}
    assert len(shown) > 8000
    assert [tag for tag, text in shown.items() if text == tag or language_reading.read(text) != tag] == []


def test_every_registered_name_leads_to_its_language_or_is_asked() -> None:
    """Where another language is read, CLDR calls it so, by a name that the registry has, too."""
    others = {
        name: found
        for code, record in iana.languages().items()
        if languages.is_known(code)
        for name in record.names
        for found in [languages.all_by_name(name)]
        if languages.normalise(record.replaced_by or code) not in found
    }
    assert {name for name, found in others.items() if not found} == set()
    assert set(others) == {
        "Valencian",
        "Moldavian",
        "Flemish",
        "Greek languages",
        "Low Saxon",
        "Voro",
        "Mongolian languages",
        "Albanian languages",
        "Western Panjabi",
    }


def test_what_forms_write_is_read_as_it_stands_in_the_table() -> None:
    ours = {name: languages.normalise(tag) for name, tag in language_exceptions.WRITTEN.items()}
    assert {name: tag for name, tag in ours.items() if languages.by_name(name) != tag} == {}


@pytest.mark.parametrize("name", language_reading.own_names())
def test_a_language_is_found_by_its_own_name(name: str) -> None:
    assert language_reading.read(name)
