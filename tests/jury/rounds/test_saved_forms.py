"""What an organizer typed on a round's pages while the sign-in ran out stands there again."""

import flask
import pytest

from festival import db
from festival.jury.states import AssignmentState
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury

pytestmark = pytest.mark.usefixtures("festival_clock")
FORMS = [
    (
        "conflicts",
        "conflicts",
        {"form": "declare", "reason": "Seven of them"},
        ">\r\nSeven of them</textarea>",
    ),
    (
        "scores",
        "scores/{seat}/reopen",
        {"form": "reason-{seat}", "reason": "Seven of them"},
        'value="Seven of them"',
    ),
    ("plan", "plan/seats", {"form": "add-{film}", "film": "{film}", "juror": "{juror}"}, "selected"),
]


@pytest.mark.parametrize(("page", "act", "form", "shown"), FORMS)
def test_words_typed_while_the_sign_in_ran_out_stand_in_their_form_again(
    app: flask.Flask, jury: Jury, page: str, act: str, form: dict[str, str], shown: str
) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.assignment, 5, 1))
    numbers = {"seat": jury.assignment.id, "film": jury.film.id, "juror": jury.other.id}
    home = f"/desk/jury/rounds/{jury.round.id}/"
    typed = {name: value.format(**numbers) for name, value in form.items()}
    visitor = app.test_client()
    headers = {
        "Accept": "text/html",
        "Origin": "http://localhost",
        "Referer": f"http://localhost{home}{page}",
    }
    sent = visitor.post(home + act.format(**numbers), data=typed, headers=headers)
    assert sent.location == f"/sign-in?next={home}{page}"
    again = sign_in(visitor, jury.organizer).get(home + page).text
    assert ("We kept what you typed" in again, again.count(shown)) == (True, 1)
