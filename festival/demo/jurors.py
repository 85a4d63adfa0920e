"""The demo's jury: it gets the first films soon and the others later, and has scored about half of them."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from festival import db
from festival.accounts import queries as people
from festival.accounts.models import Person
from festival.boards import operations as shortlists
from festival.demo.cast import JURORS, ORGANIZER
from festival.demo.moments import DemoMoment, instant
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import queries as entries
from festival.entries.films import queries as film_queries
from festival.entries.states import FilmState
from festival.jobs import queries as jobs
from festival.jury.models import Assignment, Round
from festival.jury.panels import operations as panel_operations
from festival.jury.panels.operations import Profile
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import rules as plan_rules
from festival.jury.rounds import operations as round_operations
from festival.jury.rounds import queries as round_queries
from festival.jury.rounds.operations import Settings
from festival.jury.screening import operations as jury
from festival.jury.screening import queries as screening_queries
from festival.jury.screening.operations import Words
from festival.jury.states import AssignmentState, OthersScores

FIRST_FILMS = 6
ROUND_NAME = "First round"
SEED = 2020
REVIEWS = 3
HALF, MOST = 0.5, 0.8
PLACES = 5
LANGUAGES = (
    ["en", "pt", "es", "fr"],
    ["en", "cs", "ru", "de"],
    ["en", "ja", "zh"],
    ["en", "fr", "ar"],
    ["en", "he", "es"],
)
REMARKS = (
    "It trusts its people, and its audience.",
    "The sound alone would carry it.",
    "The second half loses its way, but the last picture stays.",
    "Careful, honest, perhaps too careful.",
    "I would show this on the first evening.",
    "A fine idea that the edit does not quite follow.",
)


def has_first_films() -> bool:
    """Whether so many films can be watched that the jury may begin; a juror need not wait for all of them."""
    states = _film_states()
    return states[FilmState.READY] >= FIRST_FILMS or not _are_on_their_way(states)


def has_all_films() -> bool:
    """Whether no film that the jury shall see is still being received or checked."""
    return not _are_on_their_way(_film_states())


def is_awaited() -> bool:
    """Whether the jury still waits for its first films."""
    return jobs.is_to_be_done("demo.convene")


def convene() -> None:
    """Make the panel, open its round, assign what is here, let it be watched in part, begin a shortlist.

    Most of it is scored, so that every juror shares films with the others and the board can compare them.
    """
    edition, organizer = _edition(), _somebody(ORGANIZER[1])
    now = instant(DemoMoment.OPEN, edition)
    round_ = _round(edition, organizer, now - timedelta(days=5))
    _watch(JURORS[:1], HALF, round_, now - timedelta(days=2))
    _watch(JURORS[1:], MOST, round_, now - timedelta(days=2))
    online = next(category for category in edition.categories if category.slug == "online")
    shortlists.begin(round_, online, PLACES, actor=organizer, now=now)


def assign_the_others() -> None:
    """Assign the films that came later; the juror whom the newcomer plays finds theirs unwatched."""
    edition, organizer = _edition(), _somebody(ORGANIZER[1])
    now = instant(DemoMoment.OPEN, edition)
    for round_ in round_queries.rounds(edition.id):
        if round_.name == ROUND_NAME and plan_rules.plan(organizer, round_) is None:
            _assign(round_, organizer, now - timedelta(days=3))
            _watch(JURORS[1:], HALF, round_, now - timedelta(days=1))


def _film_states() -> Counter[FilmState]:
    """How many of the films that the jury shall see stand where."""
    return Counter(film.state for film in film_queries.of_many(entries.eligible(_edition().id)).values())


def _are_on_their_way(states: Counter[FilmState]) -> bool:
    return bool(states[FilmState.RECEIVING] or states[FilmState.CHECKING])


def _round(edition: Edition, organizer: Person, now: datetime) -> Round:
    panel = panel_operations.create_panel(edition, "Selection jury", actor=organizer, now=now)
    db.session().flush()
    for (_, email), languages in zip(JURORS, LANGUAGES, strict=True):
        profile = Profile(languages=languages, minutes=None, avoids=[], genres=[], affiliations=[])
        panel_operations.join(panel, _somebody(email), profile, actor=organizer, now=now)
    settings = Settings(
        name=ROUND_NAME,
        opens_at=edition.opens_at + timedelta(days=14),
        closes_at=edition.closes_at + timedelta(days=30),
        reviews_per_film=REVIEWS,
        is_blind=False,
        others_scores=OthersScores.AFTER_OWN,
        reminder_days=5,
        categories=edition.categories,
    )
    round_ = round_operations.create_round(panel, settings, actor=organizer, now=now)
    db.session().flush()
    _assign(round_, organizer, now)
    round_operations.open_round(round_, actor=organizer, now=now)
    db.session().flush()
    return round_


def _assign(round_: Round, organizer: Person, now: datetime) -> None:
    plan_operations.propose(round_, seed=SEED, actor=organizer, now=now)
    plan_operations.apply_plan(round_, actor=organizer, now=now)
    db.session().flush()


def _watch(jurors: Iterable[tuple[str, str]], part: float, round_: Round, now: datetime) -> None:
    """Let jurors score this part of what they have not begun, and stop in the middle of the next film."""
    chance = random.Random(SEED)  # noqa: S311 - opinions, not secrets
    for _, email in jurors:
        juror = _somebody(email)
        queue = [
            each for each in screening_queries.queue_of(juror.id) if each.state is AssignmentState.ASSIGNED
        ]
        scored = int(len(queue) * part)
        taste = chance.uniform(-0.8, 0.8)
        for number, assignment in enumerate(queue[:scored]):
            _score(assignment, juror, round_, taste, now + timedelta(hours=number), chance)
        if scored < len(queue):
            _see(queue[scored], juror, 0.4, now + timedelta(hours=scored))


def _score(
    assignment: Assignment, juror: Person, round_: Round, taste: float, now: datetime, chance: random.Random
) -> None:
    _see(assignment, juror, chance.choice((1.0, 1.0, 0.97, 0.8)), now)
    worth = random.Random(assignment.entry_id).uniform(1.6, 4.6)  # noqa: S311
    scores = {
        str(criterion.id): round(min(max(worth + taste + chance.uniform(-0.7, 0.7), 1), criterion.steps))
        for criterion in round_.criteria
    }
    words = Words(scores, chance.choice(REMARKS), chance.choice((*REMARKS[:2], "", "")))
    jury.submit(assignment, words, version=1, actor=juror, now=now + timedelta(minutes=50))


def _see(assignment: Assignment, juror: Person, share: float, now: datetime) -> None:
    """Play the first part of the film, in two reports as far apart as the film is long."""
    seconds = assignment.entry.runtime or 0
    for at in (now, now + timedelta(seconds=seconds)):
        jury.record_seen(
            assignment,
            [(0, seconds * share)],
            film_seconds=seconds,
            machine_at=at,
            actor=juror,
            now=now,
        )


def _edition() -> Edition:
    edition = editions.current()
    if edition is None:
        raise LookupError("the demo has no edition yet")
    return edition


def _somebody(email: str) -> Person:
    person = people.by_email(email)
    if person is None:
        raise LookupError(f"the demo has no {email} yet")
    return person
