"""The style guide as a page of its own, with a form in which everything is wrong."""

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
from festival.web.choices import options
from tests.factories import LONG_ARABIC_TITLE

NOW = datetime(2020, 6, 9, 18, 2, tzinfo=UTC)
CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)


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


def serve_guide(app: flask.Flask) -> None:
    """Add the guide to an app, at /styleguide."""

    @app.get("/styleguide")
    @access.public
    def styleguide() -> str:
        form = EveryField(title=LONG_ARABIC_TITLE, synopsis="Once " * 80, category="short")
        form.synopsis.errors = ["At most 300 characters; yours has 400. Nothing was lost."]
        form.month.errors = ["There is no month 13."]
        form.category.errors = ["Your film is 12 minutes long: that is the online category."]
        form.rights.errors = ["Without this the festival may not show the film."]
        return flask.render_template(
            "styleguide.html",
            form=form,
            now=NOW,
            zone="Europe/Zurich",
            closes_at=CLOSES_AT,
            near=NOW + timedelta(minutes=7),
            past=NOW - timedelta(minutes=7),
            refusal=refuse("not-ready", "The synopsis is still missing: write it under Story."),
            arabic_title=LONG_ARABIC_TITLE,
        )
