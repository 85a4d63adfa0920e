"""What the journal says of panels, rounds and jurors."""

from collections.abc import Collection, Mapping

import flask
from sqlalchemy import select

from festival import db
from festival.entries.models import Entry
from festival.jury.models import Assignment, Panel, Round
from festival.kernel.words import N_
from festival.web.journal_words import Kind, Named, rows

SENTENCES = {
    "jury.abstain": N_("{who} gave no score to {thing}: {reason}"),
    "jury.apply_plan": N_("{who} assigned the films of {thing}"),
    "jury.call_off": N_("{who} cancelled the plan that was being made for {thing}"),
    "jury.clear_plan": N_("{who} cleared the plan of {thing}"),
    "jury.close_round": N_("{who} closed the round {thing}"),
    "jury.confirm_score": N_("{who} said that the score of {thing} stands for its new version"),
    "jury.declare_conflict": N_("{who} declared a conflict of {juror} with {entry}: {reason}"),
    "jury.declare_viewing": N_("{who} watched {thing} away from the player"),
    "jury.describe": N_("{who} changed what a juror can watch"),
    "jury.edit_round": N_("{who} changed the round {thing}"),
    "jury.edit_rubric": N_("{who} changed the rubric of {thing}"),
    "jury.extend_round": N_("{who} gave the jury of {thing} more time, until {until}"),
    "jury.found_panel": N_("{who} made the panel {thing}"),
    "jury.hand_over": N_("{who} let the next proposal decide again what was set manually in {thing}"),
    "jury.join": N_("{who} put {person} on the panel {panel}"),
    "jury.leave": N_("{who} removed {person} from the panel {panel}"),
    "jury.make_round": N_("{who} made the round {thing}"),
    "jury.open_round": N_("{who} opened the round {thing}"),
    "jury.plan_wave": N_("{who} planned {views} extra reviews in {thing}"),
    "jury.propose": N_("{who} proposed a plan for {thing}"),
    "jury.read_others": N_("{who} read the others' scores of {thing}"),
    "jury.recuse": N_("{thing} was taken from its juror's queue for a conflict of interest"),
    "jury.reopen": N_("{who} opened the score of {thing} again: {reason}"),
    "jury.resume": N_("{who} took up the score of {thing} again"),
    "jury.seat": N_("{who} planned {entry} for {juror}"),
    "jury.submit": N_("{who} scored {thing}"),
    "jury.take_plan": N_("{who} loaded a plan for {thing} from a file"),
    "jury.tell_apart": N_("{who} said that “{name}” in {entry} is not {juror}: {reason}"),
    "jury.unseat": N_("{who} took {entry} from {juror}"),
    "jury.watch": N_("{who} began to watch {thing}"),
    "jury.withdraw_conflict": N_("{who} withdrew the conflict of {juror} with {entry}: {reason}"),
    "jury.withdraw_namesake": N_("{who} withdrew that “{name}” in {entry} is not {juror}: {reason}"),
}


def panels(ids: Collection[int]) -> Mapping[int, Named]:
    """Panels by name."""
    return {
        each.id: Named(each.name, flask.url_for("jury_desk.panel", panel_id=each.id))
        for each in rows(Panel, ids)
    }


def rounds(ids: Collection[int]) -> Mapping[int, Named]:
    """Rounds by name."""
    return {
        each.id: Named(each.name, flask.url_for("jury_rounds.round_", round_id=each.id))
        for each in rows(Round, ids)
    }


def assignments(ids: Collection[int]) -> Mapping[int, Named]:
    """A juror's films by their title, with the scores of the round."""
    titles = (
        select(Assignment.id, Assignment.round_id, Entry.id, Entry.title)
        .join(Assignment.entry)
        .where(Assignment.id.in_(ids))
    )
    return {
        assignment_id: Named(title, _place_among_scores(assignment_id, round_id, entry_id))
        for assignment_id, round_id, entry_id, title in db.session().execute(titles)
    }


def _place_among_scores(assignment_id: int, round_id: int, entry_id: int) -> str:
    """The page of scores on which the film is the first one."""
    anchor = f"assignment-{assignment_id}"
    return flask.url_for("jury_rounds.scores", round_id=round_id, after=entry_id - 1 or None, _anchor=anchor)


KINDS = {
    "panels": Kind(N_("panel"), panels),
    "panel_members": Kind(N_("place on a panel")),
    "rounds": Kind(N_("round"), rounds),
    "assignments": Kind(N_("film of a juror"), assignments),
    "conflicts": Kind(N_("conflict of interest")),
    "namesakes": Kind(N_("not the same person")),
}
