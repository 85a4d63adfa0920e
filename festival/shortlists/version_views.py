"""The desk's frozen versions of a board: all of them, one and its bytes, two side by side."""

import flask
from werkzeug.wrappers import Response

from festival.kernel.roles import Role
from festival.shortlists import comparing, documents, finding, queries, reckoning, verifying
from festival.shortlists.models import Freeze
from festival.web import access
from festival.web.row_numbers import row_number

versions = flask.Blueprint("shortlist_versions", __name__, url_prefix="/desk/shortlists/<int:shortlist_id>")


@versions.get("/versions")
@access.role(Role.ORGANIZER)
def index(shortlist_id: int) -> str:
    """The frozen versions of a board."""
    return flask.render_template(
        "shortlists/versions.html",
        shortlist=finding.shortlist(shortlist_id),
        freezes=queries.freezes(shortlist_id),
    )


@versions.get("/versions/<int:number>")
@access.role(Role.ORGANIZER)
def show(shortlist_id: int, number: int) -> str:
    """One frozen version, its hash and its numbers computed again from its content."""
    frozen = finding.version(shortlist_id, number)
    document = documents.read(frozen.document)
    return flask.render_template(
        "shortlists/version.html",
        frozen=frozen,
        document=document,
        close=reckoning.close(document),
        has_places_for_all=reckoning.has_places_for_all(document),
        is_whole=documents.fingerprint(frozen.document) == frozen.sha256,
        is_older=document["format"] != documents.FORMAT,
        follows=verifying.follows(frozen.document),
        file_name=_file_name(frozen),
    )


@versions.get("/versions/<int:number>.json")
@access.role(Role.ORGANIZER)
def download(shortlist_id: int, number: int) -> Response:
    """The very bytes that the hash was made of."""
    frozen = finding.version(shortlist_id, number)
    response = flask.Response(frozen.document.encode(), mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(frozen))
    return response


@versions.get("/compare")
@access.role(Role.ORGANIZER)
def compare(shortlist_id: int) -> str:
    """Two frozen versions side by side."""
    asked = flask.request.args
    before, after = (
        finding.version(shortlist_id, asked.get(name, 0, type=row_number)) for name in ("before", "after")
    )
    old, new = documents.read(before.document), documents.read(after.document)
    return flask.render_template(
        "shortlists/comparison.html",
        before=before,
        after=after,
        differences=comparing.differences(old, new),
        conditions=comparing.conditions(old, new),
        scores=comparing.score_changes(old, new),
        shift=comparing.shift(old, new),
        elsewhere=comparing.elsewhere(old, new),
    )


def _file_name(frozen: Freeze) -> str:
    shortlist = frozen.shortlist
    return f"shortlist-{shortlist.category.slug}-round-{shortlist.round_id}-{frozen.number}.json"


def init_app(app: flask.Flask) -> None:
    """Put the frozen versions on the desk."""
    app.register_blueprint(versions)
