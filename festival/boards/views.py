"""The desk's shortlists: the rankings, one board, one film on it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.boards import (
    changes_in_out,
    get_or_404,
    operations,
    poster_queries,
    queries,
    ranking_cache,
    rules,
)
from festival.boards import places as board_places
from festival.boards.board import Row
from festival.boards.forms import BeginForm, FilmForm, FreezeForm, PlacesForm
from festival.boards.models import Shortlist
from festival.boards.row_queries import board_of
from festival.editions import get_or_404 as edition_or_404
from festival.jury.rounds import get_or_404 as round_or_404
from festival.kernel.refusals import Refusal, Refused
from festival.scoring.ranking.cutoff import Placement
from festival.scoring.snapshot import document
from festival.web import access, wording
from festival.web.forms import many, saved_forms
from festival.web.forms.many import Many

shortlists = flask.Blueprint("shortlists", __name__, url_prefix="/desk/shortlists")
Answer = flask.typing.ResponseReturnValue


@shortlists.get("")
@access.organizers_only
def index() -> str:
    """Every round with its categories: the rankings that exist, and those that can begin."""
    return _index(many.of_saved(BeginForm, saved_forms.typed(flask.request.path)))


def _index(beginnings: Many[BeginForm]) -> str:
    """The same, with the forms that begin a board."""
    edition = edition_or_404.chosen()
    return flask.render_template(
        "boards/index.html",
        edition=edition,
        rounds=queries.rounds(edition.id),
        boards={(board.round_id, board.category_id): board for board in queries.of_edition(edition.id)},
        freezes=queries.newest_freezes(edition.id),
        films=queries.competing_counts(edition.id),
        usual_places=rules.usual_places,
        beginnings=beginnings,
    )


@shortlists.post("")
@access.organizers_only
def begin() -> Answer:
    """Begin the board of a category in a round; where that cannot be, its card says why."""
    form = BeginForm(flask.request.form)
    if not form.validate():
        return _index(Many(BeginForm, form.place, form)), 422
    try:
        shortlist_id = _begun(form)
    except Refused as refused:
        form.places.errors = [wording.explain(refused.visible())]
        return _index(Many(BeginForm, form.place, form)), 409
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id), 303)


@shortlists.get("/<int:shortlist_id>")
@access.organizers_only
def board(shortlist_id: int) -> str:
    """The board, with what was typed on it before its reader had to sign in again."""
    saved = saved_forms.typed(flask.request.path)
    places = many.saved_in("places", saved)
    about_film = FilmForm(many.saved_in("reason", saved) or many.saved_in("text", saved))
    return _board(
        shortlist_id,
        words=about_film.reason.data or about_film.text.data or "",
        places=PlacesForm(places) if places else None,
    )


@shortlists.post("/<int:shortlist_id>/places")
@access.organizers_only
def set_places(shortlist_id: int) -> Answer:
    """Move the cut line; where that cannot be, its field says why, with what was typed."""
    form = PlacesForm(flask.request.form)
    if not form.validate():
        return _board(shortlist_id, places=form), 422
    places, seen = form.places.number, form.seen.number
    try:
        with _saying(shortlist_id, "line", gettext("The number of places is set.")) as shortlist:
            operations.set_places(shortlist, places, seen=seen, actor=current.person(), now=clock.now())
    except Refused as refused:
        form.places.errors = [wording.explain(refused.visible())]
        return _board(shortlist_id, places=form), 409
    return _to_board(shortlist_id, "line")


@shortlists.get("/<int:shortlist_id>/films/<int:entry_id>")
@access.organizers_only
def film(shortlist_id: int, entry_id: int) -> str:
    """One film with everything about it: as a page, or as the sheet beside the board."""
    page = _film(shortlist_id, entry_id, FilmForm(saved_forms.typed(flask.request.path)))
    if page is None:
        raise NotFound
    return page


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/pin")
@access.organizers_only
def pin(shortlist_id: int, entry_id: int) -> Answer:
    """Put a film on the shortlist manually."""
    refused = _mark(operations.pin, gettext("Pinned."), shortlist_id, entry_id)
    return refused or _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/drop")
@access.organizers_only
def drop(shortlist_id: int, entry_id: int) -> Answer:
    """Take a film off the shortlist manually."""
    refused = _mark(operations.drop, gettext("Dropped."), shortlist_id, entry_id)
    return refused or _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/unmark")
@access.organizers_only
def unmark(shortlist_id: int, entry_id: int) -> Response:
    """Let the scores decide again."""
    with _saying(shortlist_id, f"film-{entry_id}", gettext("The scores decide on it again.")) as shortlist:
        operations.unmark(shortlist, get_or_404.entry(entry_id), actor=current.person(), now=clock.now())
    return _to_board(shortlist_id, f"film-{entry_id}")


@shortlists.post("/<int:shortlist_id>/films/<int:entry_id>/remarks")
@access.organizers_only
def remark(shortlist_id: int, entry_id: int) -> Answer:
    """Say something about a film."""
    form = FilmForm(flask.request.form)
    if not form.validate():
        return _again(shortlist_id, entry_id, form), 422
    try:
        with db.transaction():
            shortlist, entry = get_or_404.held_shortlist(shortlist_id), get_or_404.entry(entry_id)
            operations.remark(shortlist, entry, form.text.words, actor=current.person(), now=clock.now())
    except Refused as refused:
        form.text.errors = [wording.explain(refused.visible())]
        return _again(shortlist_id, entry_id, form, refused.refusal), 409
    url = flask.url_for("shortlists.film", shortlist_id=shortlist_id, entry_id=entry_id, _anchor="remarks")
    return flask.redirect(url, 303)


@shortlists.post("/<int:shortlist_id>/versions")
@access.organizers_only
def freeze(shortlist_id: int) -> Answer:
    """Keep the board as it stands; where that cannot be, show it as it is now, with what was typed."""
    form = FreezeForm(flask.request.form)
    if not form.validate():
        return _board(shortlist_id, freezing=form), 422
    try:
        with db.transaction():
            frozen = operations.freeze(
                get_or_404.held_shortlist(shortlist_id),
                seen=form.seen.data or "",
                all_the_same=form.reason,
                actor=current.person(),
                now=clock.now(),
            )
            number = frozen.number
    except Refused as refused:
        if refused.refusal.code == rules.TOO_FEW_REVIEWS:
            form.ask()
        return _board(shortlist_id, refused.visible(), freezing=form), 409
    url = flask.url_for("shortlist_versions.show", shortlist_id=shortlist_id, number=number)
    return flask.redirect(url, 303)


def _begun(form: BeginForm) -> int:
    """The number of a category's board in a round, which begins if nobody began it."""
    round_id, slug, places = form.round.number, form.category.data, form.places.number
    with db.transaction():
        judged = round_or_404.held_round(round_id)
        category = next((each for each in edition_or_404.chosen().categories if each.slug == slug), None)
        if category is None:
            raise NotFound
        begun = operations.begin(judged, category, places, actor=current.person(), now=clock.now())
        db.session().flush()
        return begun.id


def _mark(
    operation: Callable[..., None], done: str, shortlist_id: int, entry_id: int
) -> tuple[str, int] | None:
    """Pin or drop with the reason that was typed; where that cannot be, say why."""
    form = FilmForm(flask.request.form)
    if not form.validate():
        return _again(shortlist_id, entry_id, form), 422
    try:
        with _saying(shortlist_id, f"film-{entry_id}", done) as shortlist:
            entry, reason = get_or_404.entry(entry_id), form.reason.words
            operation(shortlist, entry, reason, actor=current.person(), now=clock.now())
    except Refused as refused:
        form.reason.errors = [wording.explain(refused.visible())]
        return _again(shortlist_id, entry_id, form, refused.refusal), 409
    return None


@contextmanager
def _saying(shortlist_id: int, place: str, done: str) -> Iterator[Shortlist]:
    """Change a board; its next page says at that place what was done, and which films crossed the cut-off."""
    before = _stands(shortlist_id)
    with db.transaction():
        yield get_or_404.held_shortlist(shortlist_id)
    changes = changes_in_out.between(before, _stands(shortlist_id))
    titles = queries.titles([*changes.came_in, *changes.went_out])
    flask.flash(changes_in_out.words(done, changes, titles), f"at {place}")


def _stands(shortlist_id: int) -> list[Placement]:
    shortlist = get_or_404.shortlist(shortlist_id)
    return board_places.on_board(shortlist, ranking_cache.ranking_of(shortlist.round))


def _again(shortlist_id: int, entry_id: int, form: FilmForm, refusal: Refusal | None = None) -> str:
    """The film again with what was typed and why not, or the board that it left."""
    words = form.reason.data or form.text.data or ""
    return _film(shortlist_id, entry_id, form) or _board(shortlist_id, refusal, words=words)


def _film(shortlist_id: int, entry_id: int, form: FilmForm) -> str | None:
    """The film's page; None where it is not on this board."""
    board = board_of(get_or_404.shortlist(shortlist_id), [entry_id])
    row = board.row(entry_id)
    if row is None:
        return None
    is_sheet = "HX-Request" in flask.request.headers
    return flask.render_template(
        "boards/_side_panel.html" if is_sheet else "boards/film.html",
        board=board,
        row=row,
        poster=_posters([row]).get(entry_id),
        remarks=queries.remarks(shortlist_id, entry_id),
        form=form,
    )


def _board(
    shortlist_id: int,
    refusal: Refusal | None = None,
    *,
    words: str = "",
    places: PlacesForm | None = None,
    freezing: FreezeForm | None = None,
) -> str:
    """The board; `words` were written about a film, which may not be on it any more."""
    board = board_of(get_or_404.shortlist(shortlist_id))
    stands, last = document.stands(operations.document_of(board)), queries.last_freeze(shortlist_id)
    return flask.render_template(
        "boards/board.html",
        board=board,
        posters=_posters(board.rows),
        last=last,
        stands=stands,
        is_frozen=last is not None and document.stands(document.read(last.document)) == stands,
        no_freezing=rules.freeze(current.person(), len(board.rows)),
        refusal=refusal,
        words=words,
        places=places or PlacesForm(data={"places": board.shortlist.places}),
        freezing=freezing or FreezeForm(),
    )


def _posters(rows: Sequence[Row]) -> dict[int, str]:
    return poster_queries.of_entries([row.entry for row in rows], viewer=current.person(), now=clock.now())


def _to_board(shortlist_id: int, place: str) -> Response:
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id, _anchor=place), 303)
