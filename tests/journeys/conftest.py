"""An installation of its own for each journey, with a clock that its organizer can move."""

import flask
import pytest
from playwright.sync_api import Browser

from festival.config import Config
from tests.journeys.houses import House
from tests.processes import Running
from tests.services import MailCatcher


@pytest.fixture
def live_config(live_config: Config) -> Config:
    """The settings of a demo: outside of it the clock cannot be moved."""
    return live_config.model_copy(update={"demo": True})


@pytest.fixture
def house(
    live_app: flask.Flask,
    live_config: Config,
    live_server: str,
    worker: Running,
    mail_catcher: MailCatcher,
    browser: Browser,
) -> House:
    """A festival with its call open and one organizer; whatever is more is made in its pages."""
    house = House(live_app, live_server, mail_catcher, browser)
    house.found()
    return house
