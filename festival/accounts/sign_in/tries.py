"""How often one account may be tried from one network, however its address is spelled.

Nobody is ever locked out. When many networks try one account, each of them has fewer tries.
"""

from collections.abc import Callable

import flask

from festival import clock, db
from festival.accounts import addresses
from festival.accounts.credentials import wrong_tries_operations as wrong_tries
from festival.accounts.states import Proof
from festival.web.security import limits
from festival.web.security.limits import View

USUAL, SLOWED = "10 per 15 minutes", "3 per 15 minutes"


def per_account(limit: str | Callable[[], str]) -> Callable[[View], View]:
    """At most `limit` sent forms from one network about one account."""
    return limits.per(limit, _network_and_account)


def passwords_allowed() -> str:
    """How many passwords may be tried now for the account of the form, from one network."""
    return SLOWED if wrong_tries.are_many(_account(), clock.now()) else USUAL


def note_wrong(account: str, proof: Proof) -> None:
    """Let a worker note it, whether or not there is such an account: so both answers take equal time.

    What is no address is not kept: some people type their password there.
    """
    key = addresses.key(account)[:254] if "@" in account else ""
    with db.transaction():
        wrong_tries.note_later(key, proof, network=limits.network())


def _account() -> str:
    return addresses.key(flask.request.form.get("email", "")[:1000])[:254]


def _network_and_account() -> str:
    return f"{limits.network()} {_account()}"
