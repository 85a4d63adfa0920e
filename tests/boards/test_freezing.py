"""A board is frozen as it was seen; anyone who watches a scored film again changes nothing that decides."""

import copy
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.boards.models import Freeze
from festival.jury.models import Assignment, DeclaredViewing, Review, Watching
from festival.kernel.shapes import departures
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot import verify
from festival.scoring.snapshot.schema import DOCUMENT
from festival.scoring.values import ViewingKind
from tests.boards.conftest import ALL_THE_SAME, DECIDING, Season, fingerprint_on, freeze

CHANGED = "Something has changed since version 1 was frozen."
LEFT_BEHIND = "this ranking has changed since version 1, which the decisions were prepared from."


def first_seat() -> Assignment:
    """Amal's review of Kite, which she has scored."""
    return db.session().scalars(select(Assignment).order_by(Assignment.id)).first() or pytest.fail("no seat")


def watch(seconds: int) -> None:
    """Amal has now seen so many seconds of Kite."""
    with db.transaction() as session:
        assignment_id = first_seat().id
        watching = session.scalar(select(Watching).where(Watching.assignment_id == assignment_id))
        watching = watching or Watching(assignment_id=assignment_id)
        session.add(watching)
        watching.intervals, watching.seconds_seen, watching.paid_until = [[0, seconds]], seconds, DECIDING


def declare() -> None:
    with db.transaction() as session:
        kind = ViewingKind.OFFLINE
        session.add(DeclaredViewing(assignment_id=first_seat().id, kind=kind, declared_at=DECIDING))


def change_a_score() -> None:
    with db.transaction() as session:
        review = session.scalars(select(Review).where(Review.assignment_id == first_seat().id)).one()
        review.scores = {criterion: step - 1 for criterion, step in review.scores.items()}


def frozen_versions() -> list[Freeze]:
    db.session().expire_all()
    return list(db.session().scalars(select(Freeze).order_by(Freeze.number)))


def test_a_film_watched_again_does_not_stop_freezing_and_the_file_says_how_much_was_seen(
    desk: FlaskClient, season: Season
) -> None:
    watch(600)
    address = f"/desk/shortlists/{season.shortlist.id}"
    seen = fingerprint_on(desk.get(address).text)
    watch(900)
    declare()
    answer = desk.post(f"{address}/versions", data={"seen": seen, **ALL_THE_SAME})
    assert answer.status_code == 303, answer.text
    (frozen,) = frozen_versions()
    kite = snapshot_document.read(frozen.document)["films"][0]
    assert [(score["seconds_seen"], score["declared"]) for score in kite["scores"]] == [
        (900, "offline"),
        (0, None),
    ]
    assert frozen.sha256 == snapshot_document.fingerprint(frozen.document)


def test_a_score_that_changed_still_stops_freezing(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}"
    seen = fingerprint_on(desk.get(address).text)
    change_a_score()
    answer = desk.post(f"{address}/versions", data={"seen": seen, **ALL_THE_SAME})
    assert (answer.status_code, frozen_versions()) == (409, [])
    assert "The ranking has changed since you opened it" in answer.text


def test_a_version_is_left_behind_by_a_score_and_not_by_watching_again(
    desk: FlaskClient, season: Season
) -> None:
    watch(600)
    number = freeze(desk, season).number
    form = {"shortlist": season.shortlist.id, "number": number, "reserve": 1}
    assert desk.post("/desk/decisions/take-over", data=form).status_code == 303
    pages = (f"/desk/shortlists/{season.shortlist.id}", "/desk/decisions/release")
    said = []
    for happen in (partial(watch, 1200), change_a_score):
        happen()
        db.session().expire_all()
        board, release = (desk.get(page).text for page in pages)
        said.append(("Frozen as it is now:" in board, CHANGED in board, LEFT_BEHIND in release))
    assert said == [(True, False, False), (False, True, True)]


def test_a_board_on_which_more_was_seen_can_be_frozen_anew(desk: FlaskClient, season: Season) -> None:
    watch(600)
    freeze(desk, season)
    freeze(desk, season)
    watch(1200)
    freeze(desk, season)
    coverage = [snapshot_document.read(each.document)["films"][0]["coverage"] for each in frozen_versions()]
    assert coverage == [0.25, 0.5]


def test_the_fingerprint_leaves_out_how_films_were_seen_and_nothing_else(
    desk: FlaskClient, season: Season
) -> None:
    document = snapshot_document.read(freeze(desk, season).document)
    stands = snapshot_document.stands(document)
    ways = [path for path in _paths(document) if snapshot_document.stands(_changed(document, path)) == stands]
    assert {path[-1] for path in ways} == {"coverage", "declared", "film_seconds", "seconds_seen"}
    assert [path for path in ways if path[0] != "films"] == []


def _paths(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every single fact."""
    if isinstance(value, dict):
        return [path for key, inner in value.items() for path in _paths(inner, (*so_far, key))]
    if isinstance(value, list):
        return [path for key, inner in enumerate(value) for path in _paths(inner, (*so_far, key))]
    return [so_far]


def _changed(document: snapshot_document.Document, path: tuple[Any, ...]) -> snapshot_document.Document:
    changed = copy.deepcopy(document)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = "otherwise"
    return changed


def test_what_organizers_froze_follows_from_itself(desk: FlaskClient, season: Season) -> None:
    desk.post(f"/desk/shortlists/1/films/{season.ids[3]}/pin", data={"reason": "It opens the festival."})
    text = freeze(desk, season).document
    assert list(departures(snapshot_document.read(text), DOCUMENT)) == []
    assert list(verify.mismatches(snapshot_document.read(text))) == []
    assert verify.follows(text)
