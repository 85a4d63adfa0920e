"""The addresses of entries: the filmmaker's pages and the organizers'."""

import flask
from flask_babel import lazy_gettext as _

from festival.entries import journal_words, public_words, views
from festival.entries.desk import extension_views, list_views
from festival.entries.drafts import views as draft_views
from festival.entries.films import first_bytes_queries, signs, subtitle_views
from festival.entries.films import views as film_views
from festival.entries.films import waiting_operations as waiting
from festival.entries.receipts import views as receipt_views
from festival.kernel.roles import Role
from festival.web import follow_ups, navigation, vetoes
from festival.web import journal_words as web_journal_words


def register(app: flask.Flask) -> None:
    """The addresses of entries: the filmmaker's pages and the organizers'."""
    for blueprint in (
        views.entries,
        draft_views.pages,
        receipt_views.pages,
        film_views.films,
        subtitle_views.subtitles,
        list_views.desk,
        extension_views.extensions,
    ):
        app.register_blueprint(blueprint)
    app.add_template_filter(
        lambda entry: public_words.judging_status(entry.decision, entry.decision_released_at),
        "judging_status",
    )
    app.add_template_filter(signs.sign, "film_sign")
    app.add_template_filter(signs.late, "late_film")
    vetoes.offer(app, "uploads.append", first_bytes_queries.needs_film_for_entry)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    follow_ups.offer(app, "editions.edit", waiting.wait_for_edition)
    navigation.offer(app, _("My entries"), "entries.index", Role.FILMMAKER)
    navigation.offer(app, _("Entries"), "entry_desk.index", Role.ORGANIZER)
