"""Every route declares its door."""

import flask

from festival.web import access


def test_every_route_has_a_door(app: flask.Flask) -> None:
    without = [
        rule.endpoint for rule in app.url_map.iter_rules() if access.door_at(app, rule.endpoint) is None
    ]
    assert without == []
