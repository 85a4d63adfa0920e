"""The Celery application: two tasks only, "run this job" and "sweep". All else is rows."""

import importlib
import os
from typing import Any

import flask
from celery import Celery, Task
from celery.signals import beat_embedded_init, worker_process_init

from festival import db, settings
from festival.adapters import parent_death
from festival.app import create_app
from festival.config import Config
from festival.jobs.models import Queue
from festival.jobs.operations import RUN
from workers import runner

MODULES = ("accounts", "decisions", "demo", "entries", "jury", "messages", "screeners", "uploads")
SWEEP = "laurel.sweep"
SWEEP_SECONDS = 5
WORKER = os.getpid()  # the process that loads this module; its children are forked later

for module in MODULES:
    importlib.import_module(f"workers.{module}")


def make_celery(flask_app: flask.Flask) -> Celery:
    """Celery over the app's settings. It only wakes workers: the rows of `festival.jobs` are the truth."""
    config = settings.of(flask_app)

    class InApp(Task):  # type: ignore[misc]
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            with flask_app.app_context():
                return self.run(*args, **kwargs)

    celery = Celery("laurel", broker=config.broker, task_cls=InApp)
    celery.conf.update(
        task_ignore_result=True,  # what came of a job stands in its row
        task_serializer="json",
        accept_content=["json"],  # never pickle: anyone who reaches the broker could run code
        task_queues={queue.value: {} for queue in Queue},
        task_default_queue=Queue.DEFAULT.value,
        task_acks_late=False,  # a lost message is found by the sweep; a poisonous one must not come again
        worker_prefetch_multiplier=1,  # no film waits behind another that one worker holds
        worker_hijack_root_logger=False,
        worker_soft_shutdown_timeout=10,  # seconds to finish what is short
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # a broker may be away for hours
        # short, so that a broker that hangs blocks nobody
        broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 2},
        beat_schedule={
            "sweep": {"task": SWEEP, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
        },
        beat_schedule_filename=str(config.home / "beat"),
        timezone="UTC",
    )
    celery.task(runner.run, name=RUN)
    celery.task(runner.sweep, name=SWEEP)
    return celery


application = create_app(Config.from_env())
celery = make_celery(application)


@worker_process_init.connect  # type: ignore[untyped-decorator]
@beat_embedded_init.connect  # type: ignore[untyped-decorator]
def _tie_to_parent(**_: object) -> None:
    """A child must not outlive a worker that was killed: its job is somebody else's by then."""
    parent_death.die_with(WORKER)


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _own_connections(**_: object) -> None:
    """A forked child must not share its parent's database connections."""
    with application.app_context():
        db.extension.engine.dispose(close=False)
