"""The desk's decisions: prepare them, look at the letters, release them, publish the list."""

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
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import STAGEABLE, Decision
from festival.kernel.refusals import Refusal, Refused
from festival.kernel.roles import Role
from festival.messages.models import LetterState
from festival.shortlists import board, finding, forms, loose_ends, previews, release, rules
from festival.shortlists import decision_queries as queries
from festival.shortlists import queries as boards
from festival.shortlists.models import Release
from festival.shortlists.states import Earlier
from festival.web import access, wording
from festival.web.row_numbers import row_number

decisions = flask.Blueprint("decisions", __name__, url_prefix="/desk/decisions")
FILMS_A_PAGE = 50
MOST_AT_ONCE = 500
UNEXPLAINED = "reason_against_shortlist"
Places = Mapping[int, bool]  # whether each film is on its shortlist
Answer = flask.typing.ResponseReturnValue
Word = TypeVar("Word", bound=StrEnum)


@decisions.get("")
@access.role(Role.ORGANIZER)
def index() -> str:
    """Where the decisions stand, film by film."""
    return _films()


@decisions.post("/take-over")
@access.role(Role.ORGANIZER)
def take_over() -> Answer:
    """Prepare the decisions that a frozen shortlist says; what was prepared otherwise is asked about."""
    form = flask.request.form
    reserve, earlier = forms.number(form, "reserve"), _word(Earlier, form.get("earlier", ""))
    try:
        with db.transaction():
            frozen = boards.frozen(forms.number(form, "shortlist"), forms.number(form, "number"))
            if frozen is None:
                raise NotFound
            staged = release.take_over(
                frozen, reserve, earlier=earlier, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        return _films(earlier=refused.expected("prepared_otherwise")), 409
    flask.flash(ngettext("%(num)s decision is prepared.", "%(num)s decisions are prepared.", staged), "good")
    return flask.redirect(flask.url_for("decisions.index"), 303)


@decisions.post("/films/<int:entry_id>")
@access.role(Role.ORGANIZER)
def stage(entry_id: int) -> Answer:
    """Prepare the decision on one film, or take it back."""
    try:
        with db.transaction():
            entry = entries.by_id(entry_id, lock=True)
            if entry is None:
                raise NotFound
            title = entry.title
            _stage(entry, _decision(), _is_in())
    except Refused as refused:
        return _films({entry_id: _left(title, refused.expected(UNEXPLAINED))}), 403
    place = flask.request.form.get("next") or entry_id
    return _to_list(f"film-{place}")


@decisions.post("/films")
@access.role(Role.ORGANIZER)
def stage_many() -> Answer:
    """Prepare one decision on many films; each asks the same rule as alone, what is refused is said."""
    decision, chosen = _decision(), flask.request.form.getlist("film", type=row_number)
    done, refused, unexplained = 0, [], {}
    with db.transaction():
        places = _is_in()
        for entry in queries.locked(sorted(set(chosen))[:MOST_AT_ONCE]):
            try:
                _stage(entry, decision, places)
                done += 1
            except Refused as error:
                if error.refusal.code == UNEXPLAINED:
                    unexplained[entry.id] = _left(entry.title, error.refusal)
                else:
                    refused.append(_left(entry.title, error.refusal))
    _tell(done, refused, unexplained)
    return (_films(unexplained), 403) if unexplained else _to_list("films")


@decisions.get("/release")
@access.role(Role.ORGANIZER)
def look_over() -> str:
    """How many letters of each kind would leave, and how they read."""
    return _review()


@decisions.post("/release")
@access.role(Role.ORGANIZER)
def ask() -> Answer:
    """Let the decisions leave the house; where a reason is still to be given, the page says so."""
    try:
        with db.transaction():
            ordered = release.ask(
                finding.edition(),
                all_the_same=forms.all_the_same(flask.request.form),
                actor=current.person(),
                now=clock.now(),
            )
            release_id = ordered.id
    except Refused as refused:
        return _review(refused.expected("unseen_films")), 403
    return flask.redirect(flask.url_for("decisions.follow", release_id=release_id), 303)


@decisions.get("/releases/<int:release_id>")
@access.role(Role.ORGANIZER)
def follow(release_id: int) -> str:
    """How far a release is: letters written, delivered, failed; as a page or as its ticking part."""
    ordered = _release(release_id)
    letters = queries.letters_of(ordered)
    is_part = "HX-Request" in flask.request.headers
    return flask.render_template(
        "shortlists/_progress.html" if is_part else "shortlists/release.html",
        edition=finding.edition(),
        release=ordered,
        letters=letters,
        written=sum(letters.values()),
        no_publishing=rules.publish(current.person(), ordered, letters[LetterState.WAITING]),
    )


@decisions.post("/releases/<int:release_id>/publish")
@access.role(Role.ORGANIZER)
def publish(release_id: int) -> Response:
    """Show the selection to the public."""
    with db.transaction():
        release.publish(_release(release_id, lock=True), actor=current.person(), now=clock.now())
    flask.flash(_("The selection is public."), "good")
    return flask.redirect(flask.url_for("selection.show"), 303)


def _films(unexplained: Mapping[int, str] | None = None, earlier: Refusal | None = None) -> str:
    """The list; `unexplained` says of films by id that their decision still lacks its reason.

    `earlier` asks what becomes of what was prepared before a shortlist is taken over.
    """
    edition, asked = finding.edition(), flask.request.args
    category = next((each for each in edition.categories if each.slug == asked.get("category")), None)
    staged = _word(Decision, asked.get("decision", ""))
    films = queries.eligible(
        edition.id,
        category_id=category.id if category else None,
        staged=staged,
        among=_among(),
        after=asked.get("after", 0, type=row_number),
        limit=FILMS_A_PAGE + 1,
    )
    return flask.render_template(
        "shortlists/decisions.html",
        edition=edition,
        counts=queries.decision_counts(edition.id),
        freezes=boards.newest_freezes(edition.id).values(),
        films=films[:FILMS_A_PAGE],
        more_after=films[FILMS_A_PAGE - 1].id if len(films) > FILMS_A_PAGE else None,
        filters=_filters(),
        rows=board.rows_of(boards.of_edition(edition.id), [film.id for film in films]),
        after=asked.get("after", type=row_number),
        releases=queries.releases(edition.id),
        unexplained=unexplained or {},
        earlier=earlier,
        no_staging={film.id: rules.decide(current.person(), film) for film in films[:FILMS_A_PAGE]},
    )


def _review(refusal: Refusal | None = None) -> str:
    edition = finding.edition()
    counts, unseen = queries.decision_counts(edition.id), queries.unseen(edition.id)
    return flask.render_template(
        "shortlists/look_over.html",
        edition=edition,
        counts=counts,
        unseen=unseen,
        loose_ends=loose_ends.of_edition(edition, clock.now()),
        letters=previews.letters(edition.id),
        waiting=queries.unfinished_release(edition.id),
        refusal=refusal,
        no_release=rules.ask(current.person(), counts.all_staged, counts.undecided, counts.unchecked),
    )


def _release(release_id: int, *, lock: bool = False) -> Release:
    found = queries.release(release_id, lock=lock)
    if found is None:
        raise NotFound
    return found


def _is_in() -> Places:
    return board.is_in(boards.of_edition(finding.edition().id))


def _decision() -> Decision:
    decision = _word(Decision, flask.request.form.get("decision", ""))
    if decision is None or decision not in STAGEABLE | {Decision.UNDECIDED}:
        raise NotFound
    return decision


def _stage(entry: Entry, decision: Decision, places: Places) -> None:
    release.stage_by_hand(
        entry,
        decision,
        forms.words(flask.request.form, "reason"),
        is_in=places.get(entry.id),
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


def _among() -> list[int] | None:
    """The films on the shortlists, or off them, if one of these is asked for."""
    asked = flask.request.args.get("shortlist")
    if asked not in ("in", "out"):
        return None
    return [entry_id for entry_id, is_in in _is_in().items() if is_in is (asked == "in")]


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


def init_app(app: flask.Flask) -> None:
    """Put the decisions on the desk."""
    app.register_blueprint(decisions)
