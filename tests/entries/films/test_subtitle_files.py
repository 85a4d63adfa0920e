"""Subtitles beside a film: named, read while somebody looks on, and said among the film's facts."""

import io

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.films import queries as film_queries
from festival.entries.films import subtitle_operations, subtitle_queries
from festival.entries.models import Entry, SubtitleFile
from festival.screeners import subtitle_operations as screeners
from festival.screeners.media.subtitles import converting
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState, TrackState
from festival.uploads.states import UploadState
from tests import factories
from tests.conftest import sign_in
from tests.entries.films.test_film import NOW, at_rest, look_at, send
from tests.screeners.test_checks import FACTS

pytestmark = pytest.mark.usefixtures("mid_window")


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[1], film_link=None, runtime=1200))


def an_srt(*lines: str, begins: int = 1) -> bytes:
    """Subtitles of a second each, the first at `begins` seconds."""
    blocks = []
    for number, line in enumerate(lines):
        at = begins + number
        clock = f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"
        blocks.append(f"{number + 1}\n{clock},000 --> {clock},900\n{line}\n")
    return "\n".join(blocks).encode()


ENGLISH = (
    "We left the house at night.",
    "Nobody knew where we were going.",
    "Mother said: do not look back.",
)
FRENCH = ("Nous avons quitté la maison de nuit.", "Personne ne savait où nous allions.", "Ne regarde pas.")
RUSSIAN = ("Мы уехали из дома ночью.", "Никто не знал, куда мы едем.", "Мама сказала: не оглядывайся.")
HINDI = ("हम रात को घर से निकले।", "किसी को नहीं पता था कि हम कहाँ जा रहे हैं।", "माँ ने कहा, पीछे मत देखो।")


def read(file: SubtitleFile, data: bytes) -> None:
    """What the workers do: read the bytes as is asked for, and tell the entry."""
    db.session().expire_all()
    with db.transaction():
        track = subtitle_queries.by_upload(file.upload_id)
        assert track
        screeners.settle_subtitles(track, converting.convert(data, track.options), turn=track.turn, now=NOW)
        subtitle_operations.settle_subtitles(file, track, now=NOW)


def add(entry: Entry, filename: str, data: bytes) -> SubtitleFile:
    """A subtitle file that was sent and read."""
    upload = at_rest(entry.owner, filename=filename, length=len(data))
    with db.transaction():
        file = subtitle_operations.add_subtitles(entry, upload, actor=entry.owner, now=NOW)
    read(file, data)
    return file


@pytest.mark.parametrize(
    ("filename", "lines", "declared", "language"),
    [
        ("film.pt-BR.srt", ("Saímos de casa à noite e ninguém sabia para onde íamos.",), ["en"], "pt-BR"),
        ("film.srt", ENGLISH, ["en"], "en"),
        ("film.srt", ENGLISH, ["fr", "en"], "en"),
        ("film.srt", FRENCH, ["en"], "und"),
        ("film.srt", RUSSIAN, ["en"], "und"),
        ("film.ru.srt", RUSSIAN, ["en"], "ru"),
        ("Film.en.hi.srt", ENGLISH, [], "en"),
        ("Film.hi.srt", ENGLISH, [], "und"),
        ("Film.hi.srt", HINDI, [], "hi"),
        ("Film.en.sdh.srt", ENGLISH, [], "en"),
        ("The.Old.Man.srt", ENGLISH, [], "und"),
        ("The.Old.Man.srt", ENGLISH, ["en"], "en"),
    ],
)
def test_a_language_is_taken_where_name_entry_and_text_agree_and_else_asked(
    draft: Entry, filename: str, lines: tuple[str, ...], declared: list[str], language: str
) -> None:
    with db.transaction():
        draft.subtitles = declared
    assert add(draft, filename, an_srt(*lines)).language == language


def test_the_language_can_be_said_and_the_file_removed(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    file = add(draft, "film.srt", an_srt(*RUSSIAN))
    page = hers.get(f"/entries/{draft.id}/file").text
    assert ("Which language is this?" in page, "film.srt" in page, RUSSIAN[0] in page) == (True, True, True)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/language", data={"language": "Russian"})
    db.session().expire_all()
    assert [
        (file.language, track.language, track.options.languages)
        for file, track in film_queries.subtitle_tracks(draft)
        if track
    ] == [("ru", "ru", ("ru",))]
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/remove")
    db.session().expire_all()
    assert draft.subtitle_files == []


def test_garbled_letters_are_read_again_when_the_language_is_said(hers: FlaskClient, draft: Entry) -> None:
    data = an_srt("Gece evden ayrıldık.", "Şimdi nereye?").decode().encode("cp1254")
    file = add(draft, "film.srt", data)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/language", data={"language": "Turkish"})
    db.session().expire_all()
    page = hers.get(f"/entries/{draft.id}/file").text
    assert "Being read" in page
    read(file, data)
    assert "Gece evden ayrıldık." in hers.get(f"/entries/{draft.id}/file").text


def test_letters_that_read_in_several_ways_are_asked_for(hers: FlaskClient, draft: Entry) -> None:
    data = "1\n00:00:01,000 --> 00:00:02,000\nćuti\n".encode("cp1250")
    file = add(draft, "film.srt", data)
    page = hers.get(f"/entries/{draft.id}/file").text
    assert ("Which letters are right?" in page, "ćuti" in page) == (True, True)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/encoding", data={"encoding": "cp1250"})
    read(file, data)
    track = subtitle_queries.by_upload(file.upload_id)
    assert track and track.report
    assert (track.state, track.report.encoding, track.report.first) == (
        TrackState.READY,
        "cp1250",
        ((1.0, "ćuti"),),
    )


def test_no_strange_encoding_can_be_chosen(hers: FlaskClient, draft: Entry) -> None:
    file = add(draft, "film.en.srt", an_srt(*ENGLISH))
    answer = hers.post(f"/entries/{draft.id}/subtitles/{file.id}/encoding", data={"encoding": "zip_codec"})
    assert answer.status_code == 403


def test_a_second_file_of_a_language_waits_for_an_answer(hers: FlaskClient, draft: Entry) -> None:
    first = add(draft, "first.en.srt", an_srt(*ENGLISH))
    second = add(draft, "second.en.srt", an_srt(*ENGLISH))
    assert subtitle_queries.playing(draft) == [first.upload_id]
    page = hers.get(f"/entries/{draft.id}/file").text
    assert "There are subtitles in this language already" in page
    hers.post(f"/entries/{draft.id}/subtitles/{second.id}/replace")
    db.session().expire_all()
    assert ([file.id for file in draft.subtitle_files], subtitle_queries.playing(draft)) == (
        [second.id],
        [second.upload_id],
    )


def test_times_of_a_tape_are_moved_with_one_click_and_back(
    app: flask.Flask, hers: FlaskClient, draft: Entry, organizer: Person
) -> None:
    data = an_srt(*ENGLISH, begins=36_001)
    file = add(draft, "film.en.srt", data)
    tape = "The times begin at 10:00:00, as on a tape that starts there."
    page = hers.get(f"/entries/{draft.id}/file").text
    assert (tape in page, 'name="milliseconds" value="-36000000"' in page) == (True, True)
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/shift", data={"milliseconds": -36_000_000})
    read(file, data)
    track = subtitle_queries.by_upload(file.upload_id)
    assert track and track.report
    assert (track.report.starts_at, track.options.shift) == (1.0, -36_000_000)
    assert "Undo the move" in hers.get(f"/entries/{draft.id}/file").text
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/shift", data={"milliseconds": 0})
    read(file, data)
    assert track.report and track.report.starts_at == 36_001
    assert tape in sign_in(app.test_client(), organizer).get(f"/desk/entries/{draft.id}").text


def test_what_was_left_out_is_named_with_its_line(hers: FlaskClient, draft: Entry) -> None:
    add(draft, "film.en.srt", an_srt(*ENGLISH) + b"\n4\n00:00:09,000 --> 00:00:08,000\nBack in time\n")
    page = " ".join(hers.get(f"/entries/{draft.id}/file").text.split())
    assert "Left out, because they end before they begin: 1." in page
    assert "Line 14: <bdi>Back in time</bdi>" in page


def test_letters_encoded_twice_are_fixed_with_one_click(hers: FlaskClient, draft: Entry) -> None:
    data = an_srt(
        *(line.encode().decode("cp1252") for line in ("Une époque française", "Déjà été là", "Où ?"))
    )
    file = add(draft, "film.fr.srt", data)
    assert "Fix the letters" in hers.get(f"/entries/{draft.id}/file").text
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/repair", data={"repair": "twice"})
    read(file, data)
    page = hers.get(f"/entries/{draft.id}/file").text
    assert ("Une époque française" in page, "Undo the fix of the letters" in page) == (True, True)


def test_a_subtitle_file_as_large_as_a_film_is_refused(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    upload = at_rest(lina, filename="film.en.srt", length=10 * 2**20 + 1)
    answer = hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    db.session().expire_all()
    assert (answer.status_code, draft.subtitle_files) == (403, [])


def test_a_small_file_goes_by_a_plain_form(hers: FlaskClient, draft: Entry) -> None:
    sent = {"subtitles": (io.BytesIO(an_srt(*ENGLISH)), "film.en.srt")}
    answer = hers.post(f"/entries/{draft.id}/subtitles/send", data=sent)
    db.session().expire_all()
    uploads = film_queries.subtitle_uploads(draft).values()
    assert (answer.status_code, [(each.filename, each.state) for each in uploads]) == (
        303,
        [("film.en.srt", UploadState.RECEIVED)],
    )


def test_subtitles_that_are_part_of_the_picture_are_said(hers: FlaskClient, draft: Entry) -> None:
    assert subtitle_queries.missing(draft) == ["en"]
    hers.post(f"/entries/{draft.id}/subtitles-in-picture", data={"language": "en"})
    db.session().expire_all()
    said = [remark.code for remark in subtitle_queries.remarks(draft, ["fr"], "en")]
    assert (subtitle_queries.missing(draft), said) == ([], ["subtitles_in_picture", "subtitles_not_known"])
    hers.post(f"/entries/{draft.id}/subtitles-in-picture/undo", data={"language": "en"})
    db.session().expire_all()
    assert subtitle_queries.missing(draft) == ["en"]


def test_the_subtitles_that_play_with_a_film_are_among_its_facts(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    look_at(upload, ScreenerState.READY)
    with db.transaction():
        screener = db.session().scalars(select(Screener)).one()
        screener.facts_row = FACTS.to_json()
        screener.tracks.append(
            SubtitleTrack(language="en", state=TrackState.READY, webvtt="", created_at=NOW)
        )
    facts = "1 min 40 s · 1080p · stereo · English subtitles"
    assert facts in hers.get(f"/entries/{draft.id}/file").text
    assert facts in hers.get(f"/entries/{draft.id}/film-progress/film").text


def test_a_subtitle_file_asks_for_itself_until_it_is_read(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    upload = at_rest(lina, filename="film.en.srt", length=900)
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    db.session().expire_all()
    piece = f"/entries/{draft.id}/subtitles/{draft.subtitle_files[0].id}"
    asks = f'hx-get="{piece}"'
    assert (asks in hers.get(f"/entries/{draft.id}/file").text, asks in hers.get(piece).text) == (True, True)
    with db.transaction():
        track = db.session().scalars(select(SubtitleTrack)).one()
        track.state, track.webvtt, track.read_turn = TrackState.READY, "WEBVTT", track.turn
    read = hers.get(piece).text
    assert (asks in read, "Being read" in read, "Read" in read) == (False, False, True)


def test_organizers_see_the_subtitle_files_and_what_became_of_them(
    app: flask.Flask, hers: FlaskClient, draft: Entry, lina: Person, organizer: Person
) -> None:
    upload = at_rest(lina, filename="film.en.srt", length=900)
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    page = sign_in(app.test_client(), organizer).get(f"/desk/entries/{draft.id}").text
    assert "Language not said · <bdi>film.en.srt</bdi> · " in " ".join(page.split()) and "Being read" in page


def test_the_subtitle_files_come_before_the_form_that_save_keeps(
    hers: FlaskClient, lina: Person, edition: Edition
) -> None:
    online = factories.save(factories.entry(lina, edition.categories[2]))
    page = hers.get(f"/entries/{online.id}/file").text
    parts = ["The film file", "Subtitle files", "Instead of a file: a link", "Save and continue"]
    assert sorted(parts, key=page.index) == parts


def test_nobody_asks_after_the_subtitles_of_others(
    hers: FlaskClient, draft: Entry, lina: Person, edition: Edition
) -> None:
    other = factories.save(factories.entry(factories.person(), edition.categories[1], film_link=None))
    theirs = at_rest(other.owner, filename="film.en.srt", length=900)
    with db.transaction():
        subtitle_operations.add_subtitles(other, theirs, actor=other.owner, now=NOW)
    file_id = other.subtitle_files[0].id
    pieces = [f"/entries/{entry.id}/subtitles/{file_id}" for entry in (other, draft)]
    assert [hers.get(piece).status_code for piece in pieces] == [404, 404]
