"""What the journal says of the call and of extensions."""

from collections.abc import Collection, Mapping

import flask

from festival.editions.models import Category, Edition
from festival.kernel.words import N_
from festival.web.journal_words import Kind, Named, rows

SENTENCES = {
    "editions.edit": N_("{who} changed the call"),
    "editions.edit_category": N_("{who} changed the category {thing}"),
    "editions.extend": N_("{who} gave an entrant more time, until {until}"),
    "editions.found": N_("{who} made the edition {thing}"),
    "editions.make_current": N_("{who} made {thing} the current edition"),
    "editions.revoke": N_("{who} withdrew an extension"),
}


def editions(ids: Collection[int]) -> Mapping[int, Named]:
    """Editions by name."""
    return {each.id: Named(each.name, flask.url_for("editions.edit")) for each in rows(Edition, ids)}


def categories(ids: Collection[int]) -> Mapping[int, Named]:
    """Categories by name, with the page of the call where they stand."""
    url = flask.url_for("editions.edit")
    return {each.id: Named(each.name, url) for each in rows(Category, ids)}


KINDS = {
    "editions": Kind(N_("edition"), editions),
    "categories": Kind(N_("category"), categories),
    "extensions": Kind(N_("extension")),
}
