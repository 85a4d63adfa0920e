"""A real festival is made once, empty, for the next window, and never over a demo."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from festival import db
from festival.app import create_app
from festival.cli import main
from festival.config import Config, keep_settings, settings_file
from festival.editions import queries
from festival.setup_command import next_year


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"FESTIVAL_HOME": str(home)})


def slugs(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("FESTIVAL_HOME", str(home))
    with create_app(Config.from_env()).app_context():
        found = [edition.slug for edition in queries.all_editions()]
        db.extension.engine.dispose()
    return found


def test_init_makes_the_call_its_tables_and_its_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(tmp_path, "init", "--year", "2031")
    assert (result.exit_code, "festival account create" in result.output) == (0, True)
    assert slugs(tmp_path, monkeypatch) == ["2031"]
    assert settings_file(tmp_path).stat().st_mode & 0o077 == 0
    assert len(Config.from_env().secret_key.get_secret_value()) == 64
    assert Config.from_env().second_factor == "required"


def test_a_festival_that_chose_no_second_factor_keeps_its_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_settings(tmp_path, {"FESTIVAL_SECOND_FACTOR": "optional"})
    assert run(tmp_path, "init", "--year", "2031").exit_code == 0
    assert slugs(tmp_path, monkeypatch) == ["2031"]
    assert Config.from_env().second_factor == "optional"


def test_a_second_init_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "--year", "2031")
    secrets = settings_file(tmp_path).read_text()
    result = run(tmp_path, "init", "--year", "2032")
    assert (result.exit_code, result.output) == (
        1,
        "Error: There is a festival here already: nothing was changed.\n",
    )
    assert (slugs(tmp_path, monkeypatch), settings_file(tmp_path).read_text()) == (["2031"], secrets)


def test_a_demo_does_not_become_a_festival(tmp_path: Path) -> None:
    keep_settings(tmp_path, {"FESTIVAL_DEMO": "true"})
    result = run(tmp_path, "init")
    assert (result.exit_code, "holds a demo" in result.output) == (1, True)


def test_upgrade_lays_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path, "upgrade").output == "The tables are up to date.\n"
    assert slugs(tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2030, 1, 1, tzinfo=UTC), 2030),
        (datetime(2030, 6, 21, 21, 59, tzinfo=UTC), 2030),
        (datetime(2030, 6, 21, 22, 0, tzinfo=UTC), 2031),
    ],
)
def test_the_next_window_is_the_one_that_is_still_to_close(now: datetime, year: int) -> None:
    assert next_year(now) == year
