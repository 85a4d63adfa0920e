"""What an entry is asked: every field with its section, its question, and whether it must be answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from festival.entries.drafts import answers
from festival.entries.drafts.answers import Answer
from festival.entries.kinds import CONTENT_WORDS, KIND_WORDS, PREMIERE_WORDS
from festival.kernel.words import N_


class Section(StrEnum):
    """The short pages of an entry; any may be opened at any time."""

    FILM = "film"
    STORY = "story"
    PEOPLE = "people"
    LANGUAGES = "languages"
    FILE = "file"
    RIGHTS = "rights"


SECTION_WORDS = {
    Section.FILM: N_("Film"),
    Section.STORY: N_("Story"),
    Section.PEOPLE: N_("People"),
    Section.LANGUAGES: N_("Languages"),
    Section.FILE: N_("The file"),
    Section.RIGHTS: N_("Rights"),
}


@dataclass(frozen=True)
class Field:
    """One question. `name` is the column of the entry; `missing` is what the checklist says of it."""

    name: str
    section: Section
    answer: Answer
    label: str
    hint: str = ""
    missing: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether an entry cannot be submitted without it."""
        return bool(self.missing)


FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        Section.FILM,
        answers.Line(300),
        N_("Title in English"),
        N_("As it should appear in the programme. At most 300 characters."),
        N_("The title is missing."),
    ),
    Field(
        "original_title",
        Section.FILM,
        answers.Line(300),
        N_("Title in its original language"),
        N_("In its own script. At most 300 characters."),
    ),
    Field("original_language", Section.FILM, answers.LANGUAGE, N_("Language of the original title")),
    Field(
        "kind",
        Section.FILM,
        answers.OneOf(KIND_WORDS),
        N_("Kind of film"),
        missing=N_("Say what kind of film it is."),
    ),
    Field("genres", Section.FILM, answers.Line(200), N_("Genres"), N_("For example: drama, road movie.")),
    Field(
        "runtime",
        Section.FILM,
        answers.LENGTH,
        N_("Running time"),
        N_("With credits, for example 24:31 or 1:23:45. We measure the file too."),
        N_("The running time is missing."),
    ),
    Field(
        "completed",
        Section.FILM,
        answers.COMPLETED,
        N_("Completed"),
        N_("Year, year and month, or day: 2019, 2019-04 or 2019-04-17."),
        N_("Say when the film was completed; a year is enough."),
    ),
    Field(
        "countries",
        Section.FILM,
        answers.COUNTRIES,
        N_("Countries of production"),
        missing=N_("Name at least one country of production."),
    ),
    Field("filming_countries", Section.FILM, answers.COUNTRIES, N_("Countries of filming")),
    Field(
        "premiere",
        Section.FILM,
        answers.OneOf(PREMIERE_WORDS),
        N_("Premiere status"),
        missing=N_("Say what kind of premiere it would be."),
    ),
    Field("is_first_film", Section.FILM, answers.TICK, N_("It is its director's first film")),
    Field("is_student_film", Section.FILM, answers.TICK, N_("It was made as a student's work")),
    Field(
        "school",
        Section.FILM,
        answers.Line(300),
        N_("School or university"),
        N_("Only for a student's work. Jurors who belong to it are not asked to judge the film."),
    ),
    Field("website", Section.FILM, answers.LINK, N_("The film's page on the web")),
    Field("eidr", Section.FILM, answers.EIDR, N_("EIDR"), N_("If the film has one.")),
    Field("isan", Section.FILM, answers.ISAN, N_("ISAN"), N_("If the film has one.")),
    Field(
        "synopsis",
        Section.STORY,
        answers.Paragraphs(3000),
        N_("Synopsis in English"),
        N_("What the film tells, for the jury and the programme."),
        N_("The synopsis is missing."),
    ),
    Field(
        "original_synopsis",
        Section.STORY,
        answers.Paragraphs(3000),
        N_("Synopsis in the original language"),
    ),
    Field(
        "theme_statement",
        Section.STORY,
        answers.Paragraphs(2000),
        N_("How the film speaks to the theme"),
        N_("A few sentences in your own words."),
        N_("Say in a few sentences how the film speaks to the theme."),
    ),
    Field(
        "content_notes",
        Section.STORY,
        answers.SeveralOf(CONTENT_WORDS),
        N_("What a viewer should know beforehand"),
        N_("Jurors may ask not to be assigned some of these. It does not count against the film."),
    ),
    Field("content_details", Section.STORY, answers.Paragraphs(1000), N_("More about that")),
    Field(
        "directors",
        Section.PEOPLE,
        answers.Names(5000),
        N_("Directors"),
        N_("One name on each line."),
        N_("Name at least one director."),
    ),
    Field("writers", Section.PEOPLE, answers.Names(5000), N_("Writers"), N_("One name on each line.")),
    Field("producers", Section.PEOPLE, answers.Names(5000), N_("Producers"), N_("One name on each line.")),
    Field(
        "companies",
        Section.PEOPLE,
        answers.Names(5000),
        N_("Production companies"),
        N_("One name on each line."),
    ),
    Field("key_cast", Section.PEOPLE, answers.Names(5000), N_("Key cast"), N_("One name on each line.")),
    Field(
        "other_credits",
        Section.PEOPLE,
        answers.Names(5000),
        N_("Other credits"),
        N_(
            "One on each line, with the task: Editor: Omar Saleh. We use all names to keep jurors who know "
            "someone in the film from judging it."
        ),
    ),
    Field("contact_phone", Section.PEOPLE, answers.Line(50), N_("Phone"), N_("For urgent questions.")),
    Field(
        "languages",
        Section.LANGUAGES,
        answers.LANGUAGES,
        N_("Languages spoken"),
        N_("Write “No dialogue” for a film without words; sign languages are in the list."),
        N_("Name the languages spoken in the film."),
    ),
    Field(
        "subtitles",
        Section.LANGUAGES,
        answers.LANGUAGES,
        N_("Languages of the subtitles"),
        N_("Part of the picture, inside the file, or in separate files."),
    ),
    Field(
        "film_link",
        Section.FILE,
        answers.LINK,
        N_("Link to the film"),
        N_("A public page where the whole film can be watched, for example on Vimeo or YouTube."),
    ),
    Field(
        "holds_rights",
        Section.RIGHTS,
        answers.TICK,
        N_("I have the right to negotiate the use of this film"),
        N_("As its producer, director or distributor, or with their consent in writing."),
        N_("Declare that you have the right to negotiate the film's use."),
    ),
    Field(
        "rights_holder", Section.RIGHTS, answers.Line(300), N_("Who holds the rights, if it is somebody else")
    ),
    Field(
        "is_funded_by_organizer",
        Section.RIGHTS,
        answers.YES_NO,
        N_("Was the film funded by the organizer of this festival?"),
        N_("It may still compete, but it cannot win prize money."),
        N_("Say whether the organizer of the festival funded the film."),
    ),
    Field(
        "was_entered_before",
        Section.RIGHTS,
        answers.YES_NO,
        N_("Was the film entered in an earlier edition?"),
        N_("A film may be entered once. If you have a new cut of it, ask us first."),
        N_("Say whether the film was entered in an earlier edition."),
    ),
    Field(
        "is_online_release",
        Section.RIGHTS,
        answers.YES_NO,
        N_("Was the film made for release online?"),
        missing=N_("Say whether the film was made for release online."),
    ),
)

BY_NAME = {field.name: field for field in FIELDS}
CATEGORY = "category"  # no question of the form, but changed by proposal like one
FILM = "film_file"  # the same, once a juror has begun to watch
LABELS = {field.name: field.label for field in FIELDS} | {CATEGORY: N_("Category"), FILM: N_("Film file")}


def of_section(section: Section) -> Iterator[Field]:
    """The questions of one page, in their order."""
    return (field for field in FIELDS if field.section is section)


def is_answered(field: Field, value: Any) -> bool:
    """Whether a value says something; a "no" is an answer, a box that must be ticked and is not is none."""
    return value is True if isinstance(field.answer, answers.Tick) else value not in (None, "", [])
