"""What the journal says of screeners in the making."""

from festival.kernel.words import N_
from festival.web.journal_words import Kind

SENTENCES = {
    "screeners.add_subtitles": N_("A subtitle file arrived"),
    "screeners.begin": N_("The check of a film began"),
    "screeners.choose_sound": N_("Another sound of a film was chosen"),
    "screeners.discard": N_("A screener was removed"),
    "screeners.give_up": N_("A film could not be checked"),
    "screeners.keep_sound": N_("A screener could not be made again"),
    "screeners.replace": N_("A screener was made again"),
    "screeners.read_again": N_("A subtitle file was to be read again"),
    "screeners.settle": N_("The check of a film ended"),
    "screeners.settle_subtitles": N_("The check of a subtitle file ended"),
}
KINDS = {"screeners": Kind(N_("screener")), "subtitle_tracks": Kind(N_("subtitles"))}
