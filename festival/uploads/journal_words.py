"""What the journal says of files on their way in."""

from festival.kernel.words import N_
from festival.web.journal_words import Kind

SENTENCES = {
    "uploads.claim": N_("{who} used a file for an entry"),
    "uploads.expire": N_("A file that was not finished in time was removed"),
    "uploads.receive": N_("A file arrived completely"),
    "uploads.release": N_("{who} removed a file from an entry"),
    "uploads.start": N_("{who} began to send a file"),
    "uploads.store": N_("A file was saved"),
    "uploads.terminate": N_("{who} cancelled the sending of a file"),
}
KINDS = {"uploads": Kind(N_("file"))}
