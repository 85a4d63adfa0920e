"""The database: its types, its session, and the only commit in the code."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from festival.config import Config

BUSY_TIMEOUT_MS = 15_000
AFTER_COMMIT = "after_commit"


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused: nobody could say which instant it is."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant carries its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[str]):
    """A short text that is never NUL-bearing: PostgreSQL would refuse it, SQLite would cut it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and "\0" in value:
            raise ValueError("a text holds no NUL")
        return value


def words(kind: type[StrEnum]) -> Enum:
    """A column type for states and kinds: kept as their words, checked on the way in, no native enum."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=40,
        values_callable=lambda kind: [member.value for member in kind],
    )


Bytes = Annotated[int, mapped_column(BigInteger)]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model is made of."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: Instant(), str: Word()},
    )


extension = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)


def session() -> Session:
    """The session of this request, job or command."""
    return extension.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside happens, or nothing does; then what was queued with `after_commit` runs.

    Begins afresh (what was read before is read again), and takes SQLite's writer lock at once, so
    that "read, decide, write" cannot lose to another writer. Does not nest: one edge, one commit.
    """
    here = session()
    if here.info.get(AFTER_COMMIT) is not None:
        raise RuntimeError("a transaction is already open: the edge opens one")
    here.rollback()
    here.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    here.info[AFTER_COMMIT] = []
    try:
        yield here
        here.commit()
    except BaseException:
        here.info.pop(AFTER_COMMIT)
        here.rollback()
        raise
    for call in here.info.pop(AFTER_COMMIT):
        call()


@contextmanager
def reading() -> Iterator[Session]:
    """All rows as they stand at the first look, until the end: what is written meanwhile is not seen."""
    here = session()
    here.rollback()
    if is_postgresql():  # SQLite reads so by itself
        here.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield here
    finally:
        here.rollback()


def after_commit(call: Callable[[], None]) -> None:
    """Run `call` once the open transaction is safe on disk; it must not raise."""
    queue = session().info.get(AFTER_COMMIT)
    if queue is None:
        raise RuntimeError("nothing to wait for: no transaction is open")
    queue.append(call)


def insert_or_ignore(table: type[Base]) -> Any:
    """An INSERT that may say `.on_conflict_do_nothing(…)`, in the dialect at hand."""
    return (postgresql if is_postgresql() else sqlite).insert(table)


def is_postgresql() -> bool:
    """Whether rows lie in PostgreSQL rather than SQLite."""
    return session().get_bind().dialect.name == "postgresql"


def settings(config: Config) -> dict[str, Any]:
    """Flask-SQLAlchemy's part of the app's configuration."""
    options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    if config.database.startswith("sqlite"):
        options["connect_args"] = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
    else:
        options["connect_args"] = {"options": "-c lock_timeout=10s -c statement_timeout=60s -c timezone=UTC"}
    return {"SQLALCHEMY_DATABASE_URI": config.database, "SQLALCHEMY_ENGINE_OPTIONS": options}


@event.listens_for(Engine, "connect")
def _tune_sqlite(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def init_app(app: flask.Flask, config: Config) -> None:
    """Attach the database to an app."""
    app.config.update(settings(config))
    extension.init_app(app)
