"""What stands in the frame of every page: the ways that are open to the reader, and the languages."""

from dataclasses import dataclass
from typing import TypedDict

import flask
from babel import Locale
from flask_babel import LazyString, get_locale
from flask_login import current_user

from festival import settings
from festival.kernel.roles import Role

EXTENSION = "festival.navigation"


class NavItem(TypedDict):
    """One way in the header."""

    label: str
    url: str
    current: bool


class Language(TypedDict):
    """One language of the picker, named in itself."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A page that a feature offers in the header, to everybody or to holders of some roles."""

    label: LazyString
    endpoint: str
    roles: frozenset[Role]

    def is_open(self) -> bool:
        """Whether the reader of this page may go there."""
        return not self.roles or bool(current_user.is_authenticated and self.roles & current_user.roles)


def offer(app: flask.Flask, label: LazyString, endpoint: str, *roles: Role) -> None:
    """Add a way to the header, for everybody or for holders of these roles; a feature's init_app calls it."""
    ways: list[Way] = app.extensions.setdefault(EXTENSION, [])
    ways.append(Way(label, endpoint, frozenset(roles)))


def nav_items() -> list[NavItem]:
    """The ways open to the reader, in the order of the features; the nearest one is current."""
    ways: list[Way] = flask.current_app.extensions.get(EXTENSION, [])
    open_ways = [(str(way.label), flask.url_for(way.endpoint)) for way in ways if way.is_open()]
    here = max((url for _, url in open_ways if _leads_to_this_page(url)), key=len, default="")
    return [NavItem(label=label, url=url, current=url == here) for label, url in open_ways]


def languages() -> list[Language]:
    """The languages the festival speaks."""
    here = get_locale()
    codes = settings.current().languages
    return [
        Language(
            code=code, name=Locale.parse(code).get_display_name() or code, current=Locale.parse(code) == here
        )
        for code in codes
    ]


def init_app(app: flask.Flask) -> None:
    """Let the frame ask."""
    for ask in (nav_items, languages, get_locale):
        app.add_template_global(ask)


def _leads_to_this_page(url: str) -> bool:
    path = flask.request.path
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
