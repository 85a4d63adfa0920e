"""The pages around subtitle files: what is asked stays in view, what a file holds can be had."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from festival import db
from festival.accounts.models import Person
from festival.adapters.stores import storage
from festival.entries.films import queries as film_queries
from festival.entries.films import subtitle_languages, subtitle_operations, subtitle_queries
from festival.entries.models import Entry, SubtitleFile
from festival.screeners.media.subtitles.values import Options, Part, Report
from festival.uploads import operations as uploads
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import factories
from tests.entries.films.test_film import NOW, an_upload, at_rest, send
from tests.entries.films.test_subtitle_files import ENGLISH, add, an_srt, draft, read
from tests.screeners.test_subtitle_kinds import together

__all__ = ["draft"]
pytestmark = pytest.mark.usefixtures("mid_window")

ARABIC = ("غادرنا البيت في الليل.", "لم يكن أحد يعرف إلى أين نذهب.", "قالت أمي: لا تنظر إلى الوراء.")


def page_of(client: FlaskClient, entry: Entry) -> str:
    return " ".join(client.get(f"/entries/{entry.id}/file").text.split())


def test_a_language_typed_wrongly_stays_in_its_field_with_the_reason_beside_it(
    hers: FlaskClient, draft: Entry
) -> None:
    file = add(draft, "film.srt", an_srt(*ENGLISH))
    other = add(draft, "other.en.srt", an_srt(*ENGLISH))
    address = f"/entries/{draft.id}/subtitles/{file.id}/language"
    answer = hers.post(address, data={"language": 'Klingon "x"'})
    page = " ".join(hers.get(answer.location).text.split())
    field = page[page.index(f'id="language-{file.id}"') :].partition(">")[0]
    assert ('value="Klingon &#34;x&#34;"' in field, 'aria-invalid="true"' in field) == (True, True)
    assert (f'aria-describedby="language-{file.id}-wrong" data-focus' in field, page.count("data-focus")) == (
        True,
        1,
    )
    assert "is not a language that we know" in page[page.index(f'id="language-{file.id}-wrong"') :][:200]
    assert f'id="language-{other.id}-wrong"' not in page
    assert answer.location.endswith(f"#subtitle-file-{file.id}")


@pytest.mark.parametrize("typed", ["x", "7", ":", "7:", "-1:x", "9" * 40 + ":x", "7:en"])
def test_what_an_address_says_of_a_language_does_no_harm(hers: FlaskClient, draft: Entry, typed: str) -> None:
    assert hers.get(f"/entries/{draft.id}/file", query_string={"language": typed}).status_code == 200


def a_report(*scripts: str, languages: tuple[str, ...] = (), parts: tuple[Part, ...] = ()) -> Report:
    return Report("srt", "utf-8", 1, 0, 0, 2.0, scripts=scripts, languages=languages, parts=parts)


@pytest.mark.parametrize(
    ("report", "subtitles", "offered"),
    [
        (a_report("Arab", languages=("ar", "fa", "en")), ["en", "fr"], ["ar", "fa"]),
        (a_report("Arab"), ["en"], ["ar"]),
        (a_report("Kana", "Hani"), ["en"], ["ja"]),
        (a_report("Hang"), [], ["ko"]),
        (a_report("Latn", languages=("fr", "it", "es")), ["en", "it"], ["fr", "it", "es", "en"]),
        (a_report("Latn"), ["en", "pt-BR"], ["en", "pt-BR"]),
        (a_report("Latn", parts=(Part("fr-CA", "fr-CA", 1),)), ["en"], ["fr-CA", "en"]),
        (a_report(), [], []),
    ],
)
def test_languages_that_fit_the_letters_are_offered_the_likeliest_first(
    report: Report, subtitles: list[str], offered: list[str]
) -> None:
    assert subtitle_languages.offered("film.srt", subtitles, report) == offered


def test_the_question_for_the_language_offers_what_the_text_reads_as(hers: FlaskClient, draft: Entry) -> None:
    file = add(draft, "film.srt", an_srt(*ARABIC))
    page = page_of(hers, draft)
    question = page[page.index("Which language is this?") : page.index(f'id="language-{file.id}"')]
    assert question.index("Arabic") == min(
        question.index(name) for name in ("Arabic", "Persian", "Urdu") if name in question
    )
    assert file.language == "und"
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/language", data={"language": "ar"})
    db.session().expire_all()
    assert file.language == "ar"


def test_the_last_look_before_submission_lists_the_subtitle_files(hers: FlaskClient, draft: Entry) -> None:
    add(draft, "film.en.srt", an_srt(*ENGLISH))
    add(draft, "unknown.srt", an_srt(*ARABIC))
    page = " ".join(hers.get(f"/entries/{draft.id}/submit").text.split())
    assert "<bdi>film.en.srt</bdi> · English · 3 subtitles" in page
    assert "<bdi>unknown.srt</bdi> · 3 subtitles" in page
    assert page.count("Which language is this?") == 1


def test_the_button_that_removes_a_file_and_its_question_name_it(hers: FlaskClient, draft: Entry) -> None:
    add(draft, "film.en.srt", an_srt(*ENGLISH))
    add(draft, "film <b>.fr.srt", an_srt(*ENGLISH))
    page = page_of(hers, draft)
    for name in ("film.en.srt", "film &lt;b&gt;.fr.srt"):
        assert f"Remove <bdi>{name}</bdi>…" in page
        assert f"Take <bdi>{name}</bdi> away from this entry?" in page


def test_the_button_that_removes_a_film_and_its_question_name_it(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    send(draft, at_rest(lina, filename="my film.mov"))
    page = page_of(hers, draft)
    assert 'Remove this file… <span class="unseen"><bdi>my film.mov</bdi></span>' in page
    assert "<bdi>my film.mov</bdi> is removed from this entry. The rest of the entry stays." in page


def test_subtitles_that_arrive_ask_for_themselves_and_those_that_never_came_do_not(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    arrived = {"state": UploadState.RECEIVED, "received_at": NOW}
    upload = an_upload(lina, key="5" * 32, filename="film.en.srt", **arrived)
    with db.transaction():
        file = subtitle_operations.add_subtitles(draft, upload, actor=lina, now=NOW)
    piece = f"/entries/{draft.id}/subtitles/{file.id}"
    asks = f'hx-get="{piece}"'
    arriving = hers.get(piece).text
    assert ("Arriving" in arriving, asks in arriving) == (True, True)
    with db.transaction():
        uploads.store(db.session().merge(upload), sha256="5" * 64, storage_key="originals/5", now=NOW)
        subtitle_operations.begin_reading(file, upload, now=NOW)
    being_read = hers.get(piece).text
    assert ("Being read" in being_read, asks in being_read) == (True, True)
    read(file, an_srt(*ENGLISH))
    done = hers.get(piece).text
    assert (asks in done, 'value="English"' in done) == (False, True)


def test_a_file_whose_bytes_are_gone_says_so_and_waits_for_nothing(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    upload = an_upload(lina, key="6" * 32, state=UploadState.RECEIVING, filename="film.en.srt")
    with db.transaction():
        file = subtitle_operations.add_subtitles(draft, upload, actor=lina, now=NOW)
    with db.transaction():
        db.session().merge(upload).state = UploadState.EXPIRED
    piece = hers.get(f"/entries/{draft.id}/subtitles/{file.id}").text
    assert ("Did not arrive" in piece, "hx-get" in piece) == (True, False)


def test_each_language_of_a_file_becomes_subtitles_of_its_own_with_one_click(
    hers: FlaskClient, draft: Entry, lina: Person, tmp_path: Path
) -> None:
    data = together().encode()
    file = add(draft, "film.smi", data)
    upload = db.session().get_one(Upload, file.upload_id)
    (tmp_path / "film.smi").write_bytes(data)
    storage().put_file(str(upload.storage_key), tmp_path / "film.smi")
    page = page_of(hers, draft)
    assert "Subtitles in another language that this file holds and that are not shown: 2." in page
    shown, other = ("KRCC", "ENCC") if 'value="ENCC"' in page else ("ENCC", "KRCC")
    address = f"/entries/{draft.id}/subtitles/{file.id}/split"
    assert hers.post(address, data={"part": "nothing"}).status_code == 403
    answer = hers.post(address, data={"part": other})
    db.session().expire_all()
    [first, second] = sorted(draft.subtitle_files, key=lambda each: each.id)
    assert (answer.location.endswith(f"#subtitle-file-{second.id}"), first.part, second.part) == (
        True,
        shown,
        other,
    )
    with db.transaction():
        copied = db.session().get_one(Upload, second.upload_id)
        uploads.store(copied, sha256="7" * 64, storage_key="originals/7", now=NOW)
        subtitle_operations.begin_reading(second, copied, now=NOW)
    read(second, data)
    assert _said(second) == {"ENCC": "Hello", "KRCC": "안녕"}[other]
    assert "that this file holds and that are not shown" not in page_of(hers, draft)


def _said(file: SubtitleFile) -> str:
    track = subtitle_queries.by_upload(file.upload_id)
    assert track and track.report
    return track.report.first[0][1]


def test_pictures_are_counted_as_the_film_has_them_with_one_click_and_back(
    hers: FlaskClient, draft: Entry
) -> None:
    data = b"<tt><body><div><p begin='00:00:01:15' end='9s'>Hello</p></div></body></tt>"
    file = add(draft, "film.en.dfxp", data)
    assert "We took 30, as the standard says." in page_of(hers, draft)
    track = subtitle_queries.by_upload(file.upload_id)
    assert track
    with db.transaction():
        track.options_row = Options(rate=25).to_json()
    read(file, data)
    assert "Count as many as the film has" in page_of(hers, draft)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/repair", data={"repair": "pace"})
    read(file, data)
    assert (track.report and track.report.starts_at, track.options.is_at_film_rate) == (1.6, True)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/undo-repair", data={"repair": "pace"})
    read(file, data)
    assert track.report and track.report.starts_at == 1.5


def test_nobody_takes_languages_out_of_the_files_of_others(hers: FlaskClient, draft: Entry) -> None:
    stranger = factories.save(factories.entry(factories.person(), draft.category, film_link=None))
    upload = at_rest(stranger.owner, filename="film.smi", length=900)
    with db.transaction():
        file = subtitle_operations.add_subtitles(stranger, upload, actor=stranger.owner, now=NOW)
    answer = hers.post(f"/entries/{stranger.id}/subtitles/{file.id}/split", data={"part": "ENCC"})
    assert (answer.status_code, len(film_queries.subtitle_tracks(stranger))) == (404, 1)
