"""The short pages of an entry: Film, Story, People, Languages, The file, Rights."""

from collections.abc import Mapping

import flask
from flask_babel import lazy_gettext as _
from wtforms import Form

from festival import clock, db
from festival.accounts import current
from festival.entries import change_requests, operations
from festival.entries import page as entry_page
from festival.entries.drafts import answers, drafting, fields, forms
from festival.entries.drafts.answers import Typed
from festival.entries.drafts.fields import Section
from festival.entries.films import page as film_page
from festival.entries.films import subtitle_languages, subtitle_queries
from festival.entries.models import Entry
from festival.screeners.media.subtitles import limits
from festival.web import accepted, access, wording
from festival.web.forms import saved_forms

pages = flask.Blueprint("entry_pages", __name__)

SECTION = "<any(film,story,people,languages,file,rights):section>"


@pages.get(f"/entries/<int:entry_id>/{SECTION}")
@access.signed_in
def section(entry_id: int, section: str) -> str:
    """One short page of an entry, with what was typed."""
    entry, page = entry_page.visible(entry_id), Section(section)
    words = saved_forms.typed(flask.request.path)
    if words is not None:
        return _typed_page(entry, page, drafting.sent(page, words.to_dict(flat=False)), theirs={})
    questions = forms.of_section(page, takes_links=entry.category.takes_links)
    typed = {field.name: drafting.shown(entry, field, wording.locale()) for field in questions}
    form = forms.page_of(questions, typed, drafting.errors(entry, questions, wording.locale()))
    return _section_page(entry, page, form, theirs={})


@pages.post(f"/entries/<int:entry_id>/{SECTION}")
@access.signed_in
def save(entry_id: int, section: str) -> flask.typing.ResponseReturnValue:
    """Keep what was typed on a page, readable or not."""
    page, form = Section(section), flask.request.form
    typed = drafting.sent(page, form.to_dict(flat=False))
    with db.transaction():
        entry = entry_page.locked(entry_id)
        now = clock.now()
        saved = operations.save(
            entry,
            typed,
            revision=form.get("version", 0, type=int),
            locale=wording.locale(),
            actor=current.person(),
            now=now,
        )
    if accepted.wants_json():
        return _saved_sign(saved)
    if saved.conflicts:
        return _typed_page(entry_page.visible(entry_id), page, typed, saved.conflicts), 409
    following = form.get("then", page.value) if not saved.unread else page.value
    return flask.redirect(entry_page.address(entry_id, following), 303)


@pages.post(f"/entries/<int:entry_id>/{SECTION}/propose")
@access.signed_in
def propose(entry_id: int, section: str) -> flask.typing.ResponseReturnValue:
    """Ask the festival to change what a submitted entry says."""
    page = Section(section)
    typed = drafting.sent(page, flask.request.form.to_dict(flat=False))
    with db.transaction():
        entry = entry_page.locked(entry_id)
        wrong = change_requests.propose(
            entry, typed, locale=wording.locale(), actor=current.person(), now=clock.now()
        )
    if wrong:
        return _typed_page(entry_page.visible(entry_id), page, typed, theirs={}), 422
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


def _section_page(entry: Entry, page: Section, form: Form, theirs: Mapping[str, list[str]]) -> str:
    pages = list(Section)
    position = pages.index(page)
    return flask.render_template(
        "entries/films/file.html" if page is Section.FILE else "entries/drafts/section.html",
        page=page,
        form=form,
        theirs=theirs,
        needs={field.name for field in fields.FIELDS if field.is_needed},
        following=pages[position + 1].value if position + 1 < len(pages) else "submit",
        film_checks=film_page.checks(entry) if page is Section.FILE else None,
        subtitle_files=subtitle_queries.of(entry),
        subtitles_missing=subtitle_queries.missing(entry),
        mistyped=subtitle_languages.mistyped(flask.request.args.get("language", "")),
        largest_subtitles=limits.LARGEST_BYTES,
        language_name=entry_page.language_name,
        names={
            "country-names": answers.COUNTRIES.words(wording.locale()),
            "language-names": answers.LANGUAGES.words(wording.locale()),
        },
        **entry_page.shown(entry),
    )


def _typed_page(
    entry: Entry, page: Section, typed: Mapping[str, Typed], theirs: Mapping[str, list[str]]
) -> str:
    """The page with what was typed in its boxes; beneath those that changed meanwhile, the other text."""
    questions = forms.of_section(page, takes_links=entry.category.takes_links)
    words = {field.name: list(typed.get(field.name, [])) for field in questions}
    wrong = {
        field.name: invalid
        for field in questions
        if (invalid := drafting.why(field, words[field.name], wording.locale(), entry.edition))
    }
    return _section_page(entry, page, forms.page_of(questions, words, wrong), theirs)


def _saved_sign(saved: operations.Saved) -> tuple[flask.Response, int]:
    if saved.conflicts:
        words = _("This page was changed elsewhere meanwhile. Press Save to see both texts and choose.")
        return flask.jsonify(error=str(words)), 409
    at = wording.clock_time(clock.now(), _reader_zone())
    return flask.jsonify(saved_at=at, version=saved.revision), 200


def _reader_zone() -> str:
    return current.person().time_zone
