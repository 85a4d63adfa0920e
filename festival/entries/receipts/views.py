"""The receipt of an entry, and the public page where anyone can check one."""

import flask
from werkzeug.exceptions import NotFound

from festival import clock
from festival.accounts import current
from festival.entries import page as entry_page
from festival.entries import queries
from festival.entries.films import queries as film_queries
from festival.entries.films import rules as film_rules
from festival.entries.films import waiting_operations as waiting
from festival.entries.receipts import lines, pdf, receipts, signing
from festival.entries.states import IN_COMPETITION
from festival.kernel.invalid import Invalid
from festival.web import access

pages = flask.Blueprint("receipts", __name__)


@pages.get("/entries/<int:entry_id>/receipt")
@access.signed_in
def show(entry_id: int) -> str:
    """The festival's signed word that the entry arrived."""
    entry = entry_page.visible(entry_id)
    if entry.receipt is None:
        raise NotFound
    now = clock.now()
    film = film_queries.of(entry, now)
    is_under_way = entry.state in IN_COMPETITION and entry.decision_released_at is None
    return flask.render_template(
        "entries/receipts/receipt.html",
        entry=entry,
        receipt=entry.receipt,
        is_mine=entry.owner_id == current.person().id,
        is_under_way=is_under_way,
        film=film,
        until=film_rules.film_until(entry, film, waiting.extended_until(entry), now),
        titles=lines.titles(entry),
        film_lines=lines.of_film(film),
    )


@pages.get("/entries/<int:entry_id>/receipt.pdf")
@access.signed_in
def paper(entry_id: int) -> flask.Response:
    """The receipt to keep."""
    entry = entry_page.visible(entry_id)
    if entry.receipt is None:
        raise NotFound
    film = film_queries.of(entry, clock.now())
    answer = flask.Response(pdf.pdf(entry, entry.receipt, film), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{entry.receipt.number}.pdf")
    return answer


@pages.get("/receipts/check")
@access.public
def check() -> tuple[str, int]:
    """Whether a code is a receipt of this festival, and what it says. Nothing else is told."""
    code = flask.request.args.get("code", "")
    receipt, wrong, place = None, None, ""
    if code:
        try:
            receipt = receipts.check(code, signing.public_keys())
            place = queries.place_of_receipt(receipt.number)
        except Invalid as invalid:
            wrong = invalid
    page = flask.render_template(
        "entries/receipts/check.html", code=code, receipt=receipt, wrong=wrong, place=place, keys=_keys()
    )
    return page, 400 if wrong else 200


@pages.get("/receipts/key")
@access.public
def key() -> dict[str, object]:
    """The keys (Ed25519, in hexadecimal) for who checks receipts by a program: the present one, and all."""
    return {"present": signing.signer().key_id, "keys": _keys()}


def _keys() -> dict[str, str]:
    return {name: key.hex() for name, key in signing.public_keys().items()}
