"""`festival film check FILE`: says of a film file what the worker would say, as JSON."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from festival.config import Config
from festival.screeners.media import inspect_film
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Check, Tools
from festival.screeners.media.sounds import streams_of
from festival.web import wording


@click.group()
def film() -> None:
    """Look at film files."""


@film.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Say whether FILE can be shown to a jury, and why not. Nothing is kept."""
    config = Config.from_env()
    try:
        found = inspect_film.check(file.resolve(), Tools.here(config.ffmpeg, config.sandbox))
    except Exception as error:  # whatever happens, the answer is JSON
        click.echo(json.dumps(not_judged(error), indent=2, ensure_ascii=False))
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(report(found), indent=2, ensure_ascii=False))


def not_judged(error: Exception) -> dict[str, Any]:
    """The answer where the trouble is ours, and nothing can be said of the film."""
    words = f"This film could not be checked here, which may not be its fault: {error}"
    nothing: dict[str, Any] = {"format": None, "seconds": None, "streams": [], "heard": [], "notes": []}
    return {"verdict": "not_judged", "reason": type(error).__name__, "words": words, **nothing}


def report(found: Check) -> dict[str, Any]:
    """A check as a program reads it: verdict, reason, words, format, seconds, streams, heard, notes."""
    known, end = found.facts, found.outcome
    return {
        "verdict": end.verdict,
        "reason": end.reason,
        "words": wording.explain(end.refusal) if end.refusal else "This film can be shown to the jury.",
        "format": known.format if known else None,
        "seconds": known.seconds if known else None,
        "streams": streams(known) if known else [],
        "heard": list(streams_of(known.sound)) if known else [],
        "notes": [{"code": note.code, "words": wording.explain(note)} for note in end.notes],
    }


def streams(known: Facts) -> list[dict[str, Any]]:
    """The picture, the sound tracks and the subtitle tracks, under the names that ffmpeg gives them."""
    return [
        *({"type": "video", **asdict(one)} for one in (known.picture,) if one),
        *({"type": "audio", **asdict(one)} for one in known.sounds),
        *({"type": "subtitle", **asdict(one)} for one in known.subtitles),
    ]
