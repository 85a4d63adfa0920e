"""A festival in real processes, for journeys and drills: web server and workers over one database."""

import json
from collections.abc import Iterator

import flask
import pytest
from pydantic import SecretStr

from festival import db
from festival.app import create_app
from festival.config import Config
from festival.demo import services
from festival.demo.supervisor import Service
from tests.processes import Running, free_port
from tests.services import Broker, MailCatcher


def environment(config: Config) -> dict[str, str]:
    """The environment in which a process finds these settings."""
    return {f"FESTIVAL_{name.upper()}": _as_text(getattr(config, name)) for name in Config.model_fields}


def _as_text(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case tuple() | bool():
            return json.dumps(value)
        case _:
            return str(value)


@pytest.fixture
def live_config(config: Config, broker: Broker, mail_catcher: MailCatcher) -> Config:
    """The settings of this test's installation: a real broker, a real mail server, a port of its own."""
    port = free_port()
    changes = {
        "port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "broker_url": broker.url,
        "mail_port": mail_catcher.port,
    }
    return config.model_copy(update=changes)


@pytest.fixture
def live_app(live_config: Config) -> Iterator[flask.Flask]:
    """The same installation in the test's own process, to prepare and look things up; its jobs are sent."""
    app = create_app(live_config)
    app.testing = True
    yield app
    with app.app_context():
        db.extension.engine.dispose()


@pytest.fixture
def web(live_config: Config) -> Iterator[Running]:
    """A running web server, at `live_config.public_url`."""
    with _running(services.web(live_config.port), live_config) as process:
        yield process


@pytest.fixture
def live_server(live_config: Config, web: Running) -> str:
    """The address of a running web server."""
    return live_config.public_url


@pytest.fixture
def worker(live_config: Config) -> Iterator[Running]:
    """A running worker for everything but films, which also sweeps."""
    with _running(services.worker_with_beat(), live_config) as process:
        yield process


@pytest.fixture
def film_worker(live_config: Config) -> Iterator[Running]:
    """A running worker for films."""
    with _running(services.film_worker(), live_config) as process:
        yield process


def _running(service: Service, config: Config) -> Running:
    return Running(
        list(service.command),
        is_ready=service.is_ready,
        log=config.home / f"{service.name}.log",
        environment=environment(config),
    )
