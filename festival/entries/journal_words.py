"""What the journal says of entries."""

from collections.abc import Collection, Mapping

import flask
from flask_babel import gettext

from festival.entries import queries
from festival.entries.models import Entry
from festival.kernel.words import N_
from festival.web.journal_words import Kind, Named, rows

SENTENCES = {
    "entries.add_subtitles": N_("{who} added subtitles to {thing}"),
    "entries.await_after_refusal": N_(
        "another film of {thing} may arrive until {until}: its film was refused"
    ),
    "entries.await_film": N_("{who} waits for the film of {thing} until {until}: {reason}"),
    "entries.choose_sound": N_("{who} chose another sound for the film of {thing}"),
    "entries.clear_flag": N_("{who} cleared a flag of {thing}"),
    "entries.exchange_film": N_("{who} let the new version of {thing} replace the film that the jury had"),
    "entries.find_eligible": N_("{who} found {thing} eligible"),
    "entries.find_ineligible": N_("{who} found {thing} not eligible: {reason}"),
    "entries.move": N_("{who} moved {thing} to another category"),
    "entries.name_language": N_("{who} named the language of subtitles of {thing}"),
    "entries.note": N_("{who} wrote a note about {thing}"),
    "entries.proposal_accepted": N_("{who} accepted a change to {thing}"),
    "entries.proposal_declined": N_("{who} declined a change to {thing}"),
    "entries.proposal_taken_back": N_("{who} withdrew a change they had asked for in {thing}"),
    "entries.propose": N_("{who} asked for a change to {thing}"),
    "entries.remove": N_("{who} removed an entry that was never submitted"),
    "entries.remove_film": N_("{who} removed the film from {thing}"),
    "entries.read_subtitles_again": N_("{who} changed how subtitles of {thing} are read"),
    "entries.say_in_picture": N_("{who} said that subtitles of {thing} are part of the picture"),
    "entries.unsay_in_picture": N_("{who} said that subtitles of {thing} are not part of the picture"),
    "entries.split_subtitles": N_("{who} took another language out of subtitles of {thing}"),
    "entries.remove_subtitles": N_("{who} removed subtitles from {thing}"),
    "entries.send_film": N_("{who} sent the film of {thing}"),
    "entries.start": N_("{who} began the entry {thing}"),
    "entries.submit": N_("{who} submitted {thing}"),
    "entries.tag": N_("{who} tagged {thing} with “{tag}”"),
    "entries.untag": N_("{who} removed the tag “{tag}” from {thing}"),
    "entries.withdraw": N_("{who} withdrew {thing}"),
}


def entries(ids: Collection[int]) -> Mapping[int, Named]:
    """Entries by title, with the organizers' page about them."""
    return {
        entry.id: Named(
            entry.title or gettext("Film without a title"),
            flask.url_for("entry_desk.entry", entry_id=entry.id),
        )
        for entry in rows(Entry, ids, *queries.WITHOUT_TEXTS)
    }


KINDS = {"entries": Kind(N_("entry"), entries)}
