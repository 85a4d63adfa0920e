"""How the application is: what works, what is stuck, what a person should look at."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from festival.adapters import broker, sandbox
from festival.config import Config
from festival.jobs import queries as jobs
from festival.jobs.models import Queue
from festival.kernel.words import N_
from festival.messages import queries as messages
from festival.messages.models import LetterState

PATIENCE = timedelta(minutes=2)
LOW_DISK = 0.05


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the application. `kind` is good, warn or stop; `text` is a marked sentence for `values`."""

    part: str
    kind: str
    text: str
    values: Mapping[str, object]


def checks(config: Config, now: datetime) -> list[Check]:
    """Every part that can be asked; `now` is the time that all machines share."""
    return [
        _broker(config),
        _queues(now),
        _parked(),
        _disk(config),
        _sandbox(config),
        _mail(),
    ]


def _broker(config: Config) -> Check:
    if broker.answers(config.broker):
        return Check(N_("Broker"), "good", N_("It answers."), {})
    return Check(
        N_("Broker"),
        "warn",
        N_("It does not answer. Nothing is lost: work waits in the database until it is back."),
        {},
    )


def _queues(now: datetime) -> Check:
    waiting = jobs.depths(now)
    since = jobs.oldest_due(now)
    values: dict[str, object] = {"films": waiting[Queue.MEDIA], "others": waiting[Queue.DEFAULT]}
    if since is not None and now - since > PATIENCE:
        return Check(
            N_("Workers"),
            "warn",
            N_("Films that wait: {films}; other jobs: {others}; the first waits for {minutes} min."),
            values | {"minutes": int((now - since).total_seconds()) // 60},
        )
    return Check(N_("Workers"), "good", N_("Films that wait: {films}; other jobs: {others}."), values)


def _parked() -> Check:
    count = len(jobs.parked())
    if count:
        return Check(N_("Jobs"), "stop", N_("{count} failed: see below."), {"count": count})
    return Check(N_("Jobs"), "good", N_("None has failed."), {})


def _disk(config: Config) -> Check:
    usage = shutil.disk_usage(config.home if config.home.exists() else config.home.parent)
    is_low = usage.free < usage.total * LOW_DISK or usage.free < config.upload_reserve
    values: dict[str, object] = {"free": f"{usage.free / 1e9:.0f} GB", "total": f"{usage.total / 1e9:.0f} GB"}
    return Check(N_("Disk"), "stop" if is_low else "good", N_("{free} of {total} are free."), values)


def _sandbox(config: Config) -> Check:
    mode = sandbox.chosen(config.sandbox)
    if mode == sandbox.Mode.BUBBLEWRAP:
        return Check(N_("Sandbox"), "good", N_("Films are opened inside bubblewrap."), {})
    return Check(
        N_("Sandbox"),
        "warn",
        N_(
            "Films are opened only under limits of memory, time and files: install bubblewrap for "
            "more protection."
        ),
        {},
    )


def _mail() -> Check:
    counts = messages.counts()
    values: dict[str, object] = {
        "waiting": counts[LetterState.WAITING],
        "sent": counts[LetterState.SENT],
        "failed": counts[LetterState.FAILED],
    }
    if counts[LetterState.FAILED]:
        return Check(N_("Letters"), "stop", N_("{failed} were not sent: see below."), values)
    return Check(N_("Letters"), "good", N_("{sent} sent, {waiting} on their way."), values)
