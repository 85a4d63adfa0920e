"""The desk's shortlists: the boards, one board, one film on it, frozen versions side by side."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury import plan_queries as rounds
from festival.kernel.refusals import Refusal, Refused, enforce
from festival.kernel.roles import Role
from festival.shortlists import acts as shortlists_acts
from festival.shortlists import (
    comparing,
    documents,
    forms,
    operations,
    posters,
    queries,
    reckoning,
    rules,
    verifying,
)
from festival.shortlists.board import board_of
from festival.shortlists.models import Freeze, Shortlist
from festival.web import access, acts, navigation
from festival.web.row_numbers import row_number

shortlists = flask.Blueprint("shortlists", __name__, url_prefix="/desk/shortlists")


@shortlists.get("")
@access.role(Role.ORGANIZER)
def index() -> str:
    """Every round with its categories: the boards that exist, and those that can begin."""
    edition = edition_or_404()
    return flask.render_template(
        "shortlists/index.html",
        edition=edition,
        rounds=queries.rounds(edition.id),
        boards={(board.round_id, board.category_id): board for board in queries.of_edition(edition.id)},
        freezes=queries.newest_freezes(edition.id),
        films=queries.competing_counts(edition.id),
    )


@shortlists.post("")
@access.role(Role.ORGANIZER)
def begin() -> Response:
    """Begin the board of a category in a round."""
    form = flask.request.form
    places = forms.number(form, "places")
    with db.transaction():
        judged = rounds.round_by_id(forms.number(form, "round"), lock=True)
        category = next(
            (each for each in edition_or_404().categories if each.slug == form.get("category")), None
        )
        if judged is None or category is None:
            raise NotFound
        begun = operations.begin(judged, category, places, actor=current.person(), now=clock.now())
        db.session().flush()
        shortlist_id = begun.id
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id), 303)


@shortlists.get("/<int:shortlist_id>")
@access.role(Role.ORGANIZER)
def board(shortlist_id: int) -> str:
    """The board."""
    return _board(shortlist_id)


@shortlists.post("/<int:shortlist_id>/places")
@access.role(Role.ORGANIZER)
def draw_line(shortlist_id: int) -> Response:
    """Move the cut line."""
    places, seen = (forms.number(flask.request.form, name) for name in ("places", "seen"))
    with db.transaction():
        operations.draw_line(
            _locked(shortlist_id), places, seen=seen, actor=current.person(), now=clock.now()
        )
    return _to_board(shortlist_id, "line")


@shortlists.get("/<int:shortlist_id>/films/<int:entry_id>")
@access.role(Role.ORGANIZER)
def film(shortlist_id: int, entry_id: int) -> str:
    """One film with everything about it: as a page, or as the sheet beside the board."""
    board = board_of(_visible(shortlist_id), [entry_id])
    row = board.row(entry_id)
    if row is None:
        raise NotFound
    is_sheet = "HX-Request" in flask.request.headers
    return flask.render_template(
        "shortlists/_sheet.html" if is_sheet else "shortlists/film.html",
        board=board,
        row=row,
        poster=posters.of_entries([row.entry]).get(entry_id),
        remarks=queries.remarks(shortlist_id, entry_id),
    )


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/pin")
@access.role(Role.ORGANIZER)
def pin(shortlist_id: int, entry_id: int) -> Response:
    """Put a film on the shortlist by hand."""
    reason = forms.words(flask.request.form, "reason")
    with db.transaction():
        shortlist, entry = _locked(shortlist_id), _film(entry_id)
        operations.pin(shortlist, entry, reason, actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/drop")
@access.role(Role.ORGANIZER)
def drop(shortlist_id: int, entry_id: int) -> Response:
    """Take a film off the shortlist by hand."""
    reason = forms.words(flask.request.form, "reason")
    with db.transaction():
        shortlist, entry = _locked(shortlist_id), _film(entry_id)
        operations.drop(shortlist, entry, reason, actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/unmark")
@access.role(Role.ORGANIZER)
def unmark(shortlist_id: int, entry_id: int) -> Response:
    """Let the scores decide again."""
    with db.transaction():
        shortlist, entry = _locked(shortlist_id), _film(entry_id)
        operations.unmark(shortlist, entry, actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/remarks")
@access.role(Role.ORGANIZER)
def remark(shortlist_id: int, entry_id: int) -> Response:
    """Say something about a film."""
    text = forms.words(flask.request.form, "text")
    with db.transaction():
        shortlist, entry = _locked(shortlist_id), _film(entry_id)
        operations.remark(shortlist, entry, text, actor=current.person(), now=clock.now())
    url = flask.url_for("shortlists.film", shortlist_id=shortlist_id, entry_id=entry_id, _anchor="remarks")
    return flask.redirect(url, 303)


@shortlists.post("/<int:shortlist_id>/versions")
@access.role(Role.ORGANIZER)
def freeze(shortlist_id: int) -> flask.typing.ResponseReturnValue:
    """Keep the board as it stands; where a reason is still to be given, the board says so."""
    try:
        with db.transaction():
            frozen = operations.freeze(
                _locked(shortlist_id),
                seen=flask.request.form.get("seen", ""),
                all_the_same=forms.all_the_same(flask.request.form),
                actor=current.person(),
                now=clock.now(),
            )
            number = frozen.number
    except Refused as refused:
        return _board(shortlist_id, refused.expected("too_few_views")), 403
    return flask.redirect(flask.url_for("shortlists.version", shortlist_id=shortlist_id, number=number), 303)


@shortlists.get("/<int:shortlist_id>/versions")
@access.role(Role.ORGANIZER)
def versions(shortlist_id: int) -> str:
    """The frozen versions of a board."""
    return flask.render_template(
        "shortlists/versions.html", shortlist=_visible(shortlist_id), freezes=queries.freezes(shortlist_id)
    )


@shortlists.get("/<int:shortlist_id>/versions/<int:number>")
@access.role(Role.ORGANIZER)
def version(shortlist_id: int, number: int) -> str:
    """One frozen version, its hash and its numbers computed again from its content."""
    frozen = _frozen(shortlist_id, number)
    document = documents.read(frozen.document)
    return flask.render_template(
        "shortlists/version.html",
        frozen=frozen,
        document=document,
        close={film["entry"] for film in document["films"] if reckoning.is_close(film)},
        reason=queries.reason_to_freeze(frozen),
        is_whole=documents.fingerprint(frozen.document) == frozen.sha256,
        is_older=document["format"] != documents.FORMAT,
        follows=verifying.follows(frozen.document),
        file_name=_file_name(frozen),
    )


@shortlists.get("/<int:shortlist_id>/versions/<int:number>.json")
@access.role(Role.ORGANIZER)
def download(shortlist_id: int, number: int) -> Response:
    """The very bytes that the hash was made of."""
    frozen = _frozen(shortlist_id, number)
    response = flask.Response(frozen.document.encode(), mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(frozen))
    return response


@shortlists.get("/<int:shortlist_id>/compare")
@access.role(Role.ORGANIZER)
def compare(shortlist_id: int) -> str:
    """Two frozen versions side by side."""
    asked = flask.request.args
    before, after = (
        _frozen(shortlist_id, asked.get(name, 0, type=row_number)) for name in ("before", "after")
    )
    old, new = documents.read(before.document), documents.read(after.document)
    return flask.render_template(
        "shortlists/comparison.html",
        before=before,
        after=after,
        differences=comparing.differences(old, new),
        conditions=comparing.conditions(old, new),
        scores=comparing.score_changes(old, new),
        shift=comparing.shift(old, new),
        elsewhere=comparing.elsewhere(old, new),
    )


def edition_or_404() -> Edition:
    """The edition that the desk works on; in an empty house there is no such page."""
    edition = editions.current()
    if edition is None:
        raise NotFound
    return edition


def _board(shortlist_id: int, refusal: Refusal | None = None) -> str:
    board = board_of(_visible(shortlist_id))
    stands = documents.fingerprint(documents.written(operations.document_of(board)))
    return flask.render_template(
        "shortlists/board.html",
        board=board,
        posters=posters.of_entries([row.entry for row in board.rows]),
        last=queries.last_freeze(shortlist_id),
        stands=stands,
        no_freezing=rules.freeze(current.person(), len(board.rows), stands, stands),
        refusal=refusal,
    )


def _visible(shortlist_id: int) -> Shortlist:
    return _allowed(queries.by_id(shortlist_id))


def _locked(shortlist_id: int) -> Shortlist:
    return _allowed(queries.by_id(shortlist_id, lock=True))


def _allowed(shortlist: Shortlist | None) -> Shortlist:
    if shortlist is None:
        raise NotFound
    enforce(rules.view(current.person(), shortlist))
    return shortlist


def _film(entry_id: int) -> Entry:
    entry = entries.by_id(entry_id)
    if entry is None:
        raise NotFound
    return entry


def _frozen(shortlist_id: int, number: int) -> Freeze:
    _visible(shortlist_id)
    frozen = queries.frozen(shortlist_id, number)
    if frozen is None:
        raise NotFound
    return frozen


def _file_name(frozen: Freeze) -> str:
    shortlist = frozen.shortlist
    return f"shortlist-{shortlist.category.slug}-round-{shortlist.round_id}-{frozen.number}.json"


def _to_board(shortlist_id: int, place: str) -> Response:
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id, _anchor=place), 303)


def init_app(app: flask.Flask) -> None:
    """Put the boards on the desk."""
    app.register_blueprint(shortlists)
    acts.offer(app, shortlists_acts.SENTENCES, shortlists_acts.KINDS)
    navigation.offer(app, _("Shortlists"), "shortlists.index", Role.ORGANIZER)
