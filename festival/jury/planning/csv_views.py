"""A plan that leaves as CSV, and comes back: all of it, or nothing and everything that is in the way."""

from collections.abc import Iterator

import flask
from flask_babel import gettext, ngettext

from festival import clock, db
from festival.accounts import current
from festival.jury.planning import operations, page, plan_csv, queries
from festival.jury.planning.operations import Taken
from festival.jury.rounds import get_or_404 as round_or_404
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.kernel.spreadsheets import csv_chunks
from festival.web import access, wording
from festival.web.streams import streamed

files = flask.Blueprint("jury_plan_files", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/plan")
Answer = flask.typing.ResponseReturnValue
MOST_REFUSED = 20
PLACE = "plan-file"


@files.get("/plan.csv")
@access.organizers_only
def export(round_id: int) -> flask.Response:
    """The plan as a table."""
    round_ = round_or_404.round_(round_id)
    name = f"plan-{round_.panel.edition.slug}-{round_.id}.csv"

    def make() -> Iterator[bytes]:
        return csv_chunks(plan_csv.COLUMNS, plan_csv.rows(queries.assignments(round_id)))

    return streamed(make, "text/csv; charset=utf-8", name)


@files.post("/file")
@access.organizers_only
def import_plan(round_id: int) -> Answer:
    """Take a plan from a table."""
    sent = flask.request.files.get("plan")
    name = sent.filename if sent and sent.filename else gettext("the file")
    try:
        rows = plan_csv.read(sent.read() if sent else b"")
        with db.transaction():
            round_ = round_or_404.held_round(round_id)
            taken = operations.import_plan(round_, rows, actor=current.person(), now=clock.now())
    except Invalid as invalid:
        return _not_taken(round_id, name, [wording.say(invalid.text, invalid.values)])
    except plan_csv.RowsRefused as wrong:
        return _not_taken(round_id, name, _named(wrong))
    except Refused as refused:
        return page.rejected(round_id, PLACE, refused)
    flask.flash(_said(name, taken), "good")
    return page.back(round_id)


def _not_taken(round_id: int, name: str, reasons: list[str]) -> Answer:
    title = gettext("Nothing was loaded from “%(file)s”", file=name)
    return page.page(round_or_404.round_(round_id), page.Rejected(PLACE, reasons, title)), 422


def _named(wrong: plan_csv.RowsRefused) -> list[str]:
    """What is wrong, row by row, and how much more of it there is."""
    named = [
        gettext("Row %(row)s: %(why)s", row=each.number, why=wording.explain(each.why))
        for each in wrong.refusals[:MOST_REFUSED]
    ]
    more = len(wrong.refusals) - MOST_REFUSED
    return named + [ngettext("and %(num)s more row", "and %(num)s more rows", more)] * (more > 0)


def _said(name: str, taken: Taken) -> str:
    """What came of a file, with no part that is nothing."""
    parts = [
        ngettext("%(num)s assignment is newly planned", "%(num)s assignments are newly planned", taken.new),
        ngettext("%(num)s is as it was", "%(num)s are as they were", taken.kept),
    ]
    if taken.gone:
        parts.append(ngettext("%(num)s left the plan", "%(num)s left the plan", taken.gone))
    return str(gettext("“%(file)s” is loaded: %(what)s.", file=name, what=", ".join(parts)))
