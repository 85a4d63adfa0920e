"""The settings of the app that is at work, typed: the one way to them from everywhere."""

import flask

from festival.config import Config


def current() -> Config:
    """The settings of the app whose context this is, in a request as in a worker."""
    return of(flask.current_app)


def of(app: flask.Flask) -> Config:
    """The settings that an app was made from."""
    config: Config = app.config["FESTIVAL"]
    return config
