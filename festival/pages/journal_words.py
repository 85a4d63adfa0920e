"""What the journal says of what the system does by itself."""

from festival.kernel.words import N_
from festival.web.journal_words import Kind

SENTENCES = {
    "jobs.retry": N_("{who} let a failed job try again"),
    "messages.retry": N_("{who} let a failed letter be sent again"),
}
KINDS = {"jobs": Kind(N_("job")), "letters": Kind(N_("letter"))}
