"""The edition that a page is about, or 404: the current one, or the one that an organizer chose.

An organizer's page says its edition in its address (`?edition=2020`), or names a thing that belongs to one.
Forms carry it too: sent after another edition became current, they still mean the one they were shown for.
One request is about one edition: a thing of another one is not found.
"""

from typing import Any

import flask
from werkzeug.exceptions import NotFound

from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.kernel.roles import Role
from festival.web import access

KEY = "edition"
OF_THING = "festival.edition_of_thing"
SHOWN = "festival.edition_shown"


def edition() -> Edition:
    """The current edition: what visitors see, and where films are entered."""
    found = editions.current()
    if found is None:
        raise NotFound
    return found


def chosen() -> Edition:
    """The edition that this organizer's page works for."""
    found = _chosen()
    if found is None:
        raise NotFound
    flask.request.environ[OF_THING] = found.slug
    return found


def held_chosen() -> Edition:
    """The same, held until the transaction ends."""
    found = editions.held_by_slug(chosen().slug)
    if found is None:
        raise NotFound
    return found


def choose(edition_id: int) -> None:
    """What this page is about belongs to this edition: its ways lead on within it."""
    found, named = editions.by_id(edition_id), _named()
    if found is None or (named and named != found.slug):
        raise NotFound
    flask.request.environ[OF_THING] = found.slug


def shown() -> Edition | None:
    """The edition that the frame of an organizer's page names; None for others, and where there is none."""
    here = flask.request.endpoint if flask.has_request_context() else None
    return _chosen() if here and _is_of_organizers(here) else None


def shown_slug() -> str:
    """Its slug, which every form of the page carries; empty where there is none."""
    return _shown()[0]


def keep(endpoint: str, values: dict[str, Any]) -> None:
    """Ways from a page of another edition to organizers' pages stay within it (`app.url_defaults`)."""
    if KEY in values or not flask.has_request_context() or not _is_of_organizers(endpoint):
        return
    slug, is_current = _shown()
    if slug and not is_current:
        values[KEY] = slug


def _chosen() -> Edition | None:
    slug = _named()
    return editions.by_slug(slug) if slug else editions.current()


def _shown() -> tuple[str, bool]:
    """The slug that is shown, and whether it is the current one's; read once for all forms of a page."""
    named, kept = _named(), flask.request.environ.get(SHOWN)
    if kept is None or kept[0] != named:
        found = shown()
        kept = (named, (found.slug, found.is_current) if found else ("", False))
        flask.request.environ[SHOWN] = kept
    answer: tuple[str, bool] = kept[1]
    return answer


def _named() -> str:
    """The slug that this request says; empty where it means the current edition."""
    request = flask.request
    of_thing: str = request.environ.get(OF_THING, "")
    return of_thing or request.args.get(KEY, "") or request.form.get(KEY, "")


def _is_of_organizers(endpoint: str) -> bool:
    if endpoint not in flask.current_app.view_functions:
        return False
    declared = access.access_at(flask.current_app, endpoint)
    return declared is not None and Role.ORGANIZER in declared.roles
