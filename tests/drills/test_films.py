"""A worker that is killed in the middle of a film: nothing of it runs on, and the next one finishes."""

from datetime import timedelta

import flask
import pytest

from festival import db
from festival.jobs.models import JobState
from festival.screeners import queries
from festival.screeners.models import Screener
from festival.screeners.playback import places
from festival.screeners.states import ScreenerState
from tests import factories, media
from tests.drills.post import let_pass
from tests.processes import Running, descendants, is_alive, wait_until
from tests.screeners.at_rest import begin, jobs_named, put_to_rest

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600)]
PATIENCE = 180


def seen(app: flask.Flask, upload_id: int) -> Screener:
    """The screener as it stands now."""
    with app.app_context():
        found = queries.by_upload(upload_id)
        assert found
        db.session().expunge(found)
        return found


def is_given_back(app: flask.Flask) -> bool:
    """Whether the film's job waits for another worker."""
    with app.app_context():
        return bool(jobs_named("screeners.make", JobState.WAITING))


def test_a_worker_killed_in_the_middle_of_a_film_leaves_it_to_the_next(
    live_app: flask.Flask, worker: Running, film_worker: Running
) -> None:
    film = media.film("drill.mp4", seconds=60, size="640x360")
    with live_app.app_context():
        upload_id = put_to_rest(film, factories.save(factories.person()).id)
        begin(upload_id)
    wait_until(lambda: seen(live_app, upload_id).percent > 0, "the screener is being made", PATIENCE)

    running = descendants(film_worker.process.pid)
    film_worker.kill()
    wait_until(lambda: not any(map(is_alive, running)), "ffmpeg died with its worker")
    half_made = seen(live_app, upload_id)
    assert (half_made.state, half_made.facts is None) == (ScreenerState.CHECKING, False)

    film_worker.start()
    let_pass(live_app, timedelta(seconds=61))  # the lease of the dead worker ends
    wait_until(lambda: is_given_back(live_app), "the job was given back")
    let_pass(live_app, timedelta(seconds=61))  # its pause is over
    wait_until(lambda: seen(live_app, upload_id).is_ready, "the screener is made", PATIENCE)
    with live_app.app_context():
        assert [path.name for path in places.screeners().iterdir()] == [half_made.key]
