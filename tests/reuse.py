"""What the many apps of a test run share, because it is the same for all: each test has an app of its own.

An app takes 150 ms of CPU time to make, nearly all of it to compile the addresses. A page takes as much again
for its templates, and its first queries for their SQL. A plugin of `tests/conftest.py`.
"""

import gc
import sqlite3
from collections.abc import Callable

import flask
import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class RememberedRule(Rule):
    """An address whose code is compiled once a run: it depends on these five things and nothing else."""

    compiled: dict[tuple[str, str | None, str | None, str, bool], Builder] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        key = (self.rule, self.subdomain, self.host, repr(self.defaults), append_unknown)
        if key not in self.compiled:
            self.compiled[key] = super()._compile_builder(append_unknown)
        return self.compiled[key]


gc.disable()  # while tests are collected: what is imported stays, and looking through it takes a second


def pytest_collection_finish() -> None:
    """From here on collect garbage, but only in what comes after."""
    gc.freeze()
    gc.enable()


ENGINES: dict[type, Engine] = {}


def _share_statements(kind: type, engine: Engine) -> None:
    """Let `engine` know the statements that the first engine of its kind has compiled."""
    first = ENGINES.setdefault(kind, engine)
    if first.dialect.default_schema_name is None:  # it never met its database
        ENGINES[kind] = engine
    else:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


def _forget_at_power_cut(connection: object, _record: object) -> None:
    """SQLite need not wait for the disk at each commit: no test cuts this process's power."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def pytest_configure(config: pytest.Config) -> None:
    """Let every app of this process share them, and keep compiled templates for the next run too."""
    flask.Flask.url_rule_class = RememberedRule
    DefaultDialect.engine_created = classmethod(_share_statements)  # type: ignore[assignment]
    event.listen(Engine, "connect", _forget_at_power_cut)
    folder = config.cache.mkdir("templates")
    flask.Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder), "%s.cache")}
