"""The embedded broker and the nudge, against real servers: nothing here may hold up or break a request."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from festival.adapters.broker import EmbeddedBroker, Nudges, server_binary
from tests.processes import wait_until

pytestmark = pytest.mark.process


@pytest.fixture
def embedded() -> Iterator[EmbeddedBroker]:
    with tempfile.TemporaryDirectory(prefix="laurel-") as home:
        yield EmbeddedBroker(Path(home))


@pytest.fixture
def server(embedded: EmbeddedBroker) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(embedded.command(), stdout=subprocess.DEVNULL)
    wait_until(embedded.is_ready, "the broker answers")
    yield process
    process.kill()
    process.wait()


def client(embedded: EmbeddedBroker) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(embedded.socket))


def test_a_nudge_reaches_its_queue(embedded: EmbeddedBroker, server: subprocess.Popen[bytes]) -> None:
    assert Nudges(embedded.url).send("jobs.run", "media", 7) is True
    with client(embedded) as broker:
        assert broker.llen("media") == 1


def test_a_nudge_without_a_broker_is_lost_quietly(embedded: EmbeddedBroker) -> None:
    assert Nudges(embedded.url).send("jobs.run", "media", 7) is False


def test_after_a_lost_nudge_a_silent_broker_is_not_asked_again_at_once(embedded: EmbeddedBroker) -> None:
    embedded.folder.mkdir()
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(embedded.socket))
        silent.listen()
        nudges = Nudges(embedded.url)

        assert [nudges.send("jobs.run", "media", number) for number in range(20)] == [False] * 20

        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_nudge_to_a_broker_that_hangs_is_given_up(
    embedded: EmbeddedBroker, server: subprocess.Popen[bytes]
) -> None:
    os.kill(server.pid, signal.SIGSTOP)
    assert Nudges(embedded.url).send("jobs.run", "media", 7) is False
    os.kill(server.pid, signal.SIGCONT)


def test_what_the_broker_holds_survives_its_restart(
    embedded: EmbeddedBroker, server: subprocess.Popen[bytes]
) -> None:
    Nudges(embedded.url).send("jobs.run", "media", 7)
    server.terminate()
    server.wait()

    with subprocess.Popen(embedded.command(), stdout=subprocess.DEVNULL) as again:
        wait_until(embedded.is_ready, "the broker answers again")
        with client(embedded) as broker:
            assert broker.llen("media") == 1
        again.terminate()


def test_without_a_server_on_the_path_the_one_among_the_dependencies_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    version = subprocess.run([server_binary(), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("Valkey server")


def test_a_folder_too_deep_for_a_socket_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="choose a shorter FESTIVAL_HOME"):
        EmbeddedBroker(Path("/home") / ("deep" * 30)).command()
