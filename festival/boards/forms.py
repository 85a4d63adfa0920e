"""What organizers send: small numbers and short texts, read carefully."""

from werkzeug.datastructures import MultiDict

from festival.kernel import texts
from festival.kernel.invalid import Invalid

Form = MultiDict[str, str]
LONGEST_WORDS = 2_000
MOST_DIGITS = 9


def number(form: Form, name: str) -> int:
    """A whole number, in digits of any script. Raises Invalid with code `not_a_number`."""
    typed = form.get(name, "").strip()
    if typed.isdecimal() and len(typed) <= MOST_DIGITS:
        return int(typed)
    raise Invalid("not_a_number", "“{text}” is not a whole number. Write digits, like 12.", text=typed[:40])


def all_the_same(form: Form) -> str:
    """The reason to go on although something lacks; empty unless the box beside it is ticked."""
    return words(form, "all_the_same") if form.get("confirm") else ""


def words(form: Form, name: str) -> str:
    """A reason or a remark. Raises Invalid when it is too long."""
    return texts.clean_text(form.get(name, ""), LONGEST_WORDS)
