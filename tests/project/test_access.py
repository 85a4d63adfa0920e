"""Every route declares who may come in."""

import re
from pathlib import Path

import flask

from festival.web import access

FESTIVAL = Path(__file__).resolve().parents[2] / "festival"


def test_every_route_declares_its_access(app: flask.Flask) -> None:
    without = [
        rule.endpoint for rule in app.url_map.iter_rules() if access.access_at(app, rule.endpoint) is None
    ]
    assert without == []


def test_views_say_who_may_come_in_by_one_name_each() -> None:
    """`@access.organizers_only` stands above the view itself, in every module alike."""
    sources = [path for path in FESTIVAL.rglob("*.py") if path != FESTIVAL / "web/access.py"]
    renamed = re.compile(r"= access\.\w+$|from festival\.web\.access import", re.MULTILINE)
    assert [str(path) for path in sources if renamed.search(path.read_text())] == []
