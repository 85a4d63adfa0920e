"""The last hours of a jury on the desk: proposed with reasons, planned or assigned, and followed."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import clock, db
from festival.boards import ranking_cache
from festival.boards.extra_reviews import forms as extra_forms
from festival.boards.extra_reviews import operations as extra_operations
from festival.boards.extra_reviews import page as extra_page
from festival.boards.extra_reviews import rules as extra_rules
from festival.boards.extra_reviews import solve
from festival.boards.extra_reviews.page import ExtraReviewsPage
from festival.boards.extra_reviews.shares import FILMS_SHOWN, Proposal
from festival.boards.extra_reviews.solve import Asked
from festival.entries.states import EntryState
from festival.journal import JournalLine
from festival.jury import queries as jury_queries
from festival.jury.models import Assignment, Conflict
from festival.jury.rounds import notices
from festival.jury.screening import queries as queues
from festival.jury.states import PLANNED_OR_ASSIGNED, AssignmentState, RoundState
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused, refuse
from festival.messages.models import Letter
from festival.scoring.extra_reviews import unspent
from festival.scoring.extra_reviews.unspent import Unspent
from festival.scoring.values import Why
from tests.boards.conftest import browser_of
from tests.boards.extra_reviews.late_jury import LateJury, sit_down
from tests.jury import factories
from tests.jury.factories import CLOSES, DURING
from tests.statements import counted

FILM = 1200


@pytest.fixture(autouse=True)
def during(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DURING)


@pytest.fixture
def late(context: None) -> LateJury:
    return sit_down()


@pytest.fixture
def desk(app: flask.Flask, late: LateJury) -> FlaskClient:
    return browser_of(app, late.organizer)


def asking(late: LateJury, hours: int = 4, batches: int = 1, jurors: slice = slice(6)) -> Asked:
    return Asked(3600 * hours, batches, frozenset(juror.id for juror in late.jurors[jurors]))


def look(late: LateJury, asked: Asked | None) -> ExtraReviewsPage:
    db.session().expire_all()
    return extra_page.page(late.round, asked, late.organizer, DURING)


def proposed(late: LateJury, asked: Asked) -> Proposal:
    proposal = look(late, asked).proposal
    assert proposal is not None
    return proposal


def give_out(late: LateJury, asked: Asked, at: timedelta = timedelta()) -> int:
    seen = proposed(late, asked).fingerprint
    with db.transaction():
        return extra_operations.assign_batch(
            late.round, asked, seen=seen, actor=late.organizer, now=DURING + at
        )


def later_seats() -> list[Assignment]:
    db.session().expire_all()
    return list(db.session().scalars(select(Assignment).where(Assignment.why.is_not(None))))


def test_the_hours_go_to_films_near_the_line_and_to_some_decoys(late: LateJury) -> None:
    proposal = proposed(late, asking(late))
    assert (len(proposal.reviews), proposal.seconds) == (12, 12 * FILM)
    assert proposal.whys == {Why.NEAR_LINE: 10, Why.DECOY: 2}
    near = {review.film for review in proposal.reviews if review.why is Why.NEAR_LINE}
    ranks = {int(film.film): film.rank or 0 for film in ranking_cache.ranking_of(late.round).films}
    assert {ranks[int(film)] for film in near} <= set(range(1, 8))
    assert sum(juror.seconds for juror in proposal.jurors) == proposal.seconds
    assert sum(juror.films for juror in proposal.jurors) == 12
    assert {(film.scored, film.waiting) for film in proposal.films} == {(3, 0)}
    assert sum(len(asked) for film in proposal.films for asked in film.asked.values()) == 12


def test_every_category_says_what_it_gets_and_why_not(late: LateJury) -> None:
    shares = {share.category.slug: share for share in proposed(late, asking(late)).categories}
    short, feature = shares["short"], shares["feature"]
    assert (short.reviews, short.seconds, short.is_divided) == (12, 12 * FILM, False)
    assert short.line == ranking_cache.ranking_of(late.round).lines[0]
    assert (feature.board, feature.reviews, feature.line.overlap) == (None, 0, None)


def test_a_film_of_seconds_counts_as_one_minute_in_every_sum(late: LateJury, desk: FlaskClient) -> None:
    with db.transaction():
        for film in late.films:
            film.runtime = 20
    proposal = proposed(late, asking(late))
    short = next(share for share in proposal.categories if share.category.slug == "short")
    assert short.reviews == len(proposal.reviews) > 0
    assert (short.seconds, proposal.seconds) == (60 * short.reviews, 60 * short.reviews)
    assert sum(juror.seconds for juror in proposal.jurors) == 60 * short.reviews
    assert "A film counts as at least one minute." in desk.get(f"{late.next_url}?hours=4&waves=1").text


def test_a_third_is_spent_now_where_three_batches_are_wished(late: LateJury) -> None:
    asked = asking(late, hours=6, batches=3)
    assert (proposed(late, asked).seconds, asked.seconds_after) == (7200, 14_400)


def test_only_those_who_are_asked_get_films(late: LateJury) -> None:
    proposal = proposed(late, asking(late, jurors=slice(2)))
    asked = {late.jurors[0].id, late.jurors[1].id}
    assert {review.juror for review in proposal.reviews} == asked
    assert {share.member.person_id for share in proposal.jurors if share.is_asked} == asked


def test_minutes_conflicts_languages_and_content_notes_are_kept(late: LateJury) -> None:
    with db.transaction() as session:
        late.member(0).minutes = 6 * 20
        late.member(1).languages = ["fr"]
        late.member(2).avoids = ["war"]
        for film in late.films:
            film.content_notes = ["war"]
        session.add_all(
            Conflict(
                juror_id=late.jurors[3].id,
                entry_id=film.id,
                reason="Married",
                declared_by_id=late.organizer.id,
                declared_at=DURING,
            )
            for film in late.films
        )
    proposal = proposed(late, asking(late))
    assert {review.juror for review in proposal.reviews} == {late.jurors[4].id, late.jurors[5].id}
    left = {share.member.person_id: share.left for share in proposal.jurors}
    assert (left[late.jurors[0].id], left[late.jurors[5].id]) == (0, None)


def test_a_film_that_left_or_cannot_be_watched_is_never_asked_for(late: LateJury) -> None:
    near = {int(review.film) for review in proposed(late, asking(late)).reviews}
    gone, unplayable = sorted(near)[:2]
    with db.transaction():
        for film in late.films:
            if film.id == gone:
                film.state = EntryState.WITHDRAWN
            if film.id == unplayable:
                film.film_link = ""
    again = {int(review.film) for review in proposed(late, asking(late)).reviews}
    assert again.isdisjoint({gone, unplayable})
    assert again != set()


def test_what_is_assigned_and_not_scored_counts_as_a_view_to_come(late: LateJury) -> None:
    first, page_before = proposed(late, asking(late)), look(late, None)
    give_out(late, asking(late))
    second = proposed(late, asking(late))
    pairs = [{(review.film, review.juror) for review in each.reviews} for each in (first, second)]
    assert pairs[0].isdisjoint(pairs[1])
    assert {film.scored for film in second.films} == {3}
    assert max(film.waiting for film in second.films) > 0
    assert (look(late, None).next_batch, page_before.next_batch) == (2, 1)


def test_groups_that_share_no_film_are_named_and_tied_together(late: LateJury) -> None:
    late.divide()
    page = look(late, asking(late))
    assert sorted(map(sorted, page.groups)) == [
        ["Amal Juror", "Bruno Juror", "Chiara Juror"],
        ["Dario Juror", "Elena Juror", "Farid Juror"],
    ]
    assert page.proposal is not None
    assert page.proposal.whys == {Why.LINK: 10, Why.DECOY: 2}


def test_a_batch_is_given_out_in_one_go_and_jurors_are_told_as_ever(late: LateJury) -> None:
    asked = asking(late, hours=6, batches=3)
    expected = {(review.film, review.juror): review.why for review in proposed(late, asked).reviews}
    assert give_out(late, asked) == len(expected) == 6
    assert {
        (assignment.entry_id, assignment.juror_id): assignment.why for assignment in later_seats()
    } == expected
    assert {assignment.state for assignment in later_seats()} == {AssignmentState.ASSIGNED}
    verbs = [line.verb for line in db.session().scalars(select(JournalLine).order_by(JournalLine.id))]
    assert verbs[-2:] == ["jury.plan_wave", "jury.apply_plan"]
    jurors = {juror for _, juror in expected}
    assert {assignment.juror_id for juror in jurors for assignment in queues.queue_of(int(juror))} == jurors
    with db.transaction():
        assert notices.announce(now=DURING) == len(jurors)


def test_what_a_colleague_still_plans_is_not_given_out_with_a_batch(late: LateJury) -> None:
    asked = asking(late, hours=6, batches=3)
    batch = {(review.film, review.juror) for review in proposed(late, asked).reviews}
    free = next(
        (film, juror)
        for film in late.films
        for juror in late.jurors
        if (film.id, juror.id) not in batch
        and not jury_queries.assignments_of_juror_on(film.id, juror.id, PLANNED_OR_ASSIGNED)
    )
    with db.transaction() as session:
        session.add(factories.assign(late.round, *free, state=AssignmentState.PLANNED))
    assert give_out(late, asked) == len(batch)
    planned = select(Assignment).where(Assignment.state == AssignmentState.PLANNED)
    assert [(assignment.entry_id, assignment.juror_id) for assignment in db.session().scalars(planned)] == [
        (free[0].id, free[1].id)
    ]


def test_a_batch_that_asks_nobody_is_refused_and_clears_nothing(late: LateJury) -> None:
    seen = proposed(late, asking(late)).fingerprint
    with db.transaction():
        extra_operations.plan_batch(late.round, asking(late), seen=seen, actor=late.organizer, now=DURING)
    before = len(later_seats())
    nothing = Asked(1, 1, asking(late).jurors)
    with pytest.raises(Refused, match="asks nobody for a review"), db.transaction():
        extra_operations.plan_batch(
            late.round, nothing, seen=solve.fingerprint([]), actor=late.organizer, now=DURING
        )
    assert len(later_seats()) == before > 0


def test_no_page_and_no_letter_tells_a_juror_what_a_view_is_for(late: LateJury, app: flask.Flask) -> None:
    give_out(late, asking(late))
    with db.transaction():
        notices.announce(now=DURING)
    assignment = later_seats()[0]
    juror = next(each for each in late.jurors if each.id == assignment.juror_id)
    own = browser_of(app, juror)
    texts = [own.get("/screening").text, own.get(f"/screening/{assignment.id}").text]
    texts += [letter.body for letter in db.session().scalars(select(Letter))]
    told = re.compile("near.line|decoy|bridge|few.views|wave", re.IGNORECASE)
    assert [found for text in texts for found in told.findall(text)] == []


def test_the_progress_of_a_batch_says_when_the_next_is_worth_asking_for(
    late: LateJury, desk: FlaskClient
) -> None:
    give_out(late, asking(late))
    assert "Batch 1: 0 of 12 reviews scored" in desk.get(late.next_url).text
    with db.transaction() as session:
        for assignment in later_seats():
            assignment.state = AssignmentState.SCORED
            session.add(factories.review(assignment, 4, 4))
    page = desk.get(late.next_url).text
    assert "Batch 1: 12 of 12 reviews scored" in page
    assert "now you can ask for the next batch" in page


def test_a_batch_is_refused_when_the_proposal_is_another_by_now(late: LateJury) -> None:
    asked = asking(late)
    seen = proposed(late, asked).fingerprint
    with db.transaction() as session:
        for assignment in session.scalars(
            select(Assignment).where(Assignment.entry_id == late.films[4].id)
        ).all():
            assert assignment.review is not None
            assignment.review.scores = dict.fromkeys(assignment.review.scores, 1)
    with pytest.raises(Refused, match="Something has changed"), db.transaction():
        extra_operations.assign_batch(late.round, asked, seen=seen, actor=late.organizer, now=DURING)
    assert later_seats() == []


def test_who_may_spend_hours_and_when(late: LateJury) -> None:
    def code(actor: object, scores: int, at: timedelta = timedelta()) -> str | None:
        refusal = extra_rules.plan_batch(actor, late.round, scores, DURING + at)  # type: ignore[arg-type]
        return refusal.code if refusal else None

    assert code(late.organizer, 1) is None
    assert code(late.jurors[0], 1) == "organizers_only"
    assert code(late.organizer, 0) == "no_scores_yet"
    assert code(late.organizer, 1, CLOSES - DURING) == "end_passed"
    late.round.state = RoundState.CLOSED
    assert code(late.organizer, 1) == "round_over"


def test_what_a_batch_left_stands_in_the_form_until_the_last_one(late: LateJury) -> None:
    def left() -> tuple[str, int]:
        page = look(late, None)
        return page.after_last, page.batches_left

    assert left() == ("", 3)
    asked = asking(late, hours=6, batches=3)
    with db.transaction():
        seen = proposed(late, asked).fingerprint
        extra_operations.plan_batch(late.round, asked, seen=seen, actor=late.organizer, now=DURING)
    assert left() == ("", 3)
    give_out(late, asked)
    assert left() == ("4", 2)
    give_out(late, asking(late, hours=4, batches=2), at=timedelta(days=2))
    assert left() == ("2", 1)
    give_out(late, asking(late, hours=2, batches=1), at=timedelta(days=4))
    assert left() == ("", 3)


@pytest.mark.parametrize(
    ("typed", "seconds"), [("40", 144_000), (" 7.5 ", 27_000), ("7,5", 27_000), ("٧٫٥", 27_000)]
)
def test_hours_are_read_as_people_write_them(typed: str, seconds: int) -> None:
    assert extra_forms.seconds(typed) == seconds


@pytest.mark.parametrize("typed", ["", "many", "1_0"])
def test_what_is_no_number_of_hours_is_said_so(typed: str) -> None:
    with pytest.raises(Invalid, match="is not a number of hours"):
        extra_forms.seconds(typed)


@pytest.mark.parametrize("typed", ["0", "-3", "nan", "inf", "1e9", "1e-9"])
def test_hours_that_no_jury_has_are_refused_with_the_bounds(typed: str) -> None:
    with pytest.raises(Invalid, match="Hours are more than 0, and 100000 at most"):
        extra_forms.seconds(typed)


def test_the_hours_begin_with_what_the_jurors_minutes_leave(late: LateJury, desk: FlaskClient) -> None:
    def shown() -> list[str]:
        return re.findall(r'<input [^>]*name="hours"[^>]*value="([^"]*)"', desk.get(late.next_url).text)

    assert shown() == [""]
    with db.transaction():
        for place in range(6):
            late.member(place).minutes = 180
    assert shown() == ["6"]


def test_hours_that_nobody_can_give_are_named(late: LateJury, desk: FlaskClient) -> None:
    with db.transaction():
        for place in range(6):
            late.member(place).minutes = 180
    page = desk.get(f"{late.next_url}?hours=9&waves=1").text
    assert "About 3 hours stay unused. Why films are not asked for:" in page
    told = re.findall(r"<li>([^<]*): (\d+) films?</li>", page)
    assert told == [(unspent.WORDS[Unspent.NOBODY], "3"), (unspent.WORDS[Unspent.JURORS_TIME], "9")]
    assert "1 h now, nothing afterwards" in page


def test_less_than_an_hour_that_stays_unspent_is_not_worth_a_word(late: LateJury) -> None:
    proposal = proposed(late, asking(late, hours=9, batches=2))
    rest = [
        replace(proposal, seconds=proposal.asked.seconds_now - left).seconds_unspent for left in (3599, 3600)
    ]
    assert rest == [0, 3600]


def test_every_reason_why_time_stays_unspent_has_words(late: LateJury) -> None:
    proposal = replace(proposed(late, asking(late)), kept_from=dict.fromkeys(Unspent, 2))
    assert proposal.why_unspent == [(unspent.WORDS[reason], 2) for reason in Unspent]


def test_films_that_lack_views_all_the_same_are_listed_with_the_reasons(
    late: LateJury, desk: FlaskClient
) -> None:
    foreign, unplayable = (
        factories.film(late.edition, title=title, runtime=1200) for title in ("Foreign", "Unplayable")
    )
    with db.transaction() as session:
        session.add_all([foreign, unplayable])
        foreign.languages, foreign.subtitles, unplayable.film_link = ["fi"], [], ""
        for place in range(6):
            late.member(place).languages = ["fi", "en"] if place < 2 else ["en"]
        late.member(0).minutes = 1
    assert [(each.entry.title, each.missing, each.why) for each in proposed(late, asking(late)).lacking] == [
        ("Unplayable", 2, {"unplayable": 6}),
        ("Foreign", 1, {"language": 4, "time": 1}),
    ]
    page = re.sub(r"\s+", " ", desk.get(f"{late.next_url}?hours=4&waves=1").text)
    assert "Still missing, so that each film has two reviews" in page
    assert (
        "Foreign</bdi></a>: 1 review (language not known: 4 jurors; no minutes left, or not asked: 1 juror)"
        in page
    )


def test_what_could_still_be_taken_is_said_where_only_hours_lack(late: LateJury) -> None:
    with db.transaction() as session:
        session.add(factories.film(late.edition, title="New", runtime=1200))
    little = Asked(1199, 1, asking(late).jurors)
    assert [(each.entry.title, each.why) for each in proposed(late, little).lacking] == [("New", {"free": 6})]


def test_where_the_hours_in_the_form_come_from_is_said(late: LateJury) -> None:
    page = look(late, None)
    jurors, batch = replace(page, hours_left="6", after_last="4"), replace(page, after_last="4")
    assert [each.hours_beforehand for each in (jurors, batch, page)] == ["6", "4", ""]
    assert [each.hours_help for each in (jurors, batch, page)] == [
        ("Your jurors still have {hours} hours of the minutes they gave.", {"hours": "6"}),
        ("The last batch left about {hours} hours.", {"hours": "4"}),
        ("If jurors say how many minutes they can give, what is left is shown here by itself.", {}),
    ]


def test_a_planned_batch_is_told_of_only_where_another_could_take_its_place(late: LateJury) -> None:
    page = replace(look(late, None), planned=3)
    assert [each.planned_batch for each in (page, replace(page, refusal=refuse("round_over", "Over.")))] == [
        3,
        0,
    ]
    too_early = [
        replace(page, refusal=refuse(code, "No.")).is_too_early for code in ("no_scores_yet", "round_over")
    ]
    assert (page.is_too_early, too_early) == (False, [True, False])


def test_a_category_says_what_its_figures_do_not(late: LateJury) -> None:
    short = next(each for each in proposed(late, asking(late)).categories if each.board)
    shares = [
        replace(short, board=None),
        replace(short, is_divided=True),
        replace(short, line=replace(short.line, close=0)),
        replace(short, reviews=0),
        short,
    ]
    assert [each.remark.split()[0] for each in shares[:4]] == ["It", "Jurors", "Its", "No"]
    assert shares[4].remark == ""


def test_what_a_juror_has_left_afterwards_is_never_less_than_nothing(late: LateJury) -> None:
    juror = replace(proposed(late, asking(late)).jurors[0], seconds=600)
    assert [replace(juror, left=left).afterwards for left in (None, 0, 599, 600, 900)] == [0, 0, 0, 0, 300]


def test_as_many_films_are_shown_as_a_page_holds(late: LateJury) -> None:
    proposal = proposed(late, asking(late))
    many = replace(proposal, films=[proposal.films[0]] * (FILMS_SHOWN + 2))
    assert (len(many.films_shown), many.films_more, proposal.films_more) == (FILMS_SHOWN, 2, 0)


def test_the_page_keeps_what_was_typed_where_it_cannot_be_read(late: LateJury, desk: FlaskClient) -> None:
    answer = desk.get(f"{late.next_url}?hours=forty&waves=2&juror={late.jurors[1].id}")
    assert answer.status_code == 422
    assert "“forty” is not a number of hours. Write digits, like 40 or 7.5." in answer.text
    assert 'value="forty"' in answer.text
    ticked = re.findall(r'<input checked [^>]*name="(\w+)"[^>]*value="(\d+)"', answer.text)
    assert ticked == [("waves", "2"), ("juror", str(late.jurors[1].id))]


def test_the_desk_plans_a_batch_and_gives_out_another(late: LateJury, desk: FlaskClient) -> None:
    form = {"hours": "4", "waves": "1", "juror": [str(juror.id) for juror in late.jurors]}
    seen = seen_on(desk.get(late.next_url, query_string=form).text)
    planned = desk.post(f"{late.next_url}/plan", data={**form, "seen": seen})
    assert (planned.status_code, planned.location) == (303, f"/desk/jury/rounds/{late.round.id}/plan")
    assert Counter(assignment.state for assignment in later_seats()) == {AssignmentState.PLANNED: 12}
    page = desk.get(late.next_url, query_string=form).text
    assert "12 extra reviews are planned and not assigned." in page
    assert seen_on(page) == seen
    given_out = desk.post(f"{late.next_url}/give-out", data={**form, "seen": seen})
    assert (given_out.status_code, given_out.location) == (303, late.next_url)
    assert Counter(assignment.state for assignment in later_seats()) == {AssignmentState.ASSIGNED: 12}
    again = desk.post(f"{late.next_url}/give-out", data={**form, "seen": seen})
    assert (again.status_code, "Something has changed" in again.text) == (409, True)
    assert len(later_seats()) == 12


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_the_page_asks_the_database_no_more_for_thirty_films(late: LateJury, desk: FlaskClient) -> None:
    address = f"{late.next_url}?hours=12&waves=1"
    assert desk.get(address).status_code == 200
    with counted() as few:
        desk.get(address)
    with db.transaction() as session:
        for number in range(30):
            film = factories.film(late.edition, runtime=300)
            assignment = factories.assign(
                late.round, film, late.jurors[number % 6], state=AssignmentState.SCORED
            )
            session.add_all([assignment, factories.review(assignment, 3, number % 5 + 1)])
    with counted() as many:
        desk.get(address)
    assert len(many) == len(few), "\n".join(many)


def test_a_closed_round_and_one_without_scores_say_why_not(context: None, app: flask.Flask) -> None:
    late = sit_down(is_scored=False)
    desk = browser_of(app, late.organizer)
    assert "No juror has submitted a score in this round yet" in desk.get(f"{late.next_url}?hours=4").text
    with db.transaction():
        late.round.state = RoundState.CLOSED
    assert "This round is closed" in desk.get(f"{late.next_url}?hours=4").text
    refused = desk.post(f"{late.next_url}/give-out", data={"hours": "4", "waves": "1"})
    assert (refused.status_code, "This round is closed" in refused.text) == (409, True)


def test_the_plan_shows_the_way_to_the_extra_reviews(late: LateJury, desk: FlaskClient) -> None:
    assert f'href="{late.next_url}"' in desk.get(f"/desk/jury/rounds/{late.round.id}/plan").text


@pytest.mark.parametrize(("path", "method"), [("", "GET"), ("/plan", "POST"), ("/give-out", "POST")])
def test_nobody_but_organizers_sees_or_spends_the_hours(
    late: LateJury, app: flask.Flask, path: str, method: str
) -> None:
    form = {"hours": "4", "waves": "1", "seen": proposed(late, asking(late)).fingerprint}
    for person in (late.jurors[0], late.films[0].owner):
        answer = browser_of(app, person).open(late.next_url + path, method=method, data=form)
        assert (answer.status_code, "Kite" in answer.text) == (404, False)
    assert later_seats() == []


def test_a_board_that_is_not_there_has_no_extra_reviews(late: LateJury, desk: FlaskClient) -> None:
    assert desk.get("/desk/shortlists/999/next?hours=4").status_code == 404


def test_a_proposal_after_a_batch_has_its_own_number_and_tells_scores_from_views_to_come(
    desk: FlaskClient, late: LateJury
) -> None:
    hours = f"{late.next_url}?hours=4&waves=2"
    titles = [re.findall(r"The proposal:[^<\n]*", desk.get(hours).text)]
    give_out(late, asking(late))
    page = desk.get(hours).text
    titles.append(re.findall(r"The proposal:[^<\n]*", page))
    assert titles == [
        ["The proposal: the first of 2 batches"],
        ["The proposal: batch 2, the next of 2 still to come"],
    ]
    figures = re.findall(
        r'data-label="Scored">(\d+)</td>\s*<td class="number" data-label="Waiting">(\d+)<', page
    )
    assert figures and {scored for scored, _ in figures} == {"3"}
    assert {waiting for _, waiting in figures} > {"0"}


def test_where_time_lacks_the_proposal_does_not_say_that_no_view_helps(
    desk: FlaskClient, late: LateJury
) -> None:
    with db.transaction():
        for member in late.panel.members:
            member.minutes = 20
    page = desk.get(f"{late.next_url}?hours=4&waves=1").text
    assert "No extra review can be asked for now" in page
    assert "would help now" not in page


def test_the_desk_counts_what_is_left_in_views_not_in_films(desk: FlaskClient, late: LateJury) -> None:
    give_out(late, asking(late))
    assert re.findall(r"left \((\d+ \w+)\)", desk.get("/desk").text) == ["12 reviews"]
