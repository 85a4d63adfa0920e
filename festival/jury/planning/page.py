"""The page of a plan: as it stands, with one film open to be changed, and with what was tried in vain."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import flask
from werkzeug.wrappers import Response

from festival.accounts import current
from festival.entries.models import Entry
from festival.jury import film_pages
from festival.jury.models import Assignment, Round
from festival.jury.planning import background_queries, batches, choices, plan_csv, queries, rules, solve
from festival.jury.planning import facts as plan_facts
from festival.jury.planning.facts import Facts
from festival.jury.planning.forms import JurorForm
from festival.jury.rounds import get_or_404 as round_or_404
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from festival.scoring import rubrics
from festival.scoring.assignment import explain
from festival.web import wording
from festival.web.forms import many, saved_forms
from festival.web.forms.many import Many
from festival.web.row_numbers import row_number

Answer = flask.typing.ResponseReturnValue


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was tried and could not be: where on the page, and each reason; `title` names what was sent."""

    place: str
    reasons: Sequence[str]
    title: str = ""
    film_id: int | None = None
    form: JurorForm | None = None

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each reason with the place that it leads to."""
        return [(self.place, reason) for reason in self.reasons]


def page(round_: Round, wrong: Rejected | None = None) -> str:
    """The plan; `wrong` is what was tried on it in vain."""
    facts = queries.facts(round_)
    loads, reasons = plan_facts.loads(facts), plan_facts.Reasons(facts)
    fairness, jurors = solve.fairness(facts), _jurors(wrong)
    opened = _opened(facts, wrong, jurors.sent)
    return flask.render_template(
        "jury/planning/plan.html",
        round=round_,
        facts=facts,
        page=film_pages.page_of(facts.films, _after()),
        assignments=_by_film(facts),
        loads=loads,
        shares=fairness.shares,
        percent=explain.percent,
        opened=opened,
        jurors=jurors,
        choices=choices.choices(facts, opened, loads, reasons) if opened else (),
        shortfalls=plan_facts.shortfalls(facts),
        why=reasons.of,
        reasons=plan_facts.REASONS,
        words=plan_csv.WORDS,
        found=plan_facts.found_conflicts(facts),
        whys=batches.WHYS,
        proposal=background_queries.of_round(round_.id),
        comparison=solve.comparison(facts),
        uneven=fairness.uneven,
        later=len(batches.planned(facts.assignments)),
        scale=rubrics.scale(round_.criteria),
        planned=sum(each.state is AssignmentState.PLANNED for each in facts.assignments),
        manual=sum(each.is_manual for each in facts.assignments),
        taken=len(facts.taken_manually),
        refusal=rules.plan(current.person(), round_),
        wrong=wrong,
    )


def rejected(
    round_id: int, place: str, refused: Refused, film_id: int | None = None, form: JurorForm | None = None
) -> Answer:
    """The plan with why something on it could not be done; `form` says which juror was chosen for it."""
    reason = wording.explain(refused.visible())
    if form is not None:
        form.juror.errors = [reason]
    wrong = Rejected(place, [reason], film_id=film_id, form=form)
    return page(round_or_404.round_(round_id), wrong), 409


def back(round_id: int, film_id: int | None = None) -> Response:
    """To the plan; after an edit manually, to its film on the page where it stands."""
    url = flask.url_for(
        "jury_plan.show",
        round_id=round_id,
        after=_after() or None,
        _anchor=f"film-{film_id}" if film_id else None,
    )
    return flask.redirect(url, 303)


def _jurors(wrong: Rejected | None) -> Many[JurorForm]:
    """The forms that choose a juror; one that was sent in vain still says whom."""
    if wrong:
        return Many(JurorForm, wrong.place, wrong.form)
    return many.of_saved(JurorForm, saved_forms.typed(flask.request.path))


def _opened(facts: Facts, wrong: Rejected | None, sent: JurorForm | None) -> Entry | None:
    """The one film that is open: who can be chosen is not said again for every film of the page."""
    asked = wrong.film_id if wrong else flask.request.args.get("film", type=row_number)
    if asked is None and sent:
        asked = sent.film.data
    return next((film for film in facts.films if film.id == asked), None)


def _by_film(facts: Facts) -> dict[int, list[Assignment]]:
    assignments: dict[int, list[Assignment]] = defaultdict(list)
    for each in facts.assignments:
        assignments[each.entry_id].append(each)
    return assignments


def _after() -> int:
    """The film behind which the page begins."""
    return flask.request.args.get("after", 0, type=row_number)
