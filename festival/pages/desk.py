"""The organizers' maintenance pages: the state of the system, the activity log, and "try again"."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import flask
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from festival import clock, db, journal, settings
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.editions import get_or_404 as edition_or_404
from festival.editions import queries as editions
from festival.jobs import operations as jobs
from festival.jobs import queries as job_queries
from festival.jobs.models import JobState
from festival.kernel import countries
from festival.messages import operations as messages
from festival.messages import queries as message_queries
from festival.messages.models import LetterState
from festival.pages import arrivals, dashboard, frame, health, journal_lines
from festival.web import access
from festival.web import journal_words as web_journal_words
from festival.web.row_numbers import row_number

desk = flask.Blueprint("desk", __name__, url_prefix="/desk")
LINES_A_PAGE = 50
JOURNAL_FILTERS = ("kind", "thing", "actor", "who", "day")
CHART = (600, 180)  # the arrivals' curve, in units of its own drawing


@desk.get("")
@access.organizers_only
def show() -> str:
    """What needs a hand today, how the call fills up, how far the jury is."""
    if editions.current() is None:
        return flask.render_template("pages/desk_empty.html")
    edition = edition_or_404.chosen()
    board = dashboard.of(edition, now=clock.now())
    highest = arrivals.highest(board.curves)
    lines = [arrivals.points(each, highest=highest, width=CHART[0], height=CHART[1]) for each in board.curves]
    return flask.render_template(
        "pages/desk.html",
        edition=edition,
        board=board,
        lines=lines,
        highest=highest,
        chart=CHART,
        country_name=countries.name,
    )


@desk.get("/health")
@access.organizers_only
def show_health() -> str:
    """What works, what is stuck, what gave up."""
    return flask.render_template(
        "pages/health.html",
        checks=health.checks(settings.current(), clock.shared_now()),
        jobs=job_queries.parked(),
        letters=message_queries.failed(),
    )


@desk.post("/health/jobs/<int:job_id>/retry")
@access.organizers_only
def retry_job(job_id: int) -> Response:
    """Let a job that gave up try again."""
    with db.transaction():
        job = job_queries.held(job_id)
        if job is None:
            flask.abort(404)
        if job.state == JobState.PARKED:
            jobs.retry_job(job)
            journal.record("jobs.retry", job, actor=current.person(), now=clock.shared_now(), name=job.name)
    flask.flash(_("The job is on its way again."), "good")
    return flask.redirect(flask.url_for("desk.show_health"))


@desk.post("/health/letters/<int:letter_id>/retry")
@access.organizers_only
def retry_letter(letter_id: int) -> Response:
    """Let a letter that failed leave again."""
    with db.transaction():
        letter = message_queries.held(letter_id)
        if letter is None:
            flask.abort(404)
        if letter.state == LetterState.FAILED:
            messages.retry_letter(letter)
            journal.record("messages.retry", letter, actor=current.person(), now=clock.shared_now())
    flask.flash(_("The letter is on its way again."), "good")
    return flask.redirect(flask.url_for("desk.show_health"))


@desk.get("/journal")
@access.organizers_only
def show_journal() -> str:
    """Who did what to which thing, newest first, paged by the last line's number."""
    asked = flask.request.args
    since, until = _day(asked.get("day", ""))
    lines = journal.lines(
        before=asked.get("before", type=row_number),
        subject_kind=asked.get("kind", ""),
        subject_id=asked.get("thing", ""),
        actor_ids=_actors(asked.get("actor", type=row_number), asked.get("who", "").strip()),
        since=since,
        until=until,
        limit=LINES_A_PAGE + 1,
    )
    shown = lines[:LINES_A_PAGE]
    return flask.render_template(
        "pages/journal.html",
        lines=journal_lines.told(shown),
        kinds=web_journal_words.register(flask.current_app).kinds,
        filters={name: asked[name] for name in JOURNAL_FILTERS if asked.get(name)},
        older=shown[-1].id if len(lines) > LINES_A_PAGE else None,
    )


def _actors(actor_id: int | None, name: str) -> Sequence[int] | None:
    """Whose acts are meant: one person's, those of everybody of a name, or (None) all."""
    if actor_id is not None:
        return [actor_id]
    return accounts.ids_named(name) if name else None


def _day(typed: str) -> tuple[datetime | None, datetime | None]:
    """The instants between which a day of the festival lies; none for what is no day."""
    try:
        day = date.fromisoformat(typed)
        begins = datetime.combine(day, time.min, ZoneInfo(frame.house().zone))
        return begins.astimezone(UTC), (begins + timedelta(days=1)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, None
