"""Organizers read the same facts as filmmakers, without the advice that only a filmmaker can follow."""

import ast
import re
import string
from dataclasses import replace
from pathlib import Path

import flask
import pytest

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import operations, rules
from festival.entries.films import queries as film_queries
from festival.entries.films import rules as film_rules
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState, FilmState
from festival.kernel import message_rows
from festival.kernel.words import Seconds, message
from festival.screeners import desk_words
from festival.screeners.media.identify import REFUSALS, Kind
from festival.screeners.states import ScreenerState
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import MID_WINDOW
from tests.entries.films.test_film import at_rest, look_at, send
from tests.screeners.test_checks import FACTS

pytestmark = pytest.mark.usefixtures("mid_window")
FESTIVAL = Path(__file__).parents[3] / "festival"
ADVICE = re.compile(
    r"\b(your?|yours|Choose|Export|Save|Send|Unpack|Check|Compare|Name it)\b|right (one|file|version)\?"
)


def said() -> dict[str, list[str]]:
    """Every sentence about a file in the code that looks at files, by its code."""
    sources = [*FESTIVAL.glob("screeners/**/*.py"), FESTIVAL / "entries/films/subtitle_problems.py"]
    found: dict[str, list[str]] = {}
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("refuse", "message"):
                code, text = node.args[0], node.args[1]
                if isinstance(code, ast.Constant) and isinstance(text, ast.Constant):
                    found.setdefault(str(code.value), []).append(str(text.value))
    return found


def test_every_sentence_with_advice_for_filmmakers_has_words_for_organizers() -> None:
    advising = {code for code, texts in said().items() if any(map(ADVICE.search, texts))}
    of_acts = {"screener_not_made", "screener_settled", "sound_unknown"}  # refused to whoever asks for them
    assert advising - of_acts - set(desk_words.DESK_WORDS) == set()
    assert len(advising) > 30


def test_words_for_organizers_give_no_advice_and_can_be_filled_by_the_same_message() -> None:
    sentences = said()
    for code, texts in desk_words.DESK_WORDS.items():
        for text in texts:
            assert not ADVICE.search(text.replace("Under System status you can", "")), text
            assert any(names(text) <= names(original) for original in sentences[code]), code


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture
def entered(edition: Edition, lina: Person) -> Entry:
    entry = factories.save(factories.entry(lina, edition.categories[1], film_link=None, runtime=1200))
    send(entry, at_rest(lina, filename="cut.mov"))
    with db.transaction():
        operations.submit(entry, actor=lina, now=MID_WINDOW)
    return entry


def settled(entry: Entry, state: ScreenerState, seconds: float = 1200) -> None:
    film = film_queries.of(entry)
    assert film.upload
    look_at(film.upload, state, seconds=seconds)
    assert film.screener
    with db.transaction():
        film.screener.facts_row = replace(FACTS, seconds=seconds).to_json()


def both_pages(app: flask.Flask, entry: Entry, organizer: Person) -> tuple[str, str]:
    """The entry's page as its filmmaker sees it, and the organizers'."""
    theirs = sign_in(app.test_client(), entry.owner).get(f"/entries/{entry.id}").text
    return theirs, sign_in(app.test_client(), organizer).get(f"/desk/entries/{entry.id}").text


def test_a_refused_film_is_told_without_advice_and_with_what_the_organizers_can_do(
    app: flask.Flask, entered: Entry, organizer: Person
) -> None:
    settled(entered, ScreenerState.REFUSED)
    screener = film_queries.of(entered).screener
    assert screener
    with db.transaction():
        screener.refusal_row = message_rows.to_json(REFUSALS[Kind.PICTURE].message)
    theirs, desk = both_pages(app, entered, organizer)
    assert "This file is a picture, not a film. Export it as MP4 or MOV and choose it again" in theirs
    assert "The file is a picture, not a film." in desk
    assert "The filmmaker got a letter that says how to put it right." in desk
    assert "You can wait for another file, or decide that the entry is not eligible." in desk
    assert "choose it again" not in desk


def test_notes_and_lengths_are_told_of_the_film_and_not_of_yours(
    app: flask.Flask, entered: Entry, organizer: Person
) -> None:
    settled(entered, ScreenerState.READY, seconds=41 * 60 + 0.2)
    screener = film_queries.of(entered).screener
    assert screener
    with db.transaction():
        note = message("some_damage", "Parts are damaged; you can send a better file.", count=3)
        screener.notes_rows = [message_rows.to_json(note)]
    theirs, desk = both_pages(app, entered, organizer)
    assert "At most 40 min, yours is 41 min: it fits Feature films." in theirs
    assert "This category takes at most 40 min; the film lasts 41 min. It fits Feature films." in desk
    assert "you can send a better file" in theirs
    assert "damaged in the file (places: 3). Watch the screener to see if it matters." in desk
    assert "yours" not in desk and "you can send" not in desk


def test_the_desks_page_keeps_its_words_while_it_asks_for_itself(
    app: flask.Flask, entered: Entry, organizer: Person
) -> None:
    desk = sign_in(app.test_client(), organizer)
    page = desk.get(f"/desk/entries/{entered.id}").text
    assert "The film is being checked." in page and "You can leave this page" not in page
    address = f"/entries/{entered.id}/film-progress/film?desk=True"
    assert f'hx-get="{address}"' in page
    piece = desk.get(address).text
    assert "The film is being checked." in piece and f'hx-get="{address}"' in piece
    filmmaker = (
        sign_in(app.test_client(), entered.owner).get(f"/entries/{entered.id}/film-progress/film").text
    )
    assert "We are looking at your film. You can leave this page." in filmmaker


def test_a_message_is_told_by_the_first_words_that_its_values_fill() -> None:
    plain = message("incomplete", "Parts of this file are missing. Choose it again.")
    assert str(desk_words.for_desk(plain)).startswith("Parts of the file are missing or damaged.")
    lengths = {"missing": Seconds(3), "promised": Seconds(10), "length": Seconds(7)}
    counted = desk_words.for_desk(message("incomplete", "The last {missing} …", **lengths))
    assert counted.text.startswith("The last {missing} of the film are missing")
    unknown = message("no_sound", "This film has no sound track.")
    assert desk_words.for_desk(unknown) is unknown


def test_what_organizers_cannot_do_is_told_to_them_and_not_to_a_filmmaker(
    edition: Edition, lina: Person, organizer: Person
) -> None:
    withdrawn = factories.entry(lina, edition.categories[1], state=EntryState.WITHDRAWN)
    decided = factories.entry(
        lina, edition.categories[1], state=EntryState.ELIGIBLE, decision=Decision.SELECTED
    )
    refusals = [
        rules.answer(organizer, withdrawn),
        rules.submit_late(organizer, withdrawn),
        rules.find_ineligible(organizer, decided),
        film_rules.await_film(organizer, decided, FilmState.READY),
    ]
    assert [str(refusal) for refusal in refusals] == [
        "This entry was withdrawn, so its changes need no answer.",
        "This entry was submitted already. Only a draft can be entered.",
        "The decision about this entry is out, so its eligibility stays as it is.",
        "The film of this entry is here, so there is nothing to wait for.",
    ]
