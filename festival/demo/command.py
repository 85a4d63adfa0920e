"""`festival demo`: a whole festival on this machine, filled with films, ready to be tried."""

import fcntl
import os
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from dotenv import dotenv_values

from festival import db, schema
from festival.adapters import parent_death
from festival.adapters.broker import NoNudges
from festival.app import create_app
from festival.config import Config, keep_settings, settings_file
from festival.demo import jurors, seed
from festival.demo.services import free_port, listens, services
from festival.demo.supervisor import NotReadyError, Supervisor

ACCOUNTS = {
    "organizer@example.org": "sees everything, and moves the clock",
    "juror@example.org": "has films to watch",
    "filmmaker@example.org": "has entered films",
}


@click.command()
@click.option("--stop-with-parent", is_flag=True, help="Stop when the program that started this one ends.")
@click.option("--empty", is_flag=True, help="Begin with an empty festival.")
def demo(*, stop_with_parent: bool, empty: bool) -> None:
    """Run a demo festival on 127.0.0.1. PORT (8000) and FESTIVAL_HOME (./var) say where."""
    if stop_with_parent:
        parent_death.die_with_parent(signal.SIGTERM)
    config = Config.from_env()
    home = config.home.resolve()
    if listens(config.port):
        raise click.ClickException(f"Port {config.port} is taken. Choose another: PORT=8001 make run")
    with _alone_in(home):
        config = _settle_in(home, config.port)
        is_jury_awaited = _furnish(config, is_left_empty=empty)
        try:
            supervisor = Supervisor(services(config), _environment(home))
            supervisor.run(lambda: welcome(config, is_jury_awaited=is_jury_awaited))
        except NotReadyError as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Two demos in one folder would write over each other."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                f"A demo already runs in {home}. Stop it, or set FESTIVAL_HOME."
            ) from None
        yield


def _settle_in(home: Path, port: int) -> Config:
    """The demo's settings, written where every `festival` command finds them; its secrets stay the same."""
    known = dotenv_values(settings_file(home))
    if (home / "festival.db").exists() and known.get("FESTIVAL_DEMO") != "true":
        raise click.ClickException(f"{home} holds a real festival. Set FESTIVAL_HOME to an empty folder.")
    own = {
        "FESTIVAL_DEMO": "true",
        "FESTIVAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "FESTIVAL_MAIL_PORT": str(free_port()),
        "FESTIVAL_SECRET_KEY": known.get("FESTIVAL_SECRET_KEY") or secrets.token_hex(32),
        "FESTIVAL_RECEIPT_KEY": known.get("FESTIVAL_RECEIPT_KEY") or secrets.token_hex(32),
    }
    keep_settings(home, own)
    return Config.from_env()


def _environment(home: Path) -> dict[str, str]:
    """What the processes inherit; Celery's advice against running as root is not for a demo."""
    return os.environ | {"FESTIVAL_HOME": str(home), "PYTHONWARNINGS": "ignore:You're running the worker"}


def _furnish(config: Config, *, is_left_empty: bool) -> bool:
    """Lay the tables, and unless told otherwise fill them if nobody has yet; whether the jury waits."""
    app = create_app(config)
    app.extensions["festival.nudges"] = NoNudges()
    with app.app_context():
        schema.upgrade()
        if not is_left_empty and seed.is_empty():
            click.echo(
                "Making a demo festival with thirty entries: this takes about a minute, only this once."
            )
            seed.fill()
        is_jury_awaited = jurors.is_awaited()
        db.session().rollback()
        db.extension.engine.dispose()
    return is_jury_awaited


def welcome(config: Config, *, is_jury_awaited: bool) -> None:
    """Say where the demo is, who is in it, and what it does just now."""
    accounts = "\n".join(f"    {email:<24} {what}" for email, what in ACCOUNTS.items())
    news = "Its films are checked now. The jury gets the first of them in about a minute.\n  "
    click.echo(
        f"\n  Laurel runs at {config.public_url}\n\n"
        f"{accounts}\n    password                 {seed.PASSWORD}\n\n"
        f"  Letters it sends  {config.public_url}/demo/mail\n"
        f"  Its clock         {config.public_url}/demo/clock\n"
        f"  Its data          {config.home.resolve()}\n\n"
        f"  {news if is_jury_awaited else ''}Ctrl-C stops it.\n"
    )
