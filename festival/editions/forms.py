"""What organizers fill in about the call: words, dates in its own zone, lengths of categories."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    ColorField,
    Field,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from festival.editions import accents, rules
from festival.editions.models import Category, Edition
from festival.kernel import durations, texts
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal
from festival.kernel.windows import last_day
from festival.web import wording
from festival.web.forms.days import DayField
from festival.web.forms.form import Form

REQUIRED = InputRequired(_("Please fill this in."))
LONGEST_LINE = 200
LONGEST_TEXT = 4000


class RunningTime(StringField):
    """Seconds, written as people write a running time; empty is no limit."""

    def _value(self) -> str:
        return durations.clock(self.data) if isinstance(self.data, int) else self.data or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what cannot be read stays in the field with the reason."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = typed or None
        if not typed:
            return
        try:
            self.data = durations.parse(typed)  # type: ignore[assignment]
        except Invalid as error:
            raise ValueError(wording.say(error.text, error.values)) from None


class Line(StringField):
    """One line of text without surprises in it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean it; one that is too long stays in the field with the reason."""
        self.data = valuelist[0] if valuelist else ""
        try:
            self.data = texts.clean_line(self.data, LONGEST_LINE)
        except Invalid as error:
            raise ValueError(wording.say(error.text, error.values)) from None


class Paragraphs(TextAreaField):
    """A longer text without surprises in it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean it; one that is too long stays in the field with the reason."""
        self.data = valuelist[0] if valuelist else ""
        try:
            self.data = texts.clean_text(self.data, LONGEST_TEXT)
        except Invalid as error:
            raise ValueError(wording.say(error.text, error.values)) from None


class EditionForm(Form):
    """The call. Days are those of the festival's zone; the last day belongs to the call whole."""

    edition: Edition
    name = Line(_("Name of the edition"), [REQUIRED])
    festival_name = Line(_("Name of the festival"), [REQUIRED])
    theme = Line(_("Theme"))
    theme_statement = Paragraphs(_("What the theme means"))
    opens_on = DayField(_("First day"), [REQUIRED])
    closes_on = DayField(_("Last day"), [REQUIRED], description=_("Open until the end of this day."))
    upload_grace_hours = IntegerField(
        _("Hours for films that are still being sent"),
        [InputRequired(), NumberRange(0, 24 * 14)],
        description=_(
            "An entry counts when it is submitted in time. Its film may keep arriving for this long after."
        ),
    )
    completed_from = DayField(_("Completed on or after"), [REQUIRED])
    notified_by = DayField(_("Filmmakers hear by"), [Optional()])
    contact = Line(_("Address for questions"), [REQUIRED])
    accent = ColorField(
        _("Colour of links and buttons"),
        description=_(
            "Where it could not be read, it is made darker on a light background and lighter on a dark one."
        ),
    )

    def validate_accent(self, field: Field) -> None:
        """A colour can be shown."""
        if refusal := accents.choose(field.data or ""):
            raise ValidationError(wording.explain(refusal))

    def validate_opens_on(self, field: Field) -> None:
        """No category closes before the call opens."""
        refusal = self._window_refusal()
        if refusal and refusal.code == "category_closes_before_opening":
            raise ValidationError(wording.explain(refusal))

    def validate_closes_on(self, field: Field) -> None:
        """A call ends after it begins."""
        refusal = self._window_refusal()
        if refusal and refusal.code == "closes_before_opening":
            raise ValidationError(wording.explain(refusal))

    def validate_completed_from(self, field: DayField) -> None:
        """There can be films that are new enough."""
        if field.possible and self.closes_on.possible and field.possible > self.closes_on.possible:
            raise ValidationError(_("This is after the last day of the call: no film could be entered."))

    def validate_notified_by(self, field: DayField) -> None:
        """Decisions come after the call."""
        if field.possible and self.closes_on.possible and field.possible < self.closes_on.possible:
            raise ValidationError(_("This is before the last day of the call. Choose a later day."))

    def _window_refusal(self) -> Refusal | None:
        first, last = self.opens_on.possible, self.closes_on.possible
        if not (first and last):
            return None
        return rules.needs_windows(self.edition, *_instants(first, last, self.edition.time_zone))

    @classmethod
    def sent_for(cls, edition: Edition) -> "EditionForm":
        """What was sent to change this edition."""
        form = cls()
        form.edition = edition
        return form

    @classmethod
    def of(cls, edition: Edition) -> "EditionForm":
        """The form with the edition in it."""
        return cls(
            obj=edition,
            opens_on=edition.opens_at.astimezone(ZoneInfo(edition.time_zone)).date(),
            closes_on=last_day(edition.closes_at, edition.time_zone),
        )

    def changes(self, zone: str) -> dict[str, Any]:
        """The edition's fields as filled in."""
        values: dict[str, Any] = dict(self.data)
        first, last = values.pop("opens_on"), values.pop("closes_on")
        values["opens_at"], values["closes_at"] = _instants(first, last, zone)
        return values


class CategoryForm(Form):
    """One category: its lengths and, if it has one, its own last day."""

    category: Category
    name = Line(_("Name"), [REQUIRED])
    summary = Paragraphs(_("What belongs here"))
    min_seconds = RunningTime(_("Shortest"), description=_("Such as 15:00. Empty: no limit."))
    max_seconds = RunningTime(_("Longest"), description=_("Such as 40:00. Empty: no limit."))
    takes_links = BooleanField(_("A public link may replace the file"))
    takes_online_releases = BooleanField(_("Films made for release online may enter at any length"))
    closes_on = DayField(_("Last day of its own"), [Optional()], description=_("Empty: the call's."))

    def validate_max_seconds(self, field: Field) -> None:
        """The longest is not shorter than the shortest."""
        shortest = self.min_seconds.data
        if isinstance(field.data, int) and isinstance(shortest, int) and field.data < shortest:
            raise ValidationError(_("The longest is shorter than the shortest."))

    def validate_closes_on(self, field: DayField) -> None:
        """It closes after it opens."""
        zone = self.category.edition.time_zone
        closes_at = _midnight(field.possible + timedelta(days=1), zone) if field.possible else None
        if closes_at and (refusal := rules.needs_category_window(self.category, closes_at)):
            raise ValidationError(wording.explain(refusal))

    @classmethod
    def sent_for(cls, category: Category) -> "CategoryForm":
        """What was sent to change this category."""
        form = cls()
        form.category = category
        return form

    @classmethod
    def of(cls, category: Category) -> "CategoryForm":
        """The form with the category in it."""
        zone = category.edition.time_zone
        return cls(obj=category, closes_on=last_day(category.closes_at, zone) if category.closes_at else None)

    def changes(self, zone: str) -> dict[str, Any]:
        """The category's fields as filled in."""
        values: dict[str, Any] = dict(self.data)
        own = values.pop("closes_on")
        values["closes_at"] = _midnight(own + timedelta(days=1), zone) if own else None
        return values


class ExtensionForm(Form):
    """More time for one entrant."""

    email = Line(_("The filmmaker's e-mail address"), [REQUIRED])
    until_on = DayField(_("Until this day"), [REQUIRED])
    until_at = TimeField(_("and this hour"), [Optional()], description=_("Empty: the end of the day."))
    reason = Line(_("Why"), [REQUIRED])

    def until(self, zone: str) -> datetime:
        """The instant that was chosen, in the festival's zone."""
        chosen: dict[str, Any] = self.data
        if chosen["until_at"] is None:
            return _midnight(chosen["until_on"] + timedelta(days=1), zone)
        return datetime.combine(chosen["until_on"], chosen["until_at"], ZoneInfo(zone)).astimezone(UTC)


def _instants(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """When the first day begins, and when the last one ends."""
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
