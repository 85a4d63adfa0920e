"""How the web server runs: threads, so that a slow upload holds one of them and nothing else."""

import resource
from typing import Any

from festival.adapters import parent_death

# A connection takes a descriptor, and many systems begin with 1024.
_most = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 65_536)
resource.setrlimit(resource.RLIMIT_NOFILE, (_most, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

worker_class = "festival.web.gunicorn_worker.Worker"
workers = 2
threads = 160  # FESTIVAL_UPLOAD_REQUESTS of them at most for uploads, which mostly wait; the others for pages
worker_connections = 4000  # most of them say nothing just now, and hold no thread
preload_app = True
graceful_timeout = 10


def post_fork(_server: Any, worker: Any) -> None:
    """A worker in the middle of a long upload must not outlive its master."""
    parent_death.die_with(worker.ppid)
