"""What is said to a person whose words or codes cannot be read."""


class Invalid(ValueError):
    """A value that a person typed and that cannot be accepted.

    `code` is for programs; `text` is an English msgid whose {placeholders} are filled from `values`.
    """

    def __init__(self, code: str, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values))
        self.code = code
        self.text = text
        self.values = values
