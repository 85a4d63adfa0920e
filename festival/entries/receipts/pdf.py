"""The receipt as a PDF, to be printed or kept."""

import json
from pathlib import Path

import flask
import typst
from flask_babel import gettext as _

from festival.entries.films import signs
from festival.entries.films.values import Film
from festival.entries.models import Entry, Receipt
from festival.entries.receipts import lines
from festival.web import links, wording


def pdf(entry: Entry, receipt: Receipt, film: Film) -> bytes:
    """One page. What is written on it reaches the typesetter as data, never as markup."""
    template = Path(str(flask.current_app.template_folder)) / "entries" / "receipt.typ"
    said = json.dumps(_said(entry, receipt, film), ensure_ascii=False)
    return bytes(typst.compile(template.read_bytes(), sys_inputs={"said": said}))


def _said(entry: Entry, receipt: Receipt, film: Film) -> dict[str, object]:
    edition = entry.edition
    return {
        "festival": f"{edition.festival_name} · {edition.name}",
        "heading": _("Receipt %(number)s", number=receipt.number),
        "facts": [
            *lines.titles(entry),
            [_("Category"), entry.category.name],
            [_("Entered by"), entry.owner.name],
            (_("The film"), wording.explain(signs.sign(film).words)),
            *lines.of_film(film),
            [_("Submitted"), wording.stamp(receipt.issued_at, edition.time_zone, edition.place)],
            [_("In universal time"), receipt.issued_at.strftime("%Y-%m-%d %H:%M:%S.%f UTC")],
            [_("Fingerprint of the entry (SHA-256)"), receipt.sha256],
        ],
        "code_label": _("Code"),
        "code": receipt.code,
        "promise": _(
            "The festival signed this receipt and cannot deny it. Anyone can check it at %(address)s.",
            address=links.external("receipts.check"),
        ),
    }
