"""A worker that is killed in the middle of a film: nothing of it runs on, and the next one finishes."""

from datetime import timedelta
from pathlib import Path

import flask
import pytest

from festival import db
from festival.editions.calls import call_of
from festival.editions.operations import publish_rules
from festival.jobs import operations as jobs
from festival.jobs.models import JobState
from festival.kernel.roles import Role
from festival.screeners import queries
from festival.screeners.models import Screener
from festival.screeners.playback import places
from festival.screeners.states import ScreenerState
from tests import factories, media
from tests.drills.post import let_pass
from tests.processes import Running, descendants, is_alive, wait_until
from tests.screeners.at_rest import NOW, begin, jobs_named, put_to_rest
from tests.services import MailCatcher

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


def test_a_film_that_no_worker_survives_is_told_to_its_filmmaker_and_to_the_organizers(
    live_app: flask.Flask, worker: Running, film_worker: Running, mail_catcher: MailCatcher
) -> None:
    film = media.film("poison.mp4", seconds=60, size="640x360")
    with live_app.app_context():
        lina, organizer = factories.save(factories.person()), factories.save(factories.person(Role.ORGANIZER))
        upload_id = put_to_rest(film, lina.id)
        edition = call_of(2020)
        edition.is_current = True
        with db.transaction() as session:
            session.add(edition)
            publish_rules(edition, now=NOW)
        factories.save(factories.entry(lina, edition.categories[0], film_upload_id=upload_id))
        readers = (lina.email, organizer.email)
        begin(upload_id)
    for attempt in range(jobs.ATTEMPTS):
        wait_until(lambda: is_decoding(film_worker), f"attempt {attempt} decodes", PATIENCE)
        film_worker.kill()
        let_pass(live_app, timedelta(seconds=61))  # the lease of the dead worker ends
        wait_until(lambda: not is_claimed(live_app), "the job was given back", PATIENCE)
        let_pass(live_app, timedelta(minutes=3))  # its pause is over
        if attempt + 1 < jobs.ATTEMPTS:
            film_worker.start()
    wait_until(lambda: seen(live_app, upload_id).state is ScreenerState.REFUSED, "it is said", PATIENCE)
    refusal = seen(live_app, upload_id).refusal
    assert refusal is not None
    assert refusal.code == "not_judged"
    wait_until(lambda: all(map(mail_catcher.letters_to, readers)), "both are told", PATIENCE)


def is_decoding(film_worker: Running) -> bool:
    """Whether an ffmpeg runs below the worker."""
    names = [Path(f"/proc/{pid}/comm") for pid in descendants(film_worker.process.pid)]
    return any(name.exists() and name.read_text().startswith("ffmpeg") for name in names)


def is_claimed(app: flask.Flask) -> bool:
    """Whether a worker is still thought to be at the film."""
    with app.app_context():
        return bool(jobs_named("screeners.make", JobState.RUNNING))
