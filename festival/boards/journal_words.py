"""What the journal says of rankings, decisions and releases."""

from collections.abc import Collection, Mapping

import flask
from sqlalchemy.orm import defer

from festival.boards.models import Freeze, Shortlist
from festival.kernel.words import N_
from festival.web.journal_words import Kind, Named, rows

SENTENCES = {
    "shortlists.ask": N_("{who} released the decisions"),
    "shortlists.begin": N_("{who} began the ranking {thing}"),
    "shortlists.confirm": N_("{who} confirmed that {thing} may be shown"),
    "shortlists.decline": N_("{who} declined the selection of {thing}"),
    "shortlists.draw_line": N_("{who} set {thing} to {after} places instead of {before}"),
    "shortlists.drop": N_("{who} dropped {entry} from {thing}: {reason}"),
    "shortlists.freeze": N_("{who} froze {thing}"),
    "shortlists.pin": N_("{who} pinned {entry} on {thing}: {reason}"),
    "shortlists.publish": N_("{who} published the selection"),
    "shortlists.release": N_("The letters with the decisions were written"),
    "shortlists.remark": N_("{who} made a remark about {entry} on {thing}"),
    "shortlists.stage": N_("{who} prepared the decision on {thing}: {after}"),
    "shortlists.take_over": N_("{who} prepared decisions from {thing}"),
    "shortlists.unmark": N_("{who} let the scores decide on {entry} in {thing}"),
    "shortlists.unstage": N_("{who} cancelled the prepared decision on {thing}"),
}


def boards(ids: Collection[int]) -> Mapping[int, Named]:
    """Boards by their category and round."""
    return {
        each.id: Named(_name(each), flask.url_for("shortlists.board", shortlist_id=each.id))
        for each in rows(Shortlist, ids)
    }


def versions(ids: Collection[int]) -> Mapping[int, Named]:
    """Frozen versions by their board and number."""
    return {
        each.id: Named(f"{_name(each.shortlist)}, {each.number}", _page_of(each))
        for each in rows(Freeze, ids, defer(Freeze.document))
    }


def _page_of(frozen: Freeze) -> str:
    return flask.url_for("shortlist_versions.show", shortlist_id=frozen.shortlist_id, number=frozen.number)


def _name(shortlist: Shortlist) -> str:
    return f"{shortlist.category.name} ({shortlist.round.name})"


KINDS = {
    "shortlists": Kind(N_("ranking"), boards),
    "shortlist_freezes": Kind(N_("frozen version"), versions),
    "releases": Kind(N_("release")),
}
