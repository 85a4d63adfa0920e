"""Panels and their jurors, and who could still join one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from festival import db
from festival.accounts.models import Person, RoleGrant
from festival.jury.models import Panel, PanelMember
from festival.kernel.roles import Role


def panels(edition_id: int) -> Sequence[Panel]:
    """The edition's panels with their jurors."""
    return (
        db.session()
        .scalars(
            select(Panel)
            .where(Panel.edition_id == edition_id)
            .options(selectinload(Panel.members), joinedload(Panel.edition))
            .order_by(Panel.name)
        )
        .all()
    )


def held_member(panel_id: int, member_id: int) -> PanelMember | None:
    """One juror of this very panel, with the row held until the transaction ends."""
    return db.session().scalar(
        select(PanelMember)
        .where(PanelMember.id == member_id, PanelMember.panel_id == panel_id)
        .with_for_update(of=PanelMember)
        .execution_options(populate_existing=True)
    )


def could_join(panel: Panel) -> Sequence[Person]:
    """Jurors who do not sit on the panel yet, by name."""
    members = [member.person_id for member in panel.members]
    return (
        db.session()
        .scalars(
            select(Person)
            .where(
                Person.active,
                Person.grants.any(RoleGrant.role == Role.JUROR),
                Person.id.not_in(members),
            )
            .order_by(Person.name, Person.id)
        )
        .all()
    )


def members(panel_id: int) -> Sequence[PanelMember]:
    """The jurors of a panel whose accounts are open, by name."""
    return (
        db.session()
        .scalars(
            select(PanelMember)
            .join(PanelMember.person)
            .where(PanelMember.panel_id == panel_id, Person.active)
            .options(contains_eager(PanelMember.person))
            .order_by(Person.name, Person.id)
        )
        .all()
    )


def member_of(panel_id: int, person_id: int) -> PanelMember | None:
    """This juror of a panel, if their account is open."""
    return db.session().scalar(
        select(PanelMember)
        .join(PanelMember.person)
        .where(PanelMember.panel_id == panel_id, Person.id == person_id, Person.active)
        .options(contains_eager(PanelMember.person))
    )
