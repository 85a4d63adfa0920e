"""Subtitles beside a film: named, read while somebody looks on, and said among the film's facts."""

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.models import Entry
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState
from tests import factories
from tests.conftest import sign_in
from tests.entries.films.test_film import NOW, at_rest, look_at, send
from tests.screeners.test_checks import FACTS

pytestmark = pytest.mark.usefixtures("mid_window")


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[1], film_link=None, runtime=1200))


@pytest.mark.parametrize(
    ("filename", "language"), [("film.pt-BR.srt", "pt-BR"), ("film.srt", "en"), ("The.Road.srt", "en")]
)
def test_the_language_of_a_subtitle_file_is_guessed_and_can_be_said(
    hers: FlaskClient, draft: Entry, lina: Person, filename: str, language: str
) -> None:
    upload = at_rest(lina, filename=filename)
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    db.session().expire_all()
    (file,) = draft.subtitle_files
    assert file.language == language
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/language", data={"language": "Arabic"})
    db.session().expire_all()
    assert [
        (file.language, track.language) for file, track in film_queries.subtitle_tracks(draft) if track
    ] == [("ar", "ar")]
    hers.post(f"/entries/{draft.id}/subtitles/{file.id}/remove")
    db.session().expire_all()
    assert (draft.subtitle_files, upload.claimed_for) == ([], None)


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
            SubtitleTrack(language="en", state=ScreenerState.READY, webvtt="", created_at=NOW)
        )
    facts = "1 min 40 s · 1080p · stereo · English subtitles"
    assert facts in hers.get(f"/entries/{draft.id}/file").text
    assert facts in hers.get(f"/entries/{draft.id}/film-progress/film").text


def test_a_subtitle_file_asks_for_itself_until_it_is_read(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    upload = at_rest(lina, filename="film.en.srt")
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    db.session().expire_all()
    piece = f"/entries/{draft.id}/subtitles/{draft.subtitle_files[0].id}"
    asks = f'hx-get="{piece}"'
    assert (asks in hers.get(f"/entries/{draft.id}/file").text, asks in hers.get(piece).text) == (True, True)
    with db.transaction():
        track = db.session().scalars(select(SubtitleTrack)).one()
        track.state, track.webvtt = ScreenerState.READY, "WEBVTT"
    read = hers.get(piece).text
    assert (asks in read, "Being read" in read, "Read" in read) == (False, False, True)


def test_organizers_see_the_subtitle_files_and_what_became_of_them(
    app: flask.Flask, hers: FlaskClient, draft: Entry, lina: Person, organizer: Person
) -> None:
    upload = at_rest(lina, filename="film.en.srt")
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key})
    page = sign_in(app.test_client(), organizer).get(f"/desk/entries/{draft.id}").text
    assert "English · <bdi>film.en.srt</bdi> · " in " ".join(page.split()) and "Being read" in page


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
    theirs = at_rest(other.owner, filename="film.en.srt")
    with db.transaction():
        film_operations.add_subtitles(other, theirs, actor=other.owner, now=NOW)
    file_id = other.subtitle_files[0].id
    pieces = [f"/entries/{entry.id}/subtitles/{file_id}" for entry in (other, draft)]
    assert [hers.get(piece).status_code for piece in pieces] == [404, 404]
