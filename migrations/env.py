"""Runs migrations inside the app, each in one transaction, on SQLite and PostgreSQL."""

from typing import Any, Literal

import flask
from alembic import context
from sqlalchemy.types import TypeDecorator

from festival import db


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones they are kept as: a migration imports nothing of ours."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    """Upgrade or downgrade with the app's own engine."""
    app = flask.current_app
    with app.app_context(), db.extension.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.extension.metadata,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
