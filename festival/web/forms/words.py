"""A few words in a form, such as a reason: cleaned before they are kept, shown again as they were typed."""

from typing import Any

from flask_babel import LazyString
from wtforms import TextAreaField, ValidationError
from wtforms.widgets import TextInput

from festival.kernel import texts
from festival.kernel.invalid import Invalid
from festival.web import wording


class WordsField(TextAreaField):
    """At most `most` characters. Whether there are any is for the rule to say."""

    def __init__(self, label: str | LazyString | None = None, *, most: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most = self.flags.maxlength = most
        self.flags.required = True

    @property
    def words(self) -> str:
        """What is kept; only after it was found valid."""
        return texts.clean_text(self.data or "", self.most)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is too long."""
        try:
            texts.clean_text(self.data or "", self.most)
        except Invalid as error:
            raise ValidationError(wording.say(error.text, error.values)) from None


class LineField(WordsField):
    """The same in a box of one line."""

    widget = TextInput()
