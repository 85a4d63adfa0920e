"""A film that a juror was given stays in its category, whoever asks."""

import flask
import pytest

from festival import db
from festival.entries import change_requests
from festival.entries.models import Proposal
from festival.entries.states import ProposalState
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from tests.jury.conftest import Jury
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("app")


def refusal(jury: Jury) -> str | None:
    """What its filmmaker hears who asks for another category."""
    category = next(each for each in jury.edition.categories if each is not jury.film.category)
    try:
        with db.transaction():
            change_requests.propose_category(jury.film, category, actor=jury.film.owner, now=DURING)
    except Refused as error:
        return error.refusal.code
    return None


def test_another_category_cannot_be_asked_for_once_a_juror_has_the_film(jury: Jury) -> None:
    assert refusal(jury) == "category_is_judged"


def test_it_can_while_the_film_is_only_planned_for_jurors(jury: Jury) -> None:
    with db.transaction():
        for assignment in (jury.assignment, jury.others_assignment):
            assignment.state, assignment.assigned_at = AssignmentState.PLANNED, None
    assert refusal(jury) is None


def test_a_category_asked_for_before_is_not_granted_after_a_juror_has_the_film(
    app: flask.Flask, jury: Jury
) -> None:
    film = jury.film
    other = next(each for each in jury.edition.categories if each is not film.category)
    proposal = Proposal(
        entry=film, field="category", before=film.category.slug, after=other.slug, proposed_at=DURING
    )
    with db.transaction() as session:
        session.add(proposal)
    with pytest.raises(Refused, match="The jury has this film"), db.transaction():
        change_requests.accept(proposal, actor=jury.organizer, now=DURING)
    db.session().expire_all()
    assert (film.category is other, proposal.state) == (False, ProposalState.OPEN)
