"""The desk's shortlists: the boards, one board, one film on it."""

from collections.abc import Callable, Mapping, Sequence

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.kernel.refusals import Refusal, Refused
from festival.kernel.roles import Role
from festival.shortlists import acts as shortlists_acts
from festival.shortlists import documents, finding, forms, operations, posters, queries, rules
from festival.shortlists.board import Row
from festival.shortlists.board_queries import board_of
from festival.web import access, acts, navigation, wording

shortlists = flask.Blueprint("shortlists", __name__, url_prefix="/desk/shortlists")
Answer = flask.typing.ResponseReturnValue


@shortlists.get("")
@access.role(Role.ORGANIZER)
def index() -> str:
    """Every round with its categories: the boards that exist, and those that can begin."""
    edition = finding.edition()
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
        judged = finding.held_round(forms.number(form, "round"))
        category = next(
            (each for each in finding.edition().categories if each.slug == form.get("category")), None
        )
        if category is None:
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
        shortlist = finding.held_shortlist(shortlist_id)
        operations.draw_line(shortlist, places, seen=seen, actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, "line")


@shortlists.get("/<int:shortlist_id>/films/<int:entry_id>")
@access.role(Role.ORGANIZER)
def film(shortlist_id: int, entry_id: int) -> str:
    """One film with everything about it: as a page, or as the sheet beside the board."""
    page = _film(shortlist_id, entry_id)
    if page is None:
        raise NotFound
    return page


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/pin")
@access.role(Role.ORGANIZER)
def pin(shortlist_id: int, entry_id: int) -> Answer:
    """Put a film on the shortlist by hand."""
    refused = _write(operations.pin, "reason", shortlist_id, entry_id)
    return refused or _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/drop")
@access.role(Role.ORGANIZER)
def drop(shortlist_id: int, entry_id: int) -> Answer:
    """Take a film off the shortlist by hand."""
    refused = _write(operations.drop, "reason", shortlist_id, entry_id)
    return refused or _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/unmark")
@access.role(Role.ORGANIZER)
def unmark(shortlist_id: int, entry_id: int) -> Response:
    """Let the scores decide again."""
    with db.transaction():
        shortlist, entry = finding.held_shortlist(shortlist_id), finding.entry(entry_id)
        operations.unmark(shortlist, entry, actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/remarks")
@access.role(Role.ORGANIZER)
def remark(shortlist_id: int, entry_id: int) -> Answer:
    """Say something about a film."""
    url = flask.url_for("shortlists.film", shortlist_id=shortlist_id, entry_id=entry_id, _anchor="remarks")
    return _write(operations.remark, "text", shortlist_id, entry_id) or flask.redirect(url, 303)


@shortlists.post("/<int:shortlist_id>/versions")
@access.role(Role.ORGANIZER)
def freeze(shortlist_id: int) -> Answer:
    """Keep the board as it stands; where that cannot be, show it as it is now, with what was typed."""
    try:
        with db.transaction():
            frozen = operations.freeze(
                finding.held_shortlist(shortlist_id),
                seen=flask.request.form.get("seen", ""),
                all_the_same=forms.all_the_same(flask.request.form),
                actor=current.person(),
                now=clock.now(),
            )
            number = frozen.number
    except Refused as refused:
        return _board(shortlist_id, refused.visible()), 403
    url = flask.url_for("shortlist_versions.show", shortlist_id=shortlist_id, number=number)
    return flask.redirect(url, 303)


def _write(
    operation: Callable[..., None], field: str, shortlist_id: int, entry_id: int
) -> tuple[str, int] | None:
    """Do it with the words in `field`; where that cannot be, show the film again, or the board it left."""
    words = forms.words(flask.request.form, field)
    try:
        with db.transaction():
            shortlist, entry = finding.held_shortlist(shortlist_id), finding.entry(entry_id)
            operation(shortlist, entry, words, actor=current.person(), now=clock.now())
    except Refused as refused:
        refusal = refused.visible()
        page = _film(shortlist_id, entry_id, {field: wording.explain(refusal)})
        return page or _board(shortlist_id, refusal, words), 403
    return None


def _film(shortlist_id: int, entry_id: int, wrong: Mapping[str, str] | None = None) -> str | None:
    """The film's page; None where it is not on this board. `wrong` says what is to mend, by field."""
    board = board_of(finding.shortlist(shortlist_id), [entry_id])
    row = board.row(entry_id)
    if row is None:
        return None
    is_sheet = "HX-Request" in flask.request.headers
    return flask.render_template(
        "shortlists/_sheet.html" if is_sheet else "shortlists/film.html",
        board=board,
        row=row,
        poster=_posters([row]).get(entry_id),
        remarks=queries.remarks(shortlist_id, entry_id),
        wrong=wrong or {},
    )


def _board(shortlist_id: int, refusal: Refusal | None = None, words: str = "") -> str:
    """The board; `words` were written about a film that is not on it any more."""
    board = board_of(finding.shortlist(shortlist_id))
    stands, last = documents.stands(operations.document_of(board)), queries.last_freeze(shortlist_id)
    return flask.render_template(
        "shortlists/board.html",
        board=board,
        posters=_posters(board.rows),
        last=last,
        stands=stands,
        is_frozen=last is not None and documents.stands(documents.read(last.document)) == stands,
        no_freezing=rules.freeze(current.person(), len(board.rows), stands, stands),
        refusal=refusal,
        words=words,
    )


def _posters(rows: Sequence[Row]) -> dict[int, str]:
    return posters.of_entries([row.entry for row in rows], viewer=current.person(), now=clock.now())


def _to_board(shortlist_id: int, place: str) -> Response:
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id, _anchor=place), 303)


def init_app(app: flask.Flask) -> None:
    """Put the boards on the desk."""
    app.register_blueprint(shortlists)
    acts.offer(app, shortlists_acts.SENTENCES, shortlists_acts.KINDS)
    navigation.offer(app, _("Shortlists"), "shortlists.index", Role.ORGANIZER)
