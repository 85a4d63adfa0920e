"""A film at rest, and a screener that was made of one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from festival.screeners.models import Screener
from tests import factories, media
from tests.screeners.at_rest import begin, put_to_rest, screener_of, work


@pytest.fixture
def stored(context: None) -> Callable[[Path], int]:
    """Puts a file to rest as an upload of a filmmaker; its number."""
    return partial(put_to_rest, owner_id=factories.save(factories.person()).id)


@pytest.fixture
def ready(stored: Callable[[Path], int]) -> Screener:
    """A screener that can be played, with subtitles from within."""
    upload_id = stored(media.with_subtitles())
    begin(upload_id)
    work("screeners.make")
    return screener_of(upload_id)
