"""The desk's decisions: prepare them, from a frozen shortlist or film by film, before they are released."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import flask
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.boards import forms as board_forms
from festival.boards import get_or_404 as board_or_404
from festival.boards import places as board_places
from festival.boards import queries as boards
from festival.boards.places import FilmPlace
from festival.boards.states import Earlier
from festival.decisions import operations, queries, rules
from festival.decisions import release_queries as releases
from festival.decisions.queries import Choice
from festival.editions import get_or_404 as edition_or_404
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import STAGEABLE, Decision
from festival.kernel.refusals import Refusal, Refused
from festival.web import access, wording
from festival.web.row_numbers import row_number

decisions = flask.Blueprint("decisions", __name__, url_prefix="/desk/decisions")
FILMS_A_PAGE = 50
MOST_AT_ONCE = 500
UNEXPLAINED = "reason_against_shortlist"
Places = Mapping[int, FilmPlace]
Answer = flask.typing.ResponseReturnValue
Word = TypeVar("Word", bound=StrEnum)


@decisions.get("")
@access.organizers_only
def index() -> str:
    """Where the decisions stand, film by film."""
    return _films()


@decisions.post("/take-over")
@access.organizers_only
def take_over() -> Answer:
    """Prepare the decisions that a frozen shortlist says; what was prepared otherwise is asked about."""
    form = flask.request.form
    reserve, earlier = board_forms.number(form, "reserve"), _word(Earlier, form.get("earlier", ""))
    try:
        with db.transaction():
            frozen = board_or_404.version(
                board_forms.number(form, "shortlist"), board_forms.number(form, "number")
            )
            staged = operations.take_over(
                frozen, reserve, earlier=earlier, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        return _films(earlier=refused.expected("prepared_otherwise")), 409
    flask.flash(ngettext("%(num)s decision is prepared.", "%(num)s decisions are prepared.", staged), "good")
    return flask.redirect(flask.url_for("decisions.index"), 303)


@decisions.post("/films/<int:entry_id>")
@access.organizers_only
def stage_manually(entry_id: int) -> Answer:
    """Prepare the decision on one film, or take it back."""
    try:
        with db.transaction():
            entry = board_or_404.held_entry(entry_id)
            title = entry.title
            _stage(entry, _decision(), board_places.of_categories([entry.category_id]))
    except Refused as refused:
        return _films({entry_id: _left(title, refused.expected(UNEXPLAINED))}), 409
    place = flask.request.form.get("next") or entry_id
    return _to_list(f"film-{place}")


@decisions.post("/films")
@access.organizers_only
def stage_many() -> Answer:
    """Prepare one decision on many films; each asks the same rule as alone, what is refused is said."""
    decision, chosen = _decision(), flask.request.form.getlist("film", type=row_number)
    done, refused, unexplained = 0, [], {}
    with db.transaction():
        films = queries.held(edition_or_404.edition().id, sorted(set(chosen))[:MOST_AT_ONCE])
        places = board_places.of_categories({entry.category_id for entry in films})
        for entry in films:
            try:
                _stage(entry, decision, places)
                done += 1
            except Refused as error:
                if error.refusal.code == UNEXPLAINED:
                    unexplained[entry.id] = _left(entry.title, error.refusal)
                else:
                    refused.append(_left(entry.title, error.refusal))
    _tell(done, refused, unexplained)
    return (_films(unexplained), 409) if unexplained else _to_list("films")


def _films(unexplained: Mapping[int, str] | None = None, earlier: Refusal | None = None) -> str:
    """The list; `unexplained` says of films by id that their decision still lacks its reason.

    `earlier` asks what becomes of what was prepared before a shortlist is taken over.
    """
    edition, asked = edition_or_404.edition(), flask.request.args
    places = board_places.of_categories([each.id for each in edition.categories])
    after = asked.get("after", type=row_number)
    films = queries.eligible(edition.id, _choice(edition, places), after=after or 0, limit=FILMS_A_PAGE + 1)
    page = films[:FILMS_A_PAGE]
    return flask.render_template(
        "decisions/index.html",
        edition=edition,
        counts=queries.decision_counts(edition.id),
        freezes=boards.newest_freezes(edition.id).values(),
        films=page,
        more_after=page[-1].id if len(films) > len(page) else None,
        filters=_filters(),
        places=places,
        after=after,
        releases=releases.releases(edition.id),
        unexplained=unexplained or {},
        earlier=earlier,
        no_staging={film.id: rules.decide(current.person(), film) for film in page},
    )


def _choice(edition: Edition, places: Places) -> Choice:
    """The films that are asked for."""
    asked = flask.request.args
    category = next((each for each in edition.categories if each.slug == asked.get("category")), None)
    return Choice(
        category_id=category.id if category else None,
        staged=_word(Decision, asked.get("decision", "")),
        among=_among(places),
    )


def _among(places: Places) -> list[int] | None:
    """The films on the shortlists, or off them, if one of these is asked for."""
    asked = flask.request.args.get("shortlist")
    if asked not in ("in", "out"):
        return None
    return [entry_id for entry_id, place in places.items() if place.standing.is_in is (asked == "in")]


def _decision() -> Decision:
    decision = _word(Decision, flask.request.form.get("decision", ""))
    if decision is None or decision not in STAGEABLE | {Decision.UNDECIDED}:
        raise NotFound
    return decision


def _stage(entry: Entry, decision: Decision, places: Places) -> None:
    place = places.get(entry.id)
    operations.stage_manually(
        entry,
        decision,
        board_forms.words(flask.request.form, "reason"),
        is_in=place.standing.is_in if place else None,
        actor=current.person(),
        now=clock.now(),
    )


def _left(title: str, refusal: Refusal) -> str:
    return str(_("%(name)s was left as it is: %(why)s", name=title, why=wording.explain(refusal)))


def _tell(done: int, refused: Sequence[str], unexplained: Collection[int]) -> None:
    if done:
        flask.flash(
            ngettext("%(num)s decision is prepared.", "%(num)s decisions are prepared.", done), "good"
        )
    for sentence in refused:
        flask.flash(sentence, "warn")
    if not (done or refused or unexplained):
        flask.flash(_("Choose some films first."), "warn")


def _filters() -> dict[str, Any]:
    asked = flask.request.args
    return {name: asked[name] for name in ("category", "decision", "shortlist") if asked.get(name)}


def _to_list(place: str) -> Response:
    """Back to the very place on the page, narrowed and turned as it was."""
    after = flask.request.args.get("after", type=row_number)
    url = flask.url_for("decisions.index", _anchor=place, after=after, **_filters())
    return flask.redirect(url, 303)


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text in set(kind) else None
