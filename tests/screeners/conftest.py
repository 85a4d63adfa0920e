"""A film at rest, and a screener that was made of one."""

import hashlib
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import workers.screeners
from festival.screeners.media import processing
from festival.screeners.media.facts import Facts
from festival.screeners.models import Screener
from tests import factories, media
from tests.screeners.at_rest import begin, put_to_rest, screener_of, work


@pytest.fixture
def stored(context: None) -> Callable[[Path], int]:
    """Puts a file to rest as an upload of a filmmaker; its number."""
    return partial(put_to_rest, owner_id=factories.save(factories.person()).id)


@pytest.fixture(scope="session")
def made_films() -> dict[str, tuple[list[Facts], processing.Result, Path]]:
    """By a film's hash, what was told and made of it in this process."""
    return {}


@pytest.fixture
def made_once(
    made_films: dict[str, tuple[list[Facts], processing.Result, Path]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Make each film's screener once a process, for tests of what comes after: making takes seconds."""

    def process(film: Path, known: Facts | None, folder: Path, tools: Any, **tell: Any) -> processing.Result:
        key = hashlib.sha256(film.read_bytes()).hexdigest()
        if key not in made_films:
            told: list[Facts] = []
            result = processing.process(
                film, known, folder, tools, on_measured=told.append, on_percent=lambda percent: None
            )
            kept = tmp_path_factory.mktemp("made") / "folder"
            made_films[key] = told, result, Path(shutil.copytree(folder, kept))
        told, result, kept = made_films[key]
        for facts in told:
            tell["on_measured"](facts)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return result

    monkeypatch.setattr(workers.screeners, "process", process)


@pytest.fixture
def ready(made_once: None, stored: Callable[[Path], int]) -> Screener:
    """A screener that can be played, with subtitles from within."""
    upload_id = stored(media.with_subtitles())
    begin(upload_id)
    work("screeners.make")
    return screener_of(upload_id)
