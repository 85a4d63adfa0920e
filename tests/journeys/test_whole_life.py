"""The whole life of a film at the festival, walked in a real browser from the call to the selection."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from festival import db
from festival.uploads.models import Upload
from tests import media
from tests.factories import LONG_ARABIC_TITLE
from tests.journeys.filmmakers import ANSWERS, TITLE, Filmmaker
from tests.journeys.houses import MARIA, House, keep, link_in
from tests.journeys.jurors import Juror
from tests.journeys.organizers import Organizer
from tests.journeys.visitors import Visitor
from tests.processes import wait_until
from tests.uploads.cutting_proxy import bad_line

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

LINA, AMAL = "lina@example.org", "amal@example.org"
SUBTITLES = b"1\n00:00:00,000 --> 00:00:05,000\nThe road begins here.\n"


def test_a_film_from_the_call_to_the_selection(
    house: House, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    film = media.heavy("الطريق.mp4", seconds=6, ballast=12_000_000)
    with house.visit() as hers, house.visit() as theirs, house.visit() as at_the_desk:
        lina, amal, maria = Filmmaker(hers, house), Juror(theirs, house), Organizer(at_the_desk, house)

        enter(lina)
        send_on_a_bad_line(lina, film)
        lina.await_the_worker()
        request.getfixturevalue("film_worker")  # only now, so that there is something to see
        show(lina, keep(tmp_path, "الطريق.en.srt", SUBTITLES))
        submit(lina)

        maria.sign_in(MARIA)
        maria.find_eligible(TITLE)
        convene(maria, amal)
        judge(amal)
        decide(maria, lina, tmp_path)
        tell(maria, lina)


def enter(lina: Filmmaker) -> None:
    lina.open("/")
    lina.sees("Open until")
    lina.register("Lina Haddad", LINA)
    lina.sign_in(LINA)
    lina.begin()
    lina.write(**ANSWERS)
    lina.open(lina.entry)
    lina.sees(LONG_ARABIC_TITLE)


def send_on_a_bad_line(lina: Filmmaker, film: Path) -> None:
    """The line breaks half-way; the same file, chosen again on a fresh page, goes on from there."""
    server = int(lina.house.address.rpartition(":")[2])
    half = film.stat().st_size // 2
    with bad_line(server) as line:
        page = f"http://127.0.0.1:{line.port}{lina.entry}/file"
        lina.open(page)
        line.cut_after(half)
        lina.send(film)
        expect(lina.main.get_by_text("The connection is lost.").first).to_be_visible()
        lina.open("about:blank")
        line.mend()
        lina.open(page)

        assert 0 < lina.resume(film) <= half

    def upload() -> Upload:
        return lina.house.look_up(lambda: db.session().scalars(select(Upload)).one())

    wait_until(lambda: upload().sha256, "the worker sums up the bytes")
    assert upload().sha256 == hashlib.sha256(film.read_bytes()).hexdigest()


def show(lina: Filmmaker, subtitles: Path) -> None:
    lina.see_the_screener_made()
    lina.add_subtitles(subtitles)
    lina.watch()


def submit(lina: Filmmaker) -> None:
    """The receipt is the same on its page, in the letter, and wherever anybody checks it."""
    code = lina.submit()

    lina.open(lina.entry)
    lina.sees("In Consideration")
    letter = lina.house.letter(LINA, "is submitted")
    assert code in letter.text
    with lina.house.visit() as page:
        anybody = Visitor(page, lina.house)
        anybody.open("/receipts/check")
        anybody.fill(code=code)
        anybody.press("Check the receipt")
        anybody.sees("Yes: this festival signed this receipt.")
        anybody.sees(TITLE)


def convene(maria: Organizer, amal: Juror) -> None:
    """The jury hears of its film in one letter, however often the festival looks."""
    maria.invite("Amal Juror", AMAL)
    amal.accept(link_in(maria.house.letter(AMAL, "invited to the jury")))
    maria.set_clock("Jury")
    maria.seat_the_jury("Amal Juror", AMAL)

    maria.house.do_now("jury.announce")
    assert "/screening" in link_in(maria.house.letter(AMAL, "1 film waits for you"))
    maria.house.do_now("jury.announce")


def judge(amal: Juror) -> None:
    amal.watch()
    amal.note("The bridge, at last.")
    amal.score(4, 5, 3, 2)


def decide(maria: Organizer, lina: Filmmaker, folder: Path) -> None:
    """Nothing of it shows to the filmmaker before the release."""
    maria.open_board()
    maria.pin(TITLE, "It opens the festival.")
    maria.press("Freeze this ranking")
    maria.open("/desk/shortlists")
    maria.sees("Frozen, version 1")

    sheets = maria.export(folder)
    [entry], [score], [first] = sheets["Entries"], sheets["Scores"], sheets["Shortlist"]
    told = {"Title": TITLE, "Original title": LONG_ARABIC_TITLE, "Decision": "undecided"}
    assert {name: entry[name] for name in told} == told
    given = {"Juror": "Amal Juror", "Total": 3.5, "Story": 4, "Craft": 5, "Theme": 3, "Originality": 2}
    assert {name: score[name] for name in given} == given
    assert score["State"] == "scored" and 0.8 < score["Coverage"] <= 1
    assert (first["Rank"], first["Title"]) == (1, TITLE)

    maria.decide()
    lina.open(lina.entry)
    lina.sees("Undecided")


def tell(maria: Organizer, lina: Filmmaker) -> None:
    """Letters first, the public list second, the filmmakers' answer last."""
    maria.set_clock("Results")
    maria.open("/desk/decisions")
    maria.release()
    letter = maria.house.letter(LINA, "is selected")
    assert "1 juror" in letter.text
    lina.open(link_in(letter))
    lina.sees("Selected")
    with maria.house.visit() as page:
        anybody = Visitor(page, maria.house)
        anybody.open("/selection")
        anybody.sees("The selection is not public yet")
        maria.publish()
        page.reload()
        anybody.sees(LONG_ARABIC_TITLE)
    lina.press("Yes, it may be shown")
    lina.sees("Confirmed")
    assert len(maria.house.letters(AMAL, "waits for you")) == 1
