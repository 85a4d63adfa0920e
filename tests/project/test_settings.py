"""The settings that are written down elsewhere are those that `Config` knows."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from dotenv import dotenv_values

from festival.config import Config

ROOT = Path(__file__).resolve().parents[2]
KNOWN = {f"FESTIVAL_{name.upper()}" for name in Config.model_fields}
OF_THE_TESTS = {"FESTIVAL_REQUIRE_BROWSER", "FESTIVAL_SCREENS"}


def test_the_example_lists_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    example = dotenv_values(ROOT / ".env.example")
    assert set(example) == KNOWN

    for name in [*filter(lambda name: name.startswith("FESTIVAL_"), os.environ), "PORT"]:
        monkeypatch.delenv(name, raising=False)
    assert Config(_env_file=ROOT / ".env.example") == Config()


@pytest.mark.parametrize("file", ["docker-compose.yml", "Dockerfile", "Makefile", ".ci/run", "README.md"])
def test_no_file_names_a_setting_that_is_not_there(file: str) -> None:
    named = set(re.findall(r"FESTIVAL_[A-Z0-9_]+", (ROOT / file).read_text()))
    assert named - KNOWN - OF_THE_TESTS == set()


def test_the_whole_set_stands_in_the_compose_file() -> None:
    services = (
        (ROOT / "docker-compose.yml").read_text().partition("\nservices:\n")[2].partition("\nvolumes:")[0]
    )
    assert set(re.findall(r"^  ([a-z0-9-]+):$", services, re.MULTILINE)) == {
        "tables", "web", "upload", "worker-media", "worker", "beat",
        "postgres", "valkey", "s3", "proxy", "mail",
    }  # fmt: skip


def test_every_queue_has_a_worker_in_the_compose_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"--queues (\w+)", text)) == {"media", "default"}


@pytest.mark.parametrize("lock", ["dev", "run", "tools", "node"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)


@pytest.mark.process
def test_make_alone_explains_itself() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make (\w+)", said, re.MULTILINE) == [
        "help", "setup", "run", "quick", "test", "check", "bench", "screens", "lock",
    ]  # fmt: skip
