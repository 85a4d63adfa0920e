"""What a juror can watch, as a form: languages by name, minutes, what not to meet, where they belong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Form,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from festival.accounts.models import Person
from festival.entries.kinds import CONTENT_WORDS, KIND_WORDS
from festival.jury.models import PanelMember
from festival.jury.panels.operations import Profile
from festival.jury.rounds import forms as round_forms
from festival.kernel import language_reading, texts
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal
from festival.web import wording
from festival.web.forms import versions
from festival.web.forms.choices import TicksField, options
from festival.web.forms.form import readable
from festival.web.forms.versions import VersionField

MOST_MINUTES = 60_000
MOST_AFFILIATIONS = 20
LONGEST_AFFILIATION = 200


def codes(text: str) -> list[str]:
    """Languages by name or code, with commas between them, as codes; each once. Raises Invalid."""
    return list(language_reading.read_list(text, wording.locale())) if text.strip() else []


def names(text: str) -> list[str]:
    """Companies and schools, one on each line; each once. Raises Invalid."""
    lines = (texts.clean_line(line, LONGEST_AFFILIATION) for line in text.splitlines())
    found = [line for line in dict.fromkeys(lines) if line]
    if len(found) > MOST_AFFILIATIONS:
        raise Invalid(
            "too_many_lines",
            "These are {count} lines, but only {limit} are possible. Please keep the latest.",
            count=len(found),
            limit=MOST_AFFILIATIONS,
        )
    return found


class ProfileForm(Form):
    """A juror's profile on one panel."""

    version = VersionField(default=0)
    languages = StringField(
        _("Languages you can watch films in"),
        description=_("Spoken or as subtitles, with commas between them: English, Arabic, French."),
        validators=[readable(codes)],
    )
    minutes = IntegerField(
        _("Minutes you can give to this edition"),
        description=_("In all. If you leave it empty, you get an equal share."),
        validators=[Optional(), NumberRange(0, MOST_MINUTES)],
    )
    avoids = TicksField(_("Do not assign me films that show"), choices=[])
    genres = TicksField(_("What you know best"), choices=[])
    affiliations = TextAreaField(
        _("Companies and schools you belong to, or belonged to in the last years"),
        description=_("One on each line, by its full name. Films that name one of them go to other jurors."),
        validators=[readable(names)],
    )

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.avoids.choices = options((word, wording.say(said)) for word, said in CONTENT_WORDS.items())
        self.genres.choices = options((word, wording.say(said)) for word, said in KIND_WORDS.items())

    def among_others(self, number: int) -> "ProfileForm":
        """The form, one of several on a page: no id twice, so that each label leads to its own field."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-of-{number}"
        return self

    @property
    def profile(self) -> Profile:
        """What was typed; only after it was found valid."""
        return Profile(
            languages=codes(self.languages.data or ""),
            minutes=self.minutes.data,
            avoids=list(self.avoids.data or ()),
            genres=list(self.genres.data or ()),
            affiliations=names(self.affiliations.data or ""),
        )


def of_member(member: PanelMember) -> ProfileForm:
    """The form as it stands for a juror."""
    return ProfileForm(
        data={
            "version": member.version,
            "languages": said(member.languages),
            "minutes": member.minutes,
            "avoids": member.avoids,
            "genres": member.genres,
            "affiliations": "\n".join(member.affiliations),
        }
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A juror's profile on a page: as it stands, or as it was typed and not taken.

    Where somebody else changed it meanwhile `stale` says so, and `theirs` what stands now, by field.
    """

    member: PanelMember
    form: ProfileForm
    stale: Refusal | None
    theirs: Mapping[str, str]


def shown(
    members: Iterable[PanelMember], typed: Mapping[int, ProfileForm], stale: Refusal | None = None
) -> list[Shown]:
    """The profiles of a page; `typed` is what was sent in vain, by the member's id."""
    return [_shown(member, typed.get(member.id), stale) for member in members]


def _shown(member: PanelMember, typed: ProfileForm | None, stale: Refusal | None) -> Shown:
    stands = of_member(member)
    theirs = versions.catch_up(typed, stands) if typed and stale else {}
    return Shown(member, (typed or stands).among_others(member.id), stale if typed else None, theirs)


def said(tags: Iterable[str]) -> str:
    """Languages by name, with commas between them."""
    return ", ".join(language_reading.written(tag, wording.locale()) for tag in tags)


class PanelForm(Form):
    """A new panel."""

    name = StringField(
        _("Name of the panel"),
        filters=[round_forms.line],
        validators=[InputRequired(), Length(min=1, max=80)],
    )


class JoinForm(Form):
    """Who joins a panel."""

    person = SelectField(_("Juror"), coerce=int)

    def offer(self, people: Iterable[Person]) -> None:
        """Let these people be chosen."""
        self.person.choices = options((str(each.id), f"{each.name} · {each.email}") for each in people)
