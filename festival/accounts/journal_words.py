"""What the journal says of accounts, roles and invitations."""

from collections.abc import Collection, Mapping

import flask

from festival.accounts.models import Person
from festival.kernel.words import N_
from festival.web.journal_words import Kind, Named, rows

SENTENCES = {
    "accounts.accept": N_("{who} accepted an invitation and became {role}"),
    "accounts.change_email": N_("{who} changed the e-mail address of their account"),
    "accounts.change_password": N_("{who} changed their password"),
    "accounts.close": N_("{who} closed the account of {thing}"),
    "accounts.confirm": N_("{who} confirmed their e-mail address"),
    "accounts.create": N_("{who} made an account for {thing}"),
    "accounts.edit_profile": N_("{who} changed their profile"),
    "accounts.grant": N_("{who} gave {thing} the role {role}"),
    "accounts.invite": N_("{who} invited {email} as {role}"),
    "accounts.keep_email": N_("{who} kept the e-mail address they had"),
    "accounts.make_token": N_("{who} made the API token “{name}”"),
    "accounts.register": N_("{thing} registered"),
    "accounts.reopen": N_("{who} opened the account of {thing} again"),
    "accounts.resend": N_("{who} sent an invitation again"),
    "accounts.revoke": N_("{who} took the role {role} from {thing}"),
    "accounts.revoke_token": N_("{who} ended the token “{name}”"),
    "accounts.sign_out_everywhere": N_("{who} ended every session and token of {thing}"),
    "accounts.start_second_factor": N_("{who} switched on the second factor"),
    "accounts.stop_second_factor": N_("{who} switched off the second factor of {thing}"),
    "accounts.wrong_code": N_("wrong codes for {thing}: {count} today, the last from {network}"),
    "accounts.wrong_password": N_("wrong passwords for {thing}: {count} today, the last from {network}"),
    "accounts.withdraw": N_("{who} withdrew an invitation"),
}


def people(ids: Collection[int]) -> Mapping[int, Named]:
    """People by name, with the organizers' page about them."""
    return {
        person.id: Named(person.name, flask.url_for("people.show", person_id=person.id))
        for person in rows(Person, ids)
    }


KINDS = {
    "people": Kind(N_("person"), people),
    "invitations": Kind(N_("invitation")),
    "personal_tokens": Kind(N_("token")),
}
