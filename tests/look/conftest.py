"""The style guide, served by a demo of its own."""

from collections.abc import Iterator

import pytest

from festival import db
from festival.app import create_app
from festival.config import Config
from tests import browser as browsers


@pytest.fixture
def guide(config: Config) -> Iterator[str]:
    """The guide's address."""
    app = create_app(config.model_copy(update={"demo": True}))
    with browsers.serving(app) as address:
        yield f"{address}/styleguide"
    with app.app_context():
        db.extension.engine.dispose()
