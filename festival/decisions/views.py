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
from festival.boards import get_or_404 as board_or_404
from festival.boards import places as board_places
from festival.boards import queries as boards
from festival.boards.places import FilmPlace
from festival.boards.states import Earlier
from festival.decisions import operations, queries, rules
from festival.decisions import release_queries as releases
from festival.decisions.forms import StageForm, TakeOverForm
from festival.decisions.queries import Choice
from festival.editions import get_or_404 as edition_or_404
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import STAGEABLE, Decision
from festival.kernel.refusals import Refusal, Refused
from festival.web import access, wording
from festival.web.forms import many, saved_forms
from festival.web.forms.many import Many
from festival.web.row_numbers import row_number

decisions = flask.Blueprint("decisions", __name__, url_prefix="/desk/decisions")
FILMS_A_PAGE = 50
MOST_AT_ONCE = 500
UNEXPLAINED = "reason_against_shortlist"
PREPARED_OTHERWISE = "prepared_otherwise"
Places = Mapping[int, FilmPlace]
Answer = flask.typing.ResponseReturnValue
Word = TypeVar("Word", bound=StrEnum)


@decisions.get("")
@access.organizers_only
def index() -> str:
    """Where the decisions stand, film by film."""
    saved = saved_forms.typed(flask.request.path)
    return _films(many.of_saved(StageForm, saved), many.of_saved(TakeOverForm, saved))


@decisions.post("/take-over")
@access.organizers_only
def take_over() -> Answer:
    """Prepare the decisions that a frozen shortlist says; what was prepared otherwise is asked about."""
    form = TakeOverForm(flask.request.form)
    taking = Many(TakeOverForm, form.place, form)
    if not form.validate():
        return _films(Many(StageForm), taking), 422
    reserve, earlier = form.reserve.number, _word(Earlier, form.earlier.data or "")
    try:
        with db.transaction():
            frozen = board_or_404.version(form.shortlist.number, form.number.number)
            staged = operations.take_over(
                frozen, reserve, earlier=earlier, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        if refused.refusal.code == PREPARED_OTHERWISE:
            return _films(Many(StageForm), taking, earlier=refused.refusal), 409
        form.reserve.errors = [wording.explain(refused.visible())]
        return _films(Many(StageForm), taking), 409
    flask.flash(ngettext("%(num)s decision is prepared.", "%(num)s decisions are prepared.", staged), "good")
    return flask.redirect(flask.url_for("decisions.index"), 303)


@decisions.post("/films/<int:entry_id>")
@access.organizers_only
def stage_manually(entry_id: int) -> Answer:
    """Prepare the decision on one film, or take it back."""
    form = StageForm(flask.request.form)
    decision, staging = _decision(form), Many(StageForm, f"reason-{entry_id}", form)
    if not form.validate():
        return _films(staging), 422
    try:
        with db.transaction():
            entry = board_or_404.held_entry(entry_id)
            title = entry.title
            _stage(entry, decision, form, board_places.of_categories([entry.category_id]))
    except Refused as refused:
        refusal = refused.expected(UNEXPLAINED)
        form.reason.errors = [wording.explain(refusal)]
        return _films(staging, left=[_left(title, refusal)]), 409
    place = flask.request.form.get("next") or entry_id
    return _to_list(f"film-{place}")


@decisions.post("/films")
@access.organizers_only
def stage_many() -> Answer:
    """Prepare one decision on many films; each asks the same rule as alone, what is refused is said."""
    form = StageForm(flask.request.form)
    decision, staging = _decision(form), Many(StageForm, "bulk-reason", form)
    if not form.validate():
        return _films(staging), 422
    done, refused, unexplained = 0, [], {}
    with db.transaction():
        films = queries.held(edition_or_404.chosen().id, sorted(set(form.film.data or ()))[:MOST_AT_ONCE])
        places = board_places.of_categories({entry.category_id for entry in films})
        for entry in films:
            try:
                _stage(entry, decision, form, places)
                done += 1
            except Refused as error:
                if error.refusal.code == UNEXPLAINED:
                    unexplained[entry.id] = _left(entry.title, error.refusal)
                    form.reason.errors = [wording.explain(error.refusal)]
                else:
                    refused.append(_left(entry.title, error.refusal))
    _tell(done, refused, unexplained)
    if not unexplained:
        return _to_list("films")
    form.film.data = list(unexplained)
    return _films(staging, left=list(unexplained.values())), 409


def _films(
    staging: Many[StageForm],
    taking: Many[TakeOverForm] | None = None,
    *,
    left: Sequence[str] = (),
    earlier: Refusal | None = None,
) -> str:
    """The list with its forms; `left` says of films that their decision still lacks its reason.

    `earlier` asks what becomes of what was prepared before a shortlist is taken over.
    """
    edition, asked = edition_or_404.chosen(), flask.request.args
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
        staging=staging,
        taking=taking or Many(TakeOverForm),
        left=left,
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


def _decision(form: StageForm) -> Decision:
    decision = _word(Decision, form.decision.data or "")
    if decision is None or decision not in STAGEABLE | {Decision.UNDECIDED}:
        raise NotFound
    return decision


def _stage(entry: Entry, decision: Decision, form: StageForm, places: Places) -> None:
    place = places.get(entry.id)
    operations.stage_manually(
        entry,
        decision,
        form.reason.words,
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
