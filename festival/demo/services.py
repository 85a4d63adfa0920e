"""The processes that make up a festival on one machine, and when each of them is ready."""

import socket
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from festival.adapters.broker import EmbeddedBroker
from festival.config import Config
from festival.demo.supervisor import Service

ROOT = Path(__file__).resolve().parents[2]
LOCALHOST = "127.0.0.1"
ANSWER_SECONDS = 10


def services(config: Config) -> list[Service]:
    """All of them, the broker first."""
    return [broker(config), mail_catcher(config), film_worker(), worker_with_beat(), web(config.port)]


def broker(config: Config) -> Service:
    """Carries the nudges."""
    embedded = EmbeddedBroker(config.home)
    return Service("broker", embedded.command(), embedded.is_ready)


def mail_catcher(config: Config) -> Service:
    """Stands where a real festival has its mail server."""
    arguments = [str(config.home / "mail"), str(config.mail_port)]
    command = [sys.executable, "-m", "festival.demo.mailcatcher", *arguments]
    return Service("mail", command, lambda: listens(config.mail_port))


def film_worker() -> Service:
    """Makes screeners, one film at a time."""
    return Service("films", _worker("media"))


def worker_with_beat() -> Service:
    """Does all other work, and tells everybody when it is time to look for work that was forgotten."""
    return Service("worker", _worker("default", "--beat"))


def web(port: int) -> Service:
    """Answers the browsers."""
    settings = ["--config", str(ROOT / "gunicorn.conf.py"), "--bind", f"{LOCALHOST}:{port}"]
    command = [sys.executable, "-m", "gunicorn", *settings, "--log-level", "warning", "wsgi:application"]
    return Service("web", command, lambda: is_healthy(port))


def listens(port: int) -> bool:
    """Whether something on this machine takes connections at `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOCALHOST, port)) == 0


def is_healthy(port: int) -> bool:
    """Whether the web server at `port` can answer."""
    connection = HTTPConnection(LOCALHOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port of this machine that nobody has just now."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        return int(probe.getsockname()[1])


def _worker(queue: str, *more: str) -> list[str]:
    celery = [sys.executable, "-m", "celery", "--app", "workers.app:celery", "--quiet", "worker"]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return [*celery, "--queues", queue, "--hostname", f"{queue}@%h", "--concurrency", "1", *quiet, *more]
