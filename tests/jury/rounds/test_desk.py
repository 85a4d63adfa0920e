"""The organizers' side of the jury: panels, rounds, rubrics, plans, progress and scores."""

import html
import io
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.jury import film_pages
from festival.jury.models import Assignment, Conflict, Panel, Round
from festival.jury.screening import queries as screening_queries
from festival.jury.states import AssignmentState, OthersScores, RoundState
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury

ROUND = {
    "name": "First look",
    "opens": "2020-07-02",
    "closes": "2020-07-20",
    "reviews_per_film": "2",
    "others_scores": "after_own",
    "reminder_days": "3",
}


pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.organizer)


def the_draft() -> Round:
    db.session().rollback()
    return db.session().scalars(select(Round).where(Round.name == "First look")).one()


def make_round(desk: FlaskClient, jury: Jury) -> Round:
    categories = [str(each.id) for each in jury.edition.categories]
    form = ROUND | {"categories": categories, "is_blind": "y"}
    answer = desk.post(f"/desk/jury/panels/{jury.panel.id}/rounds", data=form)
    assert answer.status_code == 303
    return the_draft()


def test_the_desk_is_no_place_for_jurors(client: FlaskClient, jury: Jury) -> None:
    juror = sign_in(client, jury.juror)
    for place in (
        "",
        f"/panels/{jury.panel.id}",
        f"/rounds/{jury.round.id}",
        f"/rounds/{jury.round.id}/plan.csv",
    ):
        assert juror.get(f"/desk/jury{place}").status_code == 404
    assert juror.post(f"/desk/jury/rounds/{jury.round.id}/close").status_code == 404


def test_a_panel_is_founded_and_joined_by_jurors_alone(desk: FlaskClient, jury: Jury) -> None:
    desk.post("/desk/jury/panels", data={"name": "Documentaries"})
    panel = db.session().scalars(select(Panel).where(Panel.name == "Documentaries")).one()
    address = f"/desk/jury/panels/{panel.id}/members"
    assert desk.post(address, data={"person": jury.juror.id}).status_code == 303
    assert desk.post(address, data={"person": jury.organizer.id}).status_code == 403
    assert "Amal Juror" in desk.get(f"/desk/jury/panels/{panel.id}").text


def test_on_a_second_panel_a_juror_is_who_they_were_on_the_first(desk: FlaskClient, jury: Jury) -> None:
    known = jury.panel.members[0]
    with db.transaction():
        known.languages, known.minutes, known.affiliations = ["ti"], 90, ["Blue Sea Films"]
    desk.post("/desk/jury/panels", data={"name": "Documentaries"})
    panel = db.session().scalars(select(Panel).where(Panel.name == "Documentaries")).one()
    desk.post(f"/desk/jury/panels/{panel.id}/members", data={"person": known.person_id})
    (member,) = panel.members
    assert (member.person_id, member.languages, member.minutes, member.affiliations) == (
        known.person_id,
        ["ti"],
        None,
        ["Blue Sea Films"],
    )


def test_a_round_is_whole_days_of_the_festivals_zone(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    assert made.opens_at.isoformat() == "2020-07-01T22:00:00+00:00"
    assert made.closes_at.isoformat() == "2020-07-20T22:00:00+00:00"
    assert (made.is_blind, made.others_scores) == (True, OthersScores.AFTER_OWN)
    assert [criterion.name for criterion in made.criteria] == ["story", "craft"]


def test_days_in_the_wrong_order_are_refused_and_kept(desk: FlaskClient, jury: Jury) -> None:
    form = ROUND | {"closes": "2020-07-01", "categories": [str(jury.edition.categories[0].id)]}
    answer = desk.post(f"/desk/jury/panels/{jury.panel.id}/rounds", data=form)
    assert answer.status_code == 422
    assert '<a href="#closes">Last day: The last day comes before the first one.</a>' in answer.text
    assert 'value="First look"' in answer.text


WHAT_DAYS = "Choose a day of the years 1900 to 2199."


@pytest.mark.parametrize(
    ("field", "day"), [("opens", "0001-01-01"), ("closes", "9999-12-31"), ("closes", "2200-01-01")]
)
def test_a_day_that_no_calendar_of_ours_holds_is_refused_beside_its_field(
    desk: FlaskClient, jury: Jury, field: str, day: str
) -> None:
    form = ROUND | {"categories": [str(jury.edition.categories[0].id)]}
    address = f"/desk/jury/rounds/{make_round(desk, jury).id}/settings"
    for place in (f"/desk/jury/panels/{jury.panel.id}/rounds", address):
        answer = desk.post(place, data=form | {"version": "1", field: day})
        assert (answer.status_code, answer.text.count(f'<a href="#{field}">')) == (422, 1)
        assert WHAT_DAYS in answer.text and f'value="{day}"' in answer.text
    longer = desk.post(f"/desk/jury/rounds/{jury.round.id}/extend", data={"until": "9999-12-31"})
    assert (longer.status_code, WHAT_DAYS in longer.text) == (422, True)


@pytest.mark.parametrize("juror", ["\0", "\0nobody@example.org", "9" * 30, "-1", ""])
def test_a_juror_who_cannot_be_read_is_nobody_on_the_panel(desk: FlaskClient, jury: Jury, juror: str) -> None:
    plan = f"/desk/jury/rounds/{jury.round.id}/plan/seats"
    for place in (plan, f"{plan}/{jury.assignment.id}/move"):
        answer = desk.post(place, data={"film": str(jury.film.id), "juror": juror})
        assert answer.status_code == 409
        assert "Choose one of the jurors who are on this panel, from the list." in answer.text


def test_of_two_panels_of_one_name_in_one_moment_one_is_founded(
    app: flask.Flask, desk: FlaskClient, jury: Jury, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, names = threading.Barrier(2), screening_queries.panel_names

    def meet(edition_id: int) -> frozenset[str]:
        found = names(edition_id)
        with suppress(threading.BrokenBarrierError):
            both.wait(2)
        return found

    def found_panel(client: FlaskClient) -> tuple[int, bool]:
        with app.app_context():
            answer = client.post("/desk/jury/panels", data={"name": "Shorts"})
            return answer.status_code, "There is a “Shorts” already." in answer.text

    monkeypatch.setattr(screening_queries, "panel_names", meet)
    browsers = [sign_in(app.test_client(), jury.organizer) for _ in range(2)]
    db.session().close()
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(found_panel, browsers))
    assert answers == [(303, False), (409, True)]


def test_a_name_that_is_taken_is_said_beside_it_and_everything_typed_stays(
    desk: FlaskClient, jury: Jury
) -> None:
    made = make_round(desk, jury)
    categories = [str(jury.edition.categories[1].id)]
    again = ROUND | {"reviews_per_film": "7", "categories": categories}
    panel = desk.post("/desk/jury/panels", data={"name": jury.panel.name})
    new = desk.post(f"/desk/jury/panels/{jury.panel.id}/rounds", data=again)
    renamed = again | {"name": jury.round.name}
    changed = desk.post(f"/desk/jury/rounds/{made.id}/settings", data=renamed)
    for page, name in ((panel, jury.panel.name), (new, "First look"), (changed, jury.round.name)):
        assert page.status_code == 409
        assert f"There is a “{name}” already. Choose another name." in page.text
        assert f'value="{name}"' in page.text
    assert 'value="7"' in new.text and 'value="7"' in changed.text
    assert the_draft().reviews_per_film == 2


def test_a_rubric_is_edited_in_draft_only(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    form = {
        "name-0": "Heart",
        "weight-0": "2",
        "question-0": "Does it move?",
        "meanings-0": "no\nyes\nvery",
        "name-1": "",
    }
    form["version"] = str(made.version)
    assert desk.post(f"/desk/jury/rounds/{made.id}/rubric", data=form).status_code == 303
    heart = the_draft().criteria[0]
    assert (heart.name, heart.weight, heart.meanings) == ("Heart", 2, ["no", "yes", "very"])
    refused = desk.post(f"/desk/jury/rounds/{jury.round.id}/rubric", data=form)
    assert refused.status_code == 409 and "This round has begun" in refused.text


def test_a_criterion_with_one_step_is_refused_and_nothing_typed_is_lost(
    desk: FlaskClient, jury: Jury
) -> None:
    made = make_round(desk, jury)
    answer = desk.post(f"/desk/jury/rounds/{made.id}/rubric", data={"name-0": "Heart", "meanings-0": "yes"})
    assert answer.status_code == 409
    assert "“Heart” needs 2 to 10 steps" in answer.text and 'value="Heart"' in answer.text
    assert len(the_draft().criteria) == 2


@pytest.mark.parametrize("typed", ["2,5", "2.5", "abc", "-1", "0", "101", "²", "", "9" * 5000])
def test_a_weight_that_is_no_whole_number_is_refused_beside_its_field_and_kept(
    desk: FlaskClient, jury: Jury, typed: str
) -> None:
    made = make_round(desk, jury)
    form = {"name-0": "", "name-1": "Heart", "weight-1": typed, "meanings-1": "no\nyes"}
    answer = desk.post(f"/desk/jury/rounds/{made.id}/rubric", data=form)
    assert (answer.status_code, "“Heart” needs a whole number from 1 to 100" in answer.text) == (422, True)
    assert answer.text.count('class="field-error"') == 1
    assert f'name="weight-0" value="{typed}"' in answer.text and 'value="Heart"' in answer.text
    assert len(the_draft().criteria) == 2


def test_two_criteria_of_one_name_are_refused_beside_both_and_kept(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    form = {"version": str(made.version)}
    for place, name in enumerate(("Heart", "Craft", " heart")):
        form |= {f"name-{place}": name, f"weight-{place}": "1", f"meanings-{place}": "no\nyes"}
    answer = desk.post(f"/desk/jury/rounds/{made.id}/rubric", data=form)
    assert (answer.status_code, "There are two criteria called “" in answer.text) == (409, True)
    wrong = re.findall(
        r'<input class="input" id="name-\d" name="name-(\d)"[^>]*aria-invalid="true"', answer.text
    )
    assert (wrong, answer.text.count("Another criterion has this name, too.")) == (["0", "2"], 2)
    assert [each.name for each in the_draft().criteria] == ["story", "craft"]
    form["name-2"] = "Hearts"
    assert desk.post(f"/desk/jury/rounds/{made.id}/rubric", data=form).status_code == 303
    assert [each.name for each in the_draft().criteria] == ["Heart", "Craft", "Hearts"]


def test_a_round_opens_is_given_more_time_and_closes(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    address = f"/desk/jury/rounds/{made.id}"
    assert desk.post(f"{address}/open").status_code == 303
    assert the_draft().state is RoundState.OPEN
    earlier = desk.post(f"{address}/extend", data={"until": "2020-07-10"})
    assert (earlier.status_code, 'value="2020-07-10"' in earlier.text) == (409, True)
    assert "Choose a later end than the one the jurors know." in earlier.text
    desk.post(f"{address}/extend", data={"until": "2020-07-25"})
    assert the_draft().closes_at.isoformat() == "2020-07-25T22:00:00+00:00"
    desk.post(f"{address}/close")
    assert the_draft().state is RoundState.CLOSED


def test_a_plan_is_proposed_assigned_and_exported(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction() as session:
        jury.film.title = "=cmd()"
        session.delete(jury.assignment)
        session.delete(jury.others_assignment)
    address = f"/desk/jury/rounds/{jury.round.id}/plan"
    desk.post(f"{address}/propose")
    page = " ".join(desk.get(address).text.split())
    assert "Make 2 assignments" in page and "planned" in page
    desk.post(f"{address}/apply")
    desk.post(f"{address}/apply")
    states = db.session().scalars(select(Assignment.state)).all()
    assert states == [AssignmentState.ASSIGNED] * 2
    table = desk.get(f"{address}/plan.csv").get_data(as_text=True)
    assert f"{jury.film.id},'=cmd(),{jury.juror.email}," in table


def test_a_plan_comes_back_from_a_table_all_or_nothing(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction() as session:
        session.delete(jury.assignment)
    address = f"/desk/jury/rounds/{jury.round.id}/plan/file"

    def send(text: str) -> str:
        data = {"plan": (io.BytesIO(text.encode()), "plan.csv")}
        return desk.post(address, data=data).get_data(as_text=True)

    good = f"{jury.film.id},{jury.juror.email.upper()}"
    assert "Row 3: nobody on this panel" in send(f"film,juror\n{good}\n{jury.film.id},who@example.org\n")
    assert "Row 2: there is no film" in send("film,juror\n999,x@example.org\n")
    assert "no column “juror”" in send("film\n1\n")
    assert len(db.session().scalars(select(Assignment)).all()) == 1
    send(f"film,juror\n{good}\n")
    states = db.session().scalars(select(Assignment.state).order_by(Assignment.id)).all()
    assert sorted(states) == [AssignmentState.ASSIGNED, AssignmentState.PLANNED]


@pytest.mark.parametrize("text", ["film,juror\n", "film,juror\n,\n\n"])
def test_a_table_without_rows_leaves_the_plan_as_it_is(desk: FlaskClient, jury: Jury, text: str) -> None:
    with db.transaction():
        jury.assignment.state = AssignmentState.PLANNED
    data = {"plan": (io.BytesIO(text.encode()), "plan.csv")}
    answer = desk.post(f"/desk/jury/rounds/{jury.round.id}/plan/file", data=data)
    assert (answer.status_code, "This file has no rows." in answer.text) == (422, True)
    db.session().expire_all()
    assert jury.assignment.state is AssignmentState.PLANNED


def test_a_plan_says_what_could_not_be_assigned_any_more(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction():
        jury.assignment.state = jury.others_assignment.state = AssignmentState.PLANNED
        jury.film.directors = [jury.juror.name]
    page = desk.post(f"/desk/jury/rounds/{jury.round.id}/plan/apply", follow_redirects=True).text
    said = re.findall(r'<div class="notice warn">.*?<div>\s*(1 assignment.*?)\s*</div>', page, re.DOTALL)
    why = "“Across the River” names “Amal Juror”: the name of Amal Juror, or one like it."
    assert [html.unescape(each) for each in said] == [
        f"1 assignment left the plan, because it is not possible any more: {why}"
    ]


def test_a_load_stands_beside_the_minutes_that_were_given(desk: FlaskClient, jury: Jury) -> None:
    for member, minutes in zip(jury.panel.members, (19, 45), strict=True):
        with db.transaction():
            member.minutes = minutes
    page = desk.get(f"/desk/jury/rounds/{jury.round.id}/plan").text
    assert re.findall(r"(\d+ of \d+ minutes) given", page) == ["20 of 19 minutes", "20 of 45 minutes"]


def test_assignments_are_moved_and_taken_away_manually(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction() as session:
        session.delete(jury.others_assignment)
    address = f"/desk/jury/rounds/{jury.round.id}/plan/seats"
    desk.post(f"{address}/{jury.assignment.id}/move", data={"juror": jury.other.id})
    rows = db.session().execute(select(Assignment.juror_id, Assignment.state).order_by(Assignment.juror_id))
    assert dict(rows.all()) == {
        jury.juror.id: AssignmentState.REMOVED,
        jury.other.id: AssignmentState.ASSIGNED,
    }


def test_an_edit_manually_that_cannot_be_is_answered_on_the_plan_with_its_film_open(
    desk: FlaskClient, jury: Jury
) -> None:
    plan = f"/desk/jury/rounds/{jury.round.id}/plan"
    scored = jury.assignment
    with db.transaction():
        scored.state = AssignmentState.SCORED

    added = desk.post(f"{plan}/seats", data={"film": jury.film.id, "juror": jury.other.id})
    moved = desk.post(f"{plan}/seats/{jury.others_assignment.id}/move", data={"juror": jury.organizer.id})
    taken = desk.post(f"{plan}/seats/{scored.id}/unseat")

    assert [answer.status_code for answer in (added, moved, taken)] == [409, 409, 409]
    for answer, place, why in (
        (added, f"add-{jury.film.id}", "“Across the River” is on Bruno Juror&#39;s list already."),
        (
            moved,
            f"move-{jury.others_assignment.id}",
            "Choose one of the jurors who are on this panel",
        ),
        (taken, f"assignment-{scored.id}", "This juror has finished with the film."),
    ):
        assert f'<li><a href="#{place}">{why}' in answer.text
        assert f'id="{place}"' in answer.text
    assert re.findall(r'<option value="(\d+)" disabled selected>', added.text) == [str(jury.other.id)]


def test_an_edit_manually_comes_back_to_its_film_on_the_page_where_it_stands(
    desk: FlaskClient, jury: Jury
) -> None:
    plan = f"/desk/jury/rounds/{jury.round.id}/plan"
    before = jury.film.id - 1 or None
    answer = desk.post(f"{plan}/seats/{jury.assignment.id}/unseat", query_string={"after": before})
    turned = f"?after={before}" if before else ""
    assert answer.location == f"{plan}{turned}#film-{jury.film.id}"


def test_an_assignment_of_another_round_is_not_at_this_address(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    answer = desk.post(f"/desk/jury/rounds/{made.id}/plan/seats/{jury.assignment.id}/unseat")
    assert answer.status_code == 404


def test_a_conflict_that_cannot_be_declared_yet_keeps_its_words(desk: FlaskClient, jury: Jury) -> None:
    words = "Produced it. " * 50
    form = {"juror": jury.juror.id, "film": jury.film.id, "reason": words}
    answer = desk.post(f"/desk/jury/rounds/{jury.round.id}/conflicts", data=form)
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert f'<option selected value="{jury.juror.id}">' in answer.text
    assert db.session().scalars(select(Conflict)).all() == []


@pytest.mark.parametrize(
    ("required", "languages", "said"),
    [
        ("en", [], "films in English or with such subtitles"),
        (None, [], "films in any language"),
        ("en", ["ar"], None),
    ],
)
def test_what_a_juror_without_languages_is_assigned_stands_beside_their_name(
    desk: FlaskClient, jury: Jury, required: str | None, languages: list[str], said: str | None
) -> None:
    with db.transaction():
        jury.edition.required_language = required
        for member in jury.panel.members:
            member.languages = languages
    page = desk.get(f"/desk/jury/panels/{jury.panel.id}").text
    assert re.findall(r"If none is named, (.*?) can be assigned", page) == [said] * 2 * bool(said)


def test_progress_and_scores_show_coverage_and_conflicts(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.assignment, 5, 1))
    page = " ".join(desk.get(f"/desk/jury/rounds/{jury.round.id}/scores").text.split())
    assert "<strong>4.0</strong>" in page and "0 % seen" in page and "Not yet" in page
    form = {"juror": jury.other.id, "film": jury.film.id, "reason": "Produced it"}
    desk.post(f"/desk/jury/rounds/{jury.round.id}/conflicts", data=form)
    conflict = db.session().scalars(select(Conflict)).one()
    assert conflict.declared_by_id == jury.organizer.id
    assert "Produced it" in desk.get(f"/desk/jury/rounds/{jury.round.id}/conflicts").text
    assert "1 conflict" in desk.get(f"/desk/jury/rounds/{jury.round.id}").text
    assert "Conflict" in desk.get(f"/desk/jury/rounds/{jury.round.id}/scores").text


def test_scores_come_in_pages_of_films_and_a_film_opened_again_leads_back_to_its_own(
    desk: FlaskClient, jury: Jury, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as session, session.no_autoflush:
        second = factories.assign(jury.round, factories.film(jury.edition), jury.juror)
        second.state = AssignmentState.SCORED
        session.add(factories.review(second, 5, 1))
    monkeypatch.setattr(film_pages, "FILMS_ON_A_PAGE", 1)
    home = f"/desk/jury/rounds/{jury.round.id}/scores"
    behind_first = f"{home}?after={jury.film.id}"
    pages = {address: desk.get(address).text for address in (home, behind_first)}
    assert {address: set(re.findall(r'id="assignment-(\d+)"', page)) for address, page in pages.items()} == {
        home: {str(jury.assignment.id), str(jury.others_assignment.id)},
        behind_first: {str(second.id)},
    }
    assert f'rel="next" href="{behind_first}"' in pages[home] and "1 of 2 films" in pages[home]
    assert f'rel="prev" href="{home}"' in pages[behind_first] and 'rel="next"' not in pages[behind_first]
    opening = f"{home}/{second.id}/reopen?after={jury.film.id}"
    assert opening in pages[behind_first]
    assert 'aria-invalid="true"' in desk.post(opening, data={"reason": ""}).text
    assert desk.post(opening, data={"reason": "A slip"}).location == f"{behind_first}#assignment-{second.id}"


def test_every_page_of_the_desk_opens(desk: FlaskClient, jury: Jury) -> None:
    made = make_round(desk, jury)
    pages = ["", f"/panels/{jury.panel.id}", f"/panels/{jury.panel.id}/rounds/new"]
    for number in (jury.round.id, made.id):
        pages += [f"/rounds/{number}{page}" for page in ("", "/settings", "/rubric", "/scores", "/plan")]
    assert [page for page in pages if desk.get(f"/desk/jury{page}").status_code != 200] == []


def test_a_name_is_given_once(desk: FlaskClient, jury: Jury) -> None:
    answers = [desk.post("/desk/jury/panels", data={"name": "Doc\0umentaries "}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "There is a “Documentaries” already." in answers[1].text
    made = make_round(desk, jury)
    form = ROUND | {"categories": [str(jury.edition.categories[0].id)], "version": str(made.version)}
    assert desk.post(f"/desk/jury/panels/{jury.panel.id}/rounds", data=form).status_code == 409
    assert desk.post(f"/desk/jury/rounds/{made.id}/settings", data=form).status_code == 303


def test_organizers_say_where_a_juror_belongs_and_the_plan_names_the_films(
    desk: FlaskClient, jury: Jury
) -> None:
    with db.transaction():
        jury.film.producers = ["Ana Ruiz, Blue Sea Film GmbH"]
    plan, said = (
        f"/desk/jury/rounds/{jury.round.id}/plan",
        "names Blue Sea, where Amal Juror works or studied.",
    )
    assert said not in desk.get(plan).text
    member = jury.panel.members[0]
    address = f"/desk/jury/panels/{jury.panel.id}/members/{member.id}"
    wrong = desk.post(address, data={"affiliations": "x" * 201})
    assert wrong.status_code == 422 and "x" * 201 in wrong.text
    typed = {"affiliations": "Blue Sea", "version": str(member.version)}
    assert desk.post(address, data=typed).status_code == 303
    assert said in desk.get(plan).text


def test_no_two_fields_of_a_panel_share_an_id(desk: FlaskClient, jury: Jury) -> None:
    ids = re.findall(r' id="([^"]+)"', desk.get(f"/desk/jury/panels/{jury.panel.id}").text)
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert len([each for each in ids if each.startswith("affiliations-of-")]) == 4
