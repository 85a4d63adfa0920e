"""A person's letters, as they were sent: for anyone who lost the mail, or never got it."""

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from festival.messages import queries
from festival.web import access

letters = flask.Blueprint("letters", __name__, url_prefix="/letters")


@letters.get("")
@access.signed_in
def index() -> str:
    """Every letter to anyone who asks, latest first."""
    return flask.render_template("messages/letters.html", letters=queries.letters_to(current_user.id))


@letters.get("/<int:letter_id>")
@access.signed_in
def show(letter_id: int) -> str:
    """One letter, word for word."""
    letter = queries.by_id(letter_id)
    if letter is None or letter.person_id != current_user.id:
        raise NotFound
    return flask.render_template("messages/letter.html", letter=letter)
