"""What tests about accounts ask for: cheap passwords, and applications with other settings."""

from collections.abc import Callable, Iterator

import flask
import pytest
from argon2 import PasswordHasher

from festival import db
from festival.accounts.credentials import passwords
from festival.app import create_app
from festival.config import Config
from tests.conftest import SilentNudges


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """One pass over a few kilobytes, because here nobody steals passwords."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def house(config: Config) -> Iterator[Callable[..., flask.Flask]]:
    """The application with some settings changed: house(proxy_hops=1)."""
    made: list[flask.Flask] = []

    def make(**settings: object) -> flask.Flask:
        app = create_app(config.model_copy(update=settings))
        app.extensions["festival.nudges"] = SilentNudges()
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.extension.engine.dispose()
