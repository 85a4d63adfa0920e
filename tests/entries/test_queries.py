"""Entries are found by whose they are and where they stand."""

import pytest

from festival import db
from festival.editions.calls import call_of
from festival.entries import queries
from festival.entries.states import EntryState
from festival.kernel.roles import Role
from tests import factories

pytestmark = pytest.mark.usefixtures("context")


def test_the_jury_gets_eligible_entries_only() -> None:
    edition = factories.save(call_of(2020))
    lina = factories.person()
    entries = [
        factories.save(factories.entry(lina, edition.categories[0], state=state)) for state in EntryState
    ]
    chosen = next(entry for entry in entries if entry.state == EntryState.ELIGIBLE)
    assert queries.eligible(edition.id) == [chosen]


def test_a_filmmaker_sees_their_own_entries_and_an_organizer_all() -> None:
    edition = factories.save(call_of(2020))
    lina, omar, organizer = factories.person(), factories.person(), factories.person(Role.ORGANIZER)
    hers = factories.save(factories.entry(lina, edition.categories[0]))
    his = factories.save(factories.entry(omar, edition.categories[0]))
    factories.save(organizer)
    seen = {
        person.name: set(db.session().scalars(queries.visible_to(person)).all())
        for person in (lina, omar, organizer)
    }
    assert seen == {lina.name: {hers}, omar.name: {his}, organizer.name: {hers, his}}
