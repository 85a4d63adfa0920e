"""The addresses of accounts, and how a request is told whose it is."""

import flask
from flask_babel import lazy_gettext as _
from flask_login import LoginManager

from festival.accounts import current, journal_words, queries
from festival.accounts.people import views as people_views
from festival.accounts.profile import views as profile_views
from festival.accounts.sign_in import registration_views
from festival.accounts.sign_in import views as sign_in_views
from festival.kernel.roles import Role
from festival.web import journal_words as web_journal_words
from festival.web import navigation
from festival.web.forms import saved_forms


def register(app: flask.Flask) -> None:
    """The addresses of accounts, and how a request is told whose it is."""
    login = LoginManager(app)
    login.session_protection = None  # the session is a row that we can end
    login.user_loader(queries.by_session_key)
    login.request_loader(current.by_token)
    login.unauthorized_handler(saved_forms.unauthorized)
    app.before_request(sign_in_views.insist_on_second_factor)
    app.after_request(current.note_token_use)
    for blueprint in (
        sign_in_views.accounts,
        registration_views.joining,
        profile_views.profile,
        people_views.people,
    ):
        app.register_blueprint(blueprint)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("People"), "people.list_people", Role.ORGANIZER)
