"""The lists that an entry chooses from: kinds of film, premieres, what a viewer is warned of."""

from enum import StrEnum
from types import MappingProxyType

from festival.kernel.words import N_


class FilmKind(StrEnum):
    """What kind of film it is."""

    FICTION = "fiction"
    DOCUMENTARY = "documentary"
    ANIMATION = "animation"
    EXPERIMENTAL = "experimental"
    HYBRID = "hybrid"


class Premiere(StrEnum):
    """What the screening would be, seen from where the film was shown before."""

    WORLD = "world"
    INTERNATIONAL = "international"
    CONTINENTAL = "continental"
    NATIONAL = "national"
    REGIONAL = "regional"
    NONE = "none"


class ContentNote(StrEnum):
    """What a viewer, and a juror, may ask not to meet unprepared."""

    VIOLENCE = "violence"
    SEXUAL_VIOLENCE = "sexual_violence"
    TORTURE = "torture"
    DEATH = "death"
    SUICIDE = "suicide"
    CHILDREN_HARMED = "children_harmed"
    WAR = "war"
    RACISM = "racism"
    NUDITY = "nudity"
    DRUGS = "drugs"
    FLASHING_LIGHTS = "flashing_lights"


KIND_WORDS = MappingProxyType(
    {
        FilmKind.FICTION: N_("Fiction"),
        FilmKind.DOCUMENTARY: N_("Documentary"),
        FilmKind.ANIMATION: N_("Animation"),
        FilmKind.EXPERIMENTAL: N_("Experimental"),
        FilmKind.HYBRID: N_("Between the kinds"),
    }
)

PREMIERE_WORDS = MappingProxyType(
    {
        Premiere.WORLD: N_("World premiere: shown nowhere before"),
        Premiere.INTERNATIONAL: N_("International premiere: shown only in its own country"),
        Premiere.CONTINENTAL: N_("Continental premiere: not yet shown on this continent"),
        Premiere.NATIONAL: N_("National premiere: not yet shown in the country of the screening"),
        Premiere.REGIONAL: N_("Regional premiere: not yet shown in the region of the screening"),
        Premiere.NONE: N_("No premiere"),
    }
)

CONTENT_WORDS = MappingProxyType(
    {
        ContentNote.VIOLENCE: N_("Violence"),
        ContentNote.SEXUAL_VIOLENCE: N_("Sexual violence"),
        ContentNote.TORTURE: N_("Torture"),
        ContentNote.DEATH: N_("Death and dying"),
        ContentNote.SUICIDE: N_("Suicide or self-harm"),
        ContentNote.CHILDREN_HARMED: N_("Harm to children"),
        ContentNote.WAR: N_("War"),
        ContentNote.RACISM: N_("Racist words or acts"),
        ContentNote.NUDITY: N_("Nudity or sex"),
        ContentNote.DRUGS: N_("Drugs"),
        ContentNote.FLASHING_LIGHTS: N_("Flashing lights"),
    }
)
