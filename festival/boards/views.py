"""The desk's shortlists: the rankings, one board, one film on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.boards import (
    changes_in_out,
    forms,
    get_or_404,
    operations,
    poster_queries,
    queries,
    ranking_cache,
    rules,
)
from festival.boards import places as board_places
from festival.boards.board import Row
from festival.boards.models import Shortlist
from festival.boards.row_queries import board_of
from festival.editions import get_or_404 as edition_or_404
from festival.jury.rounds import get_or_404 as round_or_404
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal, Refused
from festival.scoring.ranking.cutoff import Placement
from festival.scoring.snapshot import document
from festival.web import access, wording

shortlists = flask.Blueprint("shortlists", __name__, url_prefix="/desk/shortlists")
Answer = flask.typing.ResponseReturnValue


@shortlists.get("")
@access.organizers_only
def index() -> str:
    """Every round with its categories: the rankings that exist, and those that can begin."""
    return _index()


def _index(wrong: Mapping[tuple[int, str], str] | None = None) -> str:
    """The same; `wrong` says by round and category why a board did not begin."""
    edition = edition_or_404.edition()
    return flask.render_template(
        "boards/index.html",
        edition=edition,
        rounds=queries.rounds(edition.id),
        boards={(board.round_id, board.category_id): board for board in queries.of_edition(edition.id)},
        freezes=queries.newest_freezes(edition.id),
        films=queries.competing_counts(edition.id),
        usual_places=rules.usual_places,
        wrong=wrong or {},
    )


@shortlists.post("")
@access.organizers_only
def begin() -> Answer:
    """Begin the board of a category in a round; where that cannot be, its card says why."""
    form = flask.request.form
    round_id, slug = forms.number(form, "round"), form.get("category", "")
    try:
        shortlist_id = _begun(round_id, slug, forms.number(form, "places"))
    except (Invalid, Refused) as error:
        why_not, status = _why_not(error)
        return _index({(round_id, slug): why_not}), status
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id), 303)


@shortlists.get("/<int:shortlist_id>")
@access.organizers_only
def board(shortlist_id: int) -> str:
    """The board."""
    return _board(shortlist_id)


@shortlists.post("/<int:shortlist_id>/places")
@access.organizers_only
def set_places(shortlist_id: int) -> Answer:
    """Move the cut line; where that cannot be, its field says why, with what was typed."""
    try:
        places, seen = (forms.number(flask.request.form, name) for name in ("places", "seen"))
        with _saying(shortlist_id, "line", gettext("The number of places is set.")) as shortlist:
            operations.set_places(shortlist, places, seen=seen, actor=current.person(), now=clock.now())
    except (Invalid, Refused) as error:
        why_not, status = _why_not(error)
        return _board(shortlist_id, wrong_places=why_not), status
    return _to_board(shortlist_id, "line")


@shortlists.get("/<int:shortlist_id>/films/<int:entry_id>")
@access.organizers_only
def film(shortlist_id: int, entry_id: int) -> str:
    """One film with everything about it: as a page, or as the sheet beside the board."""
    page = _film(shortlist_id, entry_id)
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
    words = forms.words(flask.request.form, "text")
    try:
        with db.transaction():
            shortlist, entry = get_or_404.held_shortlist(shortlist_id), get_or_404.entry(entry_id)
            operations.remark(shortlist, entry, words, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _rejected(refused, "text", words, shortlist_id, entry_id)
    url = flask.url_for("shortlists.film", shortlist_id=shortlist_id, entry_id=entry_id, _anchor="remarks")
    return flask.redirect(url, 303)


@shortlists.post("/<int:shortlist_id>/versions")
@access.organizers_only
def freeze(shortlist_id: int) -> Answer:
    """Keep the board as it stands; where that cannot be, show it as it is now, with what was typed."""
    try:
        with db.transaction():
            frozen = operations.freeze(
                get_or_404.held_shortlist(shortlist_id),
                seen=flask.request.form.get("seen", ""),
                all_the_same=forms.all_the_same(flask.request.form),
                actor=current.person(),
                now=clock.now(),
            )
            number = frozen.number
    except Refused as refused:
        return _board(shortlist_id, refused.visible()), 409
    url = flask.url_for("shortlist_versions.show", shortlist_id=shortlist_id, number=number)
    return flask.redirect(url, 303)


def _begun(round_id: int, slug: str, places: int) -> int:
    """The number of a category's board in a round, which begins if nobody began it."""
    with db.transaction():
        judged = round_or_404.held_round(round_id)
        category = next((each for each in edition_or_404.edition().categories if each.slug == slug), None)
        if category is None:
            raise NotFound
        begun = operations.begin(judged, category, places, actor=current.person(), now=clock.now())
        db.session().flush()
        return begun.id


def _why_not(error: Invalid | Refused) -> tuple[str, int]:
    """Why nothing was done, in words, and the status that says it to programs."""
    if isinstance(error, Refused):
        return wording.explain(error.visible()), 409
    return wording.say(error.text, error.values), 422


def _mark(
    operation: Callable[..., None], done: str, shortlist_id: int, entry_id: int
) -> tuple[str, int] | None:
    """Pin or drop with the reason that was typed; where that cannot be, say why."""
    words = forms.words(flask.request.form, "reason")
    try:
        with _saying(shortlist_id, f"film-{entry_id}", done) as shortlist:
            operation(shortlist, get_or_404.entry(entry_id), words, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _rejected(refused, "reason", words, shortlist_id, entry_id)
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


def _rejected(refused: Refused, field: str, words: str, shortlist_id: int, entry_id: int) -> tuple[str, int]:
    """The film again with what was typed in `field` and why not, or the board that it left."""
    refusal = refused.visible()
    page = _film(shortlist_id, entry_id, {field: wording.explain(refusal)})
    return page or _board(shortlist_id, refusal, words), 409


def _film(shortlist_id: int, entry_id: int, wrong: Mapping[str, str] | None = None) -> str | None:
    """The film's page; None where it is not on this board. `wrong` says what is to mend, by field."""
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
        wrong=wrong or {},
    )


def _board(shortlist_id: int, refusal: Refusal | None = None, words: str = "", wrong_places: str = "") -> str:
    """The board; `words` were written about a film that is not on it any more."""
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
        wrong_places=wrong_places,
    )


def _posters(rows: Sequence[Row]) -> dict[int, str]:
    return poster_queries.of_entries([row.entry for row in rows], viewer=current.person(), now=clock.now())


def _to_board(shortlist_id: int, place: str) -> Response:
    return flask.redirect(flask.url_for("shortlists.board", shortlist_id=shortlist_id, _anchor=place), 303)
