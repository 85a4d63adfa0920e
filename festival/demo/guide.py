"""Every piece of the pages on one page, for those who build or translate them: /styleguide in the demo."""

from datetime import UTC, datetime, timedelta

import flask
from wtforms import (
    BooleanField,
    FileField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length

from festival.kernel.refusals import refuse
from festival.web import access
from festival.web.forms.choices import options

NOW = datetime(2020, 6, 9, 18, 2, tzinfo=UTC)
CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)
A_WHILE = timedelta(minutes=7)
ARABIC_TITLE = "حكاية الطريق الطويل من البحر إلى المدينة التي لا تنام، كما روتها جدتي في ليالي الشتاء"

guide = flask.Blueprint("guide", __name__)


class EveryField(Form):
    """One field of each kind."""

    title = StringField("Title", [InputRequired()])
    synopsis = TextAreaField("Synopsis", [Length(max=300)], description="Two or three sentences.")
    email = StringField("E-mail")
    runtime = StringField("Running time")
    country = SelectField("Country", choices=options([("LB", "Lebanon"), ("DE", "Germany")]))
    category = RadioField(
        "Category", choices=options([("feature", "Feature"), ("short", "Short, 15 to 40 minutes")])
    )
    languages = SelectMultipleField(
        "Languages",
        choices=options([("ar", "العربية"), ("en", "English"), ("fr", "Français"), ("zh", "中文")]),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    year = IntegerField("Year")
    month = IntegerField("Month")
    day = IntegerField("Day")
    poster = FileField("Poster")
    rights = BooleanField("The rights are mine to give")


@guide.get("/styleguide")
@access.demo_only
@access.public
def styleguide() -> str:
    """The guide, with a form in which much is wrong and a title that is long."""
    return flask.render_template(
        "styleguide.html",
        form=_form_with_errors(),
        now=NOW,
        zone="Europe/Zurich",
        closes_at=CLOSES_AT,
        near=NOW + A_WHILE,
        past=NOW - A_WHILE,
        refusal=refuse("not_ready", "The synopsis is still missing: write it under Story."),
        arabic_title=ARABIC_TITLE,
    )


def _form_with_errors() -> EveryField:
    form = EveryField(title=ARABIC_TITLE, synopsis="Once " * 80, category="short")
    form.synopsis.errors = ["At most 300 characters; yours has 400. Nothing was lost."]
    form.month.errors = ["There is no month 13."]
    form.category.errors = ["Your film is 12 minutes long: that is the online category."]
    form.rights.errors = ["Without this the festival may not show the film."]
    return form
