"""Lays the tables of the database, and takes them away again, by the migrations."""

from pathlib import Path

import flask
import flask_migrate

from festival import db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade() -> None:
    """Bring the tables of the current app's database up to date."""
    _know_migrations()
    flask_migrate.upgrade()


def downgrade(revision: str = "base") -> None:
    """Take the tables back to an older state; "base" takes all of them away, with what is in them."""
    _know_migrations()
    flask_migrate.downgrade(revision=revision)


def migrate(message: str) -> None:
    """Write a migration for what the models say and the tables do not yet."""
    _know_migrations()
    flask_migrate.migrate(message=message)


def _know_migrations() -> None:
    app = flask.current_app._get_current_object()  # type: ignore[attr-defined]
    flask_migrate.Migrate(app, db.extension, directory=str(MIGRATIONS))
