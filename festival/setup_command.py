"""Make a real, empty festival for the next window, and bring its tables up to date later."""

import secrets
from datetime import datetime

import click
import flask
from dotenv import dotenv_values

from festival import clock, db, schema, settings
from festival.app import create_app
from festival.config import Config, keep_settings, settings_file
from festival.editions import operations as editions
from festival.editions import queries
from festival.editions.calls import call_of


@click.command()
@click.option(
    "--year", type=int, help="The year of the call; by default the next call that is not closed yet."
)
def init(year: int | None) -> None:
    """Make a real festival in FESTIVAL_HOME (./var): tables, secrets, and the next call."""
    keep_secrets(Config.from_env())
    app = create_app(Config.from_env())
    with app.app_context():
        schema.upgrade()
        with db.transaction():
            if queries.current() is not None:
                raise click.ClickException("There is a festival here already: nothing was changed.")
            now = clock.now()
            edition = editions.create(call_of(year or next_year(now)), actor=None, now=now)
            name, days = edition.name, f"{edition.opens_at:%d %B %Y} to {edition.closes_at:%d %B %Y} (UTC)"
        require_second_factor(settings.of(app))
        welcome(app, name, days)


@click.command()
def upgrade() -> None:
    """Bring the tables up to date after a new version of Laurel was installed. Stop the festival first."""
    with create_app(Config.from_env()).app_context():
        schema.upgrade()
    click.echo("The tables are up to date.")


@click.command(hidden=True)
@click.argument("message")
def migration(message: str) -> None:
    """For developers: write a migration for what the models say and the tables do not yet."""
    with create_app(Config.from_env()).app_context():
        schema.migrate(message)


def keep_secrets(config: Config) -> None:
    """Make the secrets that are not set yet and keep them beside the data, for its owner's eyes only."""
    known = {name: value for name, value in dotenv_values(settings_file(config.home)).items() if value}
    if known.get("FESTIVAL_DEMO") == "true":
        raise click.ClickException(f"{config.home} holds a demo. Set FESTIVAL_HOME to an empty folder.")
    made = {
        "FESTIVAL_SECRET_KEY": config.secret_key.get_secret_value() or secrets.token_hex(32),
        "FESTIVAL_RECEIPT_KEY": config.receipt_key.get_secret_value() or secrets.token_hex(32),
    }
    keep_settings(config.home, known | made)


def require_second_factor(config: Config) -> None:
    """The staff of a real festival signs in with a second factor, unless it chose otherwise already."""
    known = {name: value for name, value in dotenv_values(settings_file(config.home)).items() if value}
    keep_settings(config.home, {"FESTIVAL_SECOND_FACTOR": "required"} | known)


def next_year(now: datetime) -> int:
    """This year while its call is open or still to open, else the next."""
    return now.year if now < call_of(now.year).closes_at else now.year + 1


def welcome(app: flask.Flask, name: str, days: str) -> None:
    """Say what was made and what comes next."""
    config = settings.of(app)
    click.echo(
        f"{name} is ready: {days}.\n"
        f"Its data and its secrets are in {config.home.resolve()}: keep a copy of settings.env elsewhere.\n"
        "Organizers need a second factor, unless settings.env says FESTIVAL_SECOND_FACTOR=optional.\n"
        "Next, make yourself its first organizer:\n"
        "  festival account create you@example.org --name 'Your name' --role organizer"
    )
