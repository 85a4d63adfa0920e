"""Which tests need a process of their own, and which reach the database: told by their fixtures, and guarded.

A test that starts a process is marked `process`: by itself through a fixture named here, otherwise manually.
One that starts a process without the mark fails, so nobody has to remember. A test reaches the database
through `database_url`, and runs once over each database that was asked for. PostgreSQL gets those tests only,
without browsers and drills: the others would do the same again.
Tests of whole installations take a minute and mostly wait. They are spread over the first part of a run, so
that each waits beside others that compute, and no processor is idle at the end.
A plugin of `tests/conftest.py`.
"""

import sys
from collections.abc import Iterator

import pytest

from festival.adapters import sandbox
from tests.conftest import DATABASES, POSTGRESQL

PROCESSES = frozenset(
    {"broker", "browser", "film_worker", "mail_catcher", "postgres", "ready", "web", "worker"}
)
STARTING = frozenset({"subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.system"})
DATABASE = "database_url"
WHOLE = ("drills", "journeys")
FIRST_PART = 0.7  # of the tests, with all that take long among them


class Guard:
    """Stops a test that starts a process without saying so."""

    item: pytest.Item | None = None

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """What Python calls at each thing that it is about to do."""
        if event in STARTING and self.item and not self.item.get_closest_marker("process"):
            raise AssertionError(f"mark this test as `process`: it starts {arguments[:2]}")


GUARD = Guard()


def pytest_configure() -> None:
    """Python can add such a guard, and never take it away."""
    sys.addaudithook(GUARD)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that reaches the database becomes one for each that was asked for."""
    if DATABASE in metafunc.fixturenames:
        asked = metafunc.config.getoption("--database")
        metafunc.parametrize("database", DATABASES if asked == "both" else [asked], indirect=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs a process; over PostgreSQL, leave out what would be the same; order the rest."""
    asked = config.getoption("--database")
    left_out = []
    for item in items:
        is_over = database_of(item)
        is_drill = item.get_closest_marker("drill") is not None
        if PROCESSES.intersection(names(item)) or is_drill or is_over == POSTGRESQL:
            item.add_marker("process")
        is_same_again = is_over == POSTGRESQL and (is_drill or item.get_closest_marker("browser"))
        if is_same_again or (is_over is None and asked == POSTGRESQL):
            left_out.append(item)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=left_out)
    yield  # to what shuffles them
    items[:] = spread(items)


def database_of(item: pytest.Item) -> str | None:
    """The database that a test reaches."""
    return item.callspec.params.get("database") if hasattr(item, "callspec") else None


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, with those of whole installations at equal distances in the first part."""
    slow = [item for item in items if item.path.parent.name in WHOLE]
    others = [item for item in items if item.path.parent.name not in WHOLE]
    step = FIRST_PART * len(others) / (len(slow) or 1)
    places = {id(item): (place * step, 0) for place, item in enumerate(slow)}
    places |= {id(item): (float(place), 1) for place, item in enumerate(others)}
    return sorted(items, key=lambda item: places[id(item)])


def names(item: pytest.Item) -> list[str]:
    """The fixtures that a test and its fixtures name."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """Refuse a database that is asked for as the test runs: nobody could tell before."""
    if fixturedef.argname == DATABASE:
        assert DATABASE in names(request.node), f"name the fixture {DATABASE}, or one that stands on it"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Ask once, before the tests, how a film is shut in here: it takes a process, and pages say it."""
    sandbox.best()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Guard each test."""
    GUARD.item = item
    try:
        return (yield)
    finally:
        GUARD.item = None
