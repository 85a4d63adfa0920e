"""Who on the jury may watch, score, step aside, and see what the others think; and when."""

from datetime import datetime

from festival.entries.states import EntryState
from festival.jury import film_versions
from festival.jury.models import Assignment, Note, Round
from festival.jury.states import IN_QUEUE, OUTSTANDING, AssignmentState, OthersScores, RoundState
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor, Role
from festival.kernel.windows import Phase
from festival.kernel.words import Moment
from festival.scoring import rubrics


def view(actor: Actor, assignment: Assignment) -> Refusal | None:
    """Open a film's page: one's own, once it was assigned. Of others' films a juror does not even learn."""
    is_own = assignment.juror_id == actor.id and Role.JUROR in actor.roles
    return None if is_own and assignment.state in IN_QUEUE else hide()


def watch(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Play the film."""
    return (
        view(actor, assignment)
        or needs_no_conflict(assignment)
        or needs_film_in_competition(assignment)
        or needs_open_round(assignment.round, now)
    )


def note(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Write a note at a second of the film."""
    return watch(actor, assignment, now)


def change_note(actor: Actor, note: Note, now: datetime) -> Refusal | None:
    """Change or delete one of one's own notes."""
    return watch(actor, note.assignment, now)


def save_draft(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Keep what was written so far. A submitted score is withdrawn first, so that it never changes unseen."""
    return watch(actor, assignment, now) or needs_unfinished_assignment(assignment)


def submit(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Give the score."""
    return save_draft(actor, assignment, now)


def resume(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Take a submitted score or an abstention up again, before one has read what the others gave."""
    return (
        watch(actor, assignment, now)
        or needs_finished_assignment(assignment)
        or needs_membership(assignment)
        or needs_others_unread(assignment)
    )


def confirm_score(actor: Actor, assignment: Assignment, version: str | None, now: datetime) -> Refusal | None:
    """Say that a score stands for `version`, the file that the film has now."""
    return watch(actor, assignment, now) or needs_score_of_earlier_film(assignment, version)


def abstain(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Give no score."""
    return save_draft(actor, assignment, now)


def declare_conflict(actor: Actor, assignment: Assignment) -> Refusal | None:
    """Step aside from a film. Also after the round: some conflicts are found in the end credits."""
    return view(actor, assignment) or needs_no_conflict(assignment)


def declare_viewing(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Say that the film was watched away from the player."""
    return watch(actor, assignment, now)


def see_others(actor: Actor, assignment: Assignment) -> Refusal | None:
    """Read the others' scores of a film in one's queue: as the round says, and never for a conflict."""
    if refusal := view(actor, assignment) or needs_no_conflict(assignment):
        return refusal
    if assignment.round.others_scores is OthersScores.NEVER:
        return refuse("scores_apart", "In this round every juror scores alone.")
    if others_wait_for_own(assignment) and assignment.state is not AssignmentState.SCORED:
        return refuse("own_score_first", "You will see the others' scores once you have submitted yours.")
    return None


def others_wait_for_own(assignment: Assignment) -> bool:
    """Whether one's own score comes before the others', and stands once they are read.

    So it is where the round says it, and in any round for anyone who is asked late: their review was asked
    for because of the others' scores.
    """
    shown = assignment.round.others_scores
    return shown is OthersScores.AFTER_OWN or (shown is OthersScores.ALWAYS and assignment.why is not None)


def read_others(actor: Actor, assignment: Assignment) -> Refusal | None:
    """Open the others' scores, knowing that one's own stands from then on."""
    return see_others(actor, assignment)


def needs_open_round(round_: Round, now: datetime) -> Refusal | None:
    """Whether jurors may work in a round at `now`."""
    edition = round_.panel.edition
    phase = round_.window.phase(now)
    if round_.state is RoundState.DRAFT or phase is Phase.BEFORE:
        return refuse(
            "round_not_open",
            "“{round}” opens on {opening}.",
            round=round_.name,
            opening=Moment(round_.opens_at, edition.time_zone, edition.place),
        )
    if round_.state is RoundState.CLOSED or phase is Phase.CLOSED:
        return refuse(
            "round_closed",
            "“{round}” closed on {deadline}. What was saved by then is kept. "
            "If you need more time, write to {contact}.",
            round=round_.name,
            deadline=Moment(round_.closes_at, edition.time_zone, edition.place, is_deadline=True),
            contact=edition.contact,
        )
    return None


def needs_film_in_competition(assignment: Assignment) -> Refusal | None:
    """A film that was withdrawn or ruled out since is nobody's work any more."""
    if assignment.entry.state is EntryState.ELIGIBLE:
        return None
    return refuse(
        "film_left",
        "This film is no longer in the competition. There is nothing left to do for it; your notes are kept.",
    )


def needs_no_conflict(assignment: Assignment) -> Refusal | None:
    """Anyone who stepped aside from a film does not come back to it."""
    if assignment.state is not AssignmentState.RECUSED:
        return None
    return refuse(
        "conflict_declared",
        "You declared a conflict of interest with this film, so you do not judge it. "
        "If that was a mistake, tell the organizers: they can withdraw it.",
    )


def needs_unfinished_assignment(assignment: Assignment) -> Refusal | None:
    """Only work that is not finished is written on."""
    if assignment.state in OUTSTANDING:
        return None
    return refuse(
        "already_settled",
        "You have finished with this film. Choose “Change my score” to work on it again.",
    )


def needs_finished_assignment(assignment: Assignment) -> Refusal | None:
    """Only what was finished is taken up again."""
    if assignment.state in (AssignmentState.SCORED, AssignmentState.ABSTAINED):
        return None
    return refuse("not_settled", "You have not finished with this film yet: continue where you stopped.")


def needs_score_of_earlier_film(assignment: Assignment, version: str | None) -> Refusal | None:
    """Only a score that was given for a version before this one is asked about."""
    given_for = assignment.review.film_sha256 if assignment.review else None
    if assignment.state is AssignmentState.SCORED and film_versions.is_earlier(given_for, version):
        return None
    return refuse("score_is_present", "You gave no score here for an earlier version of the film.")


def needs_membership(assignment: Assignment) -> Refusal | None:
    """Anyone who left the panel keeps what they gave.

    Taken up again, it would wait for somebody who is gone.
    """
    if is_on_panel(assignment):
        return None
    return refuse("left_panel", "You are not on this panel any more, so your scores stay as they are.")


def is_on_panel(assignment: Assignment) -> bool:
    """Whether the juror of a film sits on the panel of its round."""
    return any(member.person_id == assignment.juror_id for member in assignment.round.panel.members)


def needs_others_unread(assignment: Assignment) -> Refusal | None:
    """Where one's own score comes first, what the others gave must not change it."""
    if not others_wait_for_own(assignment) or assignment.others_read_at is None:
        return None
    return refuse(
        "others_read",
        "You have read the others' scores of this film, so you cannot change yours. If it is "
        "wrong, write to {contact}: the organizers can open it again.",
        contact=assignment.round.panel.edition.contact,
    )


def needs_every_answer(round_: Round, scores: dict[str, int]) -> Refusal | None:
    """A score counts when no criterion is left out."""
    missing = rubrics.missing(round_.criteria, scores)
    if not missing:
        return None
    return refuse(
        "score_incomplete",
        "Still to choose: {criteria}. Your draft is saved.",
        criteria=", ".join(criterion.name for criterion in missing),
    )


def needs_shown_film(shown: str | None, version: str | None) -> Refusal | None:
    """Work is for the version that its juror saw; a page that names none shows the present one."""
    if shown is None or shown == (version or ""):
        return None
    return refuse(
        "film_exchanged",
        "The festival exchanged the film while you had this page open. Your draft is saved. Watch the new "
        "version, then submit.",
    )


def needs_text(text: str) -> Refusal | None:
    """A note has words."""
    return None if text else refuse("note_empty", "Write a word or two first; the note keeps its time.")
