"""The command line: make the first organizer, print a token for a program."""

import sys
from datetime import timedelta

import click

from festival import clock, db
from festival.accounts import addresses, names, operations, organizer_operations, queries, rules
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.credentials import passwords, proofs
from festival.accounts.models import Person
from festival.accounts.operations import Registration
from festival.accounts.states import Scope
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import enforce
from festival.kernel.roles import Role
from festival.web import festival_names, links
from festival.web.commands import with_app

ROLES = [role.value for role in Role]
SCOPES = [scope.value for scope in Scope]


@click.group()
def account() -> None:
    """People and their accounts."""


@account.command()
@click.argument("email")
@click.option("--name", required=True, help="The name they go by.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), default=[Role.FILMMAKER.value])
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--time-zone", default="UTC", show_default=True, help="An IANA name such as Europe/Zurich.")
@with_app
def create(email: str, name: str, roles: tuple[str, ...], password_stdin: bool, time_zone: str) -> None:
    """Make an account without confirming its address. Prints a link to set its password."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    if password is not None:
        known = festival_names.names()
        enforce(rules.needs_safe_password(password, email=email, name=name, called=known))
    try:
        address, clean_name = addresses.parse(email), names.clean(name)
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    registration = Registration(
        name=clean_name,
        address=address,
        password=passwords.hashed(password) if password else None,
        locale="en",
        time_zone=time_zone,
    )
    with db.transaction():
        kinds = [Role(role) for role in roles]
        person = operations.create(registration, *kinds, actor=None, now=clock.now())
    if password is None:
        click.echo(links.external("joining.reset_password", token=proofs.to_reset(person)))


@account.command("reset-second-factor")
@click.argument("email")
@with_app
def reset_second_factor(email: str) -> None:
    """Switch the second factor of somebody off who lost their phone. They get a letter."""
    with db.transaction():
        organizer_operations.reset_second_factor(_person(email), actor=None, now=clock.now())
    click.echo(f"{email} signs in with the password alone now, and is signed out everywhere.")


@account.command()
@click.argument("email")
@with_app
def close(email: str) -> None:
    """Close an account: nobody signs in to it, and its sessions and tokens are over. They get a letter."""
    with db.transaction():
        organizer_operations.close(_person(email), actor=None, now=clock.now())
    click.echo(f"The account of {email} is closed.")


@account.command()
@click.argument("email")
@with_app
def reopen(email: str) -> None:
    """Open an account again that was closed. They get a letter."""
    with db.transaction():
        organizer_operations.reopen(_person(email), actor=None, now=clock.now())
    click.echo(f"The account of {email} is open again.")


@click.command()
@click.argument("email")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), default=[Scope.WRITE.value])
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 365))
@with_app
def token(email: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Print an API token for `Authorization: Bearer …`; it is shown only once."""
    with db.transaction():
        text = credential_operations.make_token(
            _person(email),
            name,
            [Scope(scope) for scope in scopes],
            timedelta(days=days),
            actor=None,
            now=clock.now(),
        )
    click.echo(text)


def _person(email: str) -> Person:
    person = queries.by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person
