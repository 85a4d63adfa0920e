"""Fills an empty demo: people, the call of 2020 in mid-window, thirty entries; the jury follows later."""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from festival import clock, db
from festival.accounts import addresses
from festival.accounts import operations as accounts
from festival.accounts import queries as people
from festival.accounts.credentials import passwords
from festival.accounts.models import Person
from festival.accounts.operations import Registration
from festival.demo import films
from festival.demo.cast import FILMMAKER, JURORS, ORGANIZER, Fate, Film
from festival.demo.cast import films as cast
from festival.demo.moments import DemoMoment, instant
from festival.editions import calls
from festival.editions import operations as editions
from festival.editions import queries as found_editions
from festival.editions.models import Category, Edition
from festival.entries import operations as entries
from festival.entries.desk import eligibility
from festival.entries.films import operations as film_operations
from festival.entries.models import Entry
from festival.jobs import operations as jobs
from festival.kernel import durations, language_reading
from festival.kernel.roles import Role
from festival.uploads import operations as uploads
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.protocol import Announcement

PASSWORD = "laurel-demo"  # noqa: S105 - printed for anyone who tries the demo
YEAR = 2020
UNSENT = {Fate.DRAFT, Fate.LINKED}
UNSUBMITTED = {Fate.DRAFT, Fate.RECEIVING, Fate.REFUSED}
HALF_SENT = {Fate.RECEIVING, Fate.AWAITED}
LINK = "https://vimeo.com/394722551"


def is_empty() -> bool:
    """Whether nothing was filled in yet."""
    return found_editions.current() is None


def fill() -> None:
    """Make everything, or nothing at all; the films are then checked by the workers as any film is."""
    hashed = passwords.hashed(PASSWORD)
    everything = cast()
    with tempfile.TemporaryDirectory() as folder:
        paths = _shoot_all(everything, Path(folder))
        with db.transaction():
            organizer, edition = _found(hashed)
            for film in everything:
                _enter(film, paths.get(film.title), edition, organizer, hashed)
            jobs.later("demo.convene")
            jobs.expect_no_nudge()


def _shoot_all(everything: Iterable[Film], folder: Path) -> dict[str, Path]:
    """The files that are sent, by title."""
    sent = [film for film in everything if film.fate not in UNSENT]
    paths = {film.title: folder / f"{number}.mp4" for number, film in enumerate(sent)}
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_shoot, sent, paths.values(), range(len(sent))))
    return paths


def _shoot(film: Film, path: Path, seed: int) -> None:
    if film.fate is Fate.REFUSED:
        films.paint(seed).save(path, "JPEG")
    else:
        films.shoot(path, seconds=film.seconds or 30, seed=seed)


def _found(hashed: str) -> tuple[Person, Edition]:
    """The organizer, the jury's members, and the call, with its clock in mid-window."""
    edition = calls.call_of(YEAR)
    before = instant(DemoMoment.BEFORE, edition)
    organizer = _person(ORGANIZER, Role.ORGANIZER, hashed=hashed, now=before)
    for juror in JURORS:
        _person(juror, Role.JUROR, hashed=hashed, now=before)
    _person(FILMMAKER, Role.FILMMAKER, hashed=hashed, now=before)
    editions.create(edition, actor=organizer, now=before)
    clock.move_to(instant(DemoMoment.OPEN, edition))
    return organizer, edition


def _person(who: tuple[str, str], role: Role, *, hashed: str, now: datetime) -> Person:
    name, email = who
    known = people.by_email(email)
    if known:
        return known
    registration = Registration(name, addresses.parse(email), hashed, "en", "Europe/Zurich")
    person = accounts.create(registration, role, actor=None, now=now)
    db.session().flush()
    return person


def _enter(film: Film, path: Path | None, edition: Edition, organizer: Person, hashed: str) -> None:
    """Take one film as far as its fate says."""
    now = edition.opens_at + timedelta(days=film.day - 1, hours=7 + len(film.title) % 12)
    owner = _person(film.owner, Role.FILMMAKER, hashed=hashed, now=now)
    entry = _draft(film, _category(edition, film.category), owner, now)
    if path:
        upload = _send(path, owner, now, is_whole=film.fate not in HALF_SENT)
        film_operations.send_film(entry, upload, actor=owner, now=now)
    if film.fate not in UNSUBMITTED:
        entries.submit(entry, actor=owner, now=now + timedelta(minutes=40))
        _decide(entry, film.fate, owner, organizer, now + timedelta(days=1))


def _draft(film: Film, category: Category, owner: Person, now: datetime) -> Entry:
    entry = entries.start(category, title=film.title, key=film.title, actor=owner, now=now)
    db.session().flush()
    typed = {name: words for name, words in _answers(film).items() if any(words)}
    entries.save(entry, typed, revision=entry.revision, locale="en", actor=owner, now=now)
    return entry


def _answers(film: Film) -> dict[str, list[str]]:
    """What its filmmakers type into the form."""
    is_finished = film.fate not in UNSUBMITTED
    return {
        "original_title": [film.original_title],
        "original_language": [film.original_language],
        "kind": [film.kind],
        "runtime": [durations.clock(film.seconds) if film.seconds else ""],
        "completed": ["2019-11" if film.seconds else ""],
        "premiere": [film.premiere],
        "countries": film.countries,
        "synopsis": [film.synopsis],
        "theme_statement": [film.theme],
        "directors": [film.director],
        "languages": [language_reading.written(tag) for tag in film.languages],
        "subtitles": film.subtitles,
        "film_link": [LINK if film.fate is Fate.LINKED else ""],
        "holds_rights": ["yes" if is_finished else ""],
        "is_funded_by_organizer": ["no" if is_finished else ""],
        "was_entered_before": ["no" if is_finished else ""],
        "is_online_release": ["no" if is_finished else ""],
    }


def _send(path: Path, owner: Person, now: datetime, *, is_whole: bool) -> Upload:
    """What a browser does: announce the file, then send its bytes; all of them, or a third."""
    content = path.read_bytes()
    announced = Announcement(len(content), "", {"filename": path.name, "filetype": "video/mp4"}, None, ())
    upload = uploads.start(announced, actor=owner, now=now)
    if is_whole:
        intake().parts.append(upload.part, 0, [content])
        uploads.receive(upload, now=now)
    else:
        intake().parts.append(upload.part, 0, [content[: len(content) // 3]])
    return upload


def _decide(entry: Entry, fate: Fate, owner: Person, organizer: Person, now: datetime) -> None:
    """What became of it since."""
    match fate:
        case Fate.ELIGIBLE:
            eligibility.find_eligible(entry, actor=organizer, now=now)
        case Fate.INELIGIBLE:
            reason = "Completed in 2011; this call takes films completed since 1 January 2017."
            eligibility.find_ineligible(entry, reason=reason, actor=organizer, now=now)
        case Fate.WITHDRAWN:
            entries.withdraw(entry, actor=owner, now=now)


def _category(edition: Edition, slug: str) -> Category:
    return next(category for category in edition.categories if category.slug == slug)
