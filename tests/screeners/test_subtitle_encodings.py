"""Subtitles in old encodings: read where the letters are clear, asked about where they are not."""

import pytest

from festival.screeners.media.subtitles import converting
from festival.screeners.media.subtitles.values import Options, Question, Track

SPOKEN = {
    "ar": ("غادرنا البيت في الليل.", "لم يعرف أحد إلى أين نحن ذاهبون.", "قالت أمي: لا تنظر إلى الوراء."),
    "cs": (
        "Odešli jsme z domu v noci.",
        "Nikdo nevěděl, kam jdeme.",
        "Maminka řekla: neohlížej se, už je příliš pozdě.",
    ),
    "de": (
        "Wir verließen das Haus bei Nacht.",
        "Niemand wusste, wohin wir gehen würden.",
        "Schau nicht zurück, hörst du?",
    ),
    "el": (
        "Φύγαμε από το σπίτι τη νύχτα.",
        "Κανείς δεν ήξερε πού πηγαίναμε.",
        "Η μητέρα είπε: μην κοιτάς πίσω.",
    ),
    "fr": (
        "Nous avons quitté la maison à la nuit tombée.",
        "Personne ne savait où nous étions.",
        "Mère a dit : là-bas, c'était l'été.",
    ),
    "he": ("עזבנו את הבית בלילה.", "איש לא ידע לאן אנחנו הולכים.", "אמא אמרה: אל תסתכל אחורה."),
    "hu": (
        "Éjjel hagytuk el a házat.",
        "Senki sem tudta, hová megyünk.",
        "Anyám azt mondta: ne nézz vissza, túl késő, és őt már nem látjuk.",
    ),
    "ja": ("私たちは夜に家を出た。", "誰もどこへ行くのか知らなかった。", "母は振り返るなと言った。"),
    "ko": (
        "우리는 밤에 집을 떠났다.",
        "아무도 우리가 어디로 가는지 몰랐다.",
        "어머니는 뒤돌아보지 말라고 했다.",
    ),
    "lt": (
        "Naktį išėjome iš namų.",
        "Niekas nežinojo, kur mes einame.",
        "Motina pasakė: nežiūrėk atgal, jau per vėlu, ąžuolas žydi.",
    ),
    "pl": (
        "Wyjechaliśmy z domu w nocy.",
        "Nikt nie wiedział, dokąd idziemy.",
        "Mama powiedziała: nie oglądaj się, już za późno, źle się dzieje.",
    ),
    "ro": (
        "Am plecat de acasă în timpul nopţii.",
        "Nimeni nu ştia unde mergem.",
        "Mama a spus: nu te uita înapoi, băiete.",
    ),
    "ru": ("Мы уехали из дома ночью.", "Никто не знал, куда мы едем.", "Мама сказала: не оглядывайся."),
    "sr-Latn": (
        "Mnogo pre rođenja svetlosti",
        "Zato, prijatelju moj, nećemo bežati pešice.",
        "Šta ćeš raditi kad dođe žetva?",
    ),
    "th": ("เราออกจากบ้านตอนกลางคืน", "ไม่มีใครรู้ว่าเราจะไปไหน", "แม่บอกว่าอย่าหันกลับไปมอง"),
    "tr": ("Gece evden ayrıldık.", "Kimse nereye gittiğimizi bilmiyordu.", "Şimdi nereye gidiyoruz, anne?"),
    "uk": (
        "Ми виїхали з дому вночі.",
        "Ніхто не знав, куди ми їдемо.",
        "Мати сказала: не озирайся, її вже немає.",
    ),
    "zh": ("我们在夜里离开了家。", "没有人知道我们要去哪里。", "母亲说：不要回头看。"),
}
OLD = [
    ("ar", "cp1256"),
    ("ar", "iso8859-6"),
    ("cs", "cp1250"),
    ("cs", "cp852"),
    ("de", "cp1252"),
    ("de", "cp850"),
    ("de", "mac-roman"),
    ("el", "cp1253"),
    ("el", "iso8859-7"),
    ("fr", "cp1252"),
    ("fr", "cp850"),
    ("fr", "mac-roman"),
    ("he", "cp1255"),
    ("hu", "cp1250"),
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("ko", "cp949"),
    ("lt", "cp1257"),
    ("pl", "cp1250"),
    ("pl", "iso8859-2"),
    ("ro", "cp1250"),
    ("ru", "cp1251"),
    ("ru", "cp866"),
    ("ru", "koi8-r"),
    ("ru", "mac-cyrillic"),
    ("sr-Latn", "cp1250"),
    ("th", "cp874"),
    ("tr", "cp1254"),
    ("uk", "cp1251"),
    ("uk", "koi8-u"),
    ("zh", "gb18030"),
]
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le")


def srt(lines: tuple[str, ...]) -> str:
    return "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n" for n, line in enumerate(lines, 1))


def said(found: object) -> tuple[str, ...]:
    assert isinstance(found, Track), found
    return tuple(text for _, text in found.report.first)


@pytest.mark.parametrize("hint", ["right", "none", "wrong"])
@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_no_letter_is_ever_shown_wrong(language: str, encoding: str, hint: str) -> None:
    """Read as they were written; or a person is asked, and finds them among the ways to read them."""
    lines = SPOKEN[language]
    wrong = "ru" if language == "en" else "en"
    hints = {"right": (language,), "none": (), "wrong": (wrong,)}[hint]
    found = converting.convert(srt(lines).encode(encoding), Options(languages=hints))
    if isinstance(found, Question):
        shown = [sample.lines for sample in found.samples]
        assert any(set(sample) <= set(lines) for sample in shown), shown
    else:
        assert said(found) == lines


@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_a_named_encoding_is_taken(language: str, encoding: str) -> None:
    found = converting.convert(srt(SPOKEN[language]).encode(encoding), Options(encoding=encoding))
    assert said(found) == SPOKEN[language]


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("language", ["ar", "fr", "ja", "ru"])
def test_unicode_is_known_with_and_without_its_mark(language: str, encoding: str) -> None:
    assert said(converting.convert(srt(SPOKEN[language]).encode(encoding))) == SPOKEN[language]


def test_the_clear_ones_are_read_without_a_question() -> None:
    asked = [
        (language, encoding)
        for language, encoding in OLD
        if isinstance(
            converting.convert(srt(SPOKEN[language]).encode(encoding), Options(languages=(language,))),
            Question,
        )
    ]
    assert len(asked) <= len(OLD) // 8, asked


@pytest.mark.parametrize("broken", [b"\x92", b"\xd0", b"\xff\xfe"])
def test_a_few_bad_bytes_leave_utf_8_what_it_is(broken: bytes) -> None:
    first, *rest = srt(SPOKEN["ru"]).encode().split(b"\n\n")
    found = converting.convert(first + broken + b"\n\n" + b"\n\n".join(rest), Options(languages=("ru",)))
    assert isinstance(found, Track)
    report = found.report
    assert (report.encoding, report.bad_bytes, report.bad_lines) == ("utf-8", 1, (3,))
    assert said(found) == (SPOKEN["ru"][0] + "\ufffd", *SPOKEN["ru"][1:])


def test_a_missing_end_leaves_utf_8_what_it_is() -> None:
    whole = srt(SPOKEN["ru"]).rstrip(".\n").encode()
    found = converting.convert(whole[:-1])
    assert isinstance(found, Track)
    assert (found.report.encoding, found.report.bad_bytes) == ("utf-8", 1)


def test_short_words_in_a_language_that_was_only_declared_are_asked_about() -> None:
    found = converting.convert(srt(("ćuti",)).encode("cp1250"), Options(languages=("en",)))
    assert isinstance(found, Question)
    assert ("ćuti",) in [sample.lines for sample in found.samples]
    said_so = Options(languages=("hr",), is_language_said=True)
    assert said(converting.convert(srt(("ćuti",)).encode("cp1250"), said_so)) == ("ćuti",)


@pytest.mark.parametrize("wrong", ["cp1252", "cp1251"])
def test_text_that_was_encoded_twice_is_told_and_can_be_fixed(wrong: str) -> None:
    lines = SPOKEN["fr"] if wrong == "cp1252" else SPOKEN["ru"][:1]
    twice = [line.encode().decode(wrong, "ignore") for line in lines]
    data = srt(tuple(twice)).encode()
    found, fixed = converting.convert(data), converting.convert(data, Options(is_encoded_twice=True))
    assert isinstance(found, Track) and isinstance(fixed, Track)
    assert (found.report.twice > 0, fixed.report.twice) == (True, 0)
    assert "quitté" in fixed.webvtt or "Мы уехали" in fixed.webvtt


@pytest.mark.parametrize(
    ("language", "encoding", "broken"),
    [
        ("ja", "cp932", b"\x82"),
        ("ja", "euc_jp", b"\xff"),
        ("ru", "cp1251", b"\x98"),
        ("zh", "gb18030", b"\xff"),
    ],
)
def test_one_bad_byte_leaves_an_old_encoding_what_it_is(language: str, encoding: str, broken: bytes) -> None:
    data = srt(SPOKEN[language] * 3).encode(encoding)
    end = data.index(b"\n\n", 60)
    found = converting.convert(data[:end] + broken + data[end:])
    assert isinstance(found, Track)
    assert (found.report.bad_bytes, said(found)[0]) == (1, SPOKEN[language][0])
