"""The desk's frozen versions of a board: all of them, one and its bytes, two side by side."""

import flask
from werkzeug.wrappers import Response

from festival.boards import get_or_404, queries
from festival.boards.models import Freeze
from festival.scoring.snapshot import compare as snapshot_compare
from festival.scoring.snapshot import compute, verify
from festival.scoring.snapshot import document as snapshot_document
from festival.web import access
from festival.web.row_numbers import row_number

versions = flask.Blueprint("shortlist_versions", __name__, url_prefix="/desk/shortlists/<int:shortlist_id>")


@versions.get("/versions")
@access.organizers_only
def index(shortlist_id: int) -> str:
    """The frozen versions of a board."""
    return flask.render_template(
        "boards/versions.html",
        shortlist=get_or_404.shortlist(shortlist_id),
        freezes=queries.freezes(shortlist_id),
    )


@versions.get("/versions/<int:number>")
@access.organizers_only
def show(shortlist_id: int, number: int) -> str:
    """One frozen version, its hash and its numbers computed again from its content."""
    frozen = get_or_404.version(shortlist_id, number)
    document = snapshot_document.read(frozen.document)
    return flask.render_template(
        "boards/version.html",
        frozen=frozen,
        document=document,
        close=compute.close(document),
        has_places_for_all=compute.has_places_for_all(document),
        is_whole=snapshot_document.fingerprint(frozen.document) == frozen.sha256,
        is_older=document["format"] != snapshot_document.FORMAT,
        follows=verify.follows(frozen.document),
        file_name=_file_name(frozen),
    )


@versions.get("/versions/<int:number>.json")
@access.organizers_only
def download(shortlist_id: int, number: int) -> Response:
    """The very bytes that the hash was made of."""
    frozen = get_or_404.version(shortlist_id, number)
    response = flask.Response(frozen.document.encode(), mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(frozen))
    return response


@versions.get("/compare")
@access.organizers_only
def compare(shortlist_id: int) -> str:
    """Two frozen versions side by side."""
    asked = flask.request.args
    before, after = (
        get_or_404.version(shortlist_id, asked.get(name, 0, type=row_number)) for name in ("before", "after")
    )
    old, new = snapshot_document.read(before.document), snapshot_document.read(after.document)
    return flask.render_template(
        "boards/comparison.html",
        before=before,
        after=after,
        differences=snapshot_compare.differences(old, new),
        conditions=snapshot_compare.conditions(old, new),
        scores=snapshot_compare.score_changes(old, new),
        shift=snapshot_compare.shift(old, new),
        elsewhere=snapshot_compare.elsewhere(old, new),
    )


def _file_name(frozen: Freeze) -> str:
    shortlist = frozen.shortlist
    return f"shortlist-{shortlist.category.slug}-round-{shortlist.round_id}-{frozen.number}.json"
