"""The addresses of the jury: the juror's pages and the organizers'."""

import flask
from flask_babel import lazy_gettext as _

from festival.jury import assignments, journal_words
from festival.jury.conflicts import views as conflict_views
from festival.jury.panels import leaving_views, profile_views
from festival.jury.panels import views as panel_views
from festival.jury.planning import assignment_views, csv_views
from festival.jury.planning import views as plan_views
from festival.jury.rounds import settings_views
from festival.jury.rounds import views as round_views
from festival.jury.screening import exchange_operations, note_views, views
from festival.kernel.roles import Role
from festival.scoring import watching
from festival.web import follow_ups, navigation, slots, vetoes
from festival.web import journal_words as web_journal_words


def register(app: flask.Flask) -> None:
    """The addresses of the jury: the juror's pages and the organizers'."""
    for blueprint in (
        views.jury,
        note_views.notes,
        profile_views.profiles,
        panel_views.desk,
        leaving_views.leaving,
        round_views.rounds,
        conflict_views.conflicts,
        settings_views.papers,
        plan_views.plan,
        assignment_views.assignments,
        csv_views.files,
    ):
        app.register_blueprint(blueprint)
    vetoes.offer(app, "accounts.revoke", leaving_views.keep_role)
    vetoes.offer(app, "entries.move", assignments.keep_category)
    vetoes.offer(app, "entries.exchange_film", assignments.keep_film)
    follow_ups.offer(app, "entries.exchange_film", exchange_operations.follow_exchange)
    slots.offer(app, "person", leaving_views.on_the_person)
    app.add_template_filter(watching.position, "position")
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("Jury"), "jury_desk.index", Role.ORGANIZER)
    navigation.offer(app, _("Screening"), "jury.queue", Role.JUROR)
