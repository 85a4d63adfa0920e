"""What may happen to workers, broker and mail server at night: no letter is lost, none goes twice."""

from datetime import timedelta

import flask
import pytest

from festival.jobs.models import JobState
from tests.drills.post import count, let_pass, post
from tests.processes import Running, wait_until
from tests.services import Broker, MailCatcher

pytestmark = pytest.mark.drill
UNSETTLED = (JobState.WAITING, JobState.RUNNING, JobState.PARKED)


def arrived(mail_catcher: MailCatcher, addresses: list[str]) -> list[int]:
    return [len(mail_catcher.letters_to(address)) for address in addresses]


def test_a_worker_carries_what_is_posted(
    live_app: flask.Flask, worker: Running, mail_catcher: MailCatcher
) -> None:
    addresses = post(live_app, 5)

    wait_until(lambda: count(live_app, *UNSETTLED) == 0, "every letter is settled")

    assert arrived(mail_catcher, addresses) == [1] * 5


def test_letters_posted_while_the_broker_is_down_are_carried_once_it_is_back(
    live_app: flask.Flask, worker: Running, broker: Broker, mail_catcher: MailCatcher
) -> None:
    broker.process.kill()
    addresses = post(live_app, 20)

    broker.process.start()
    let_pass(live_app, timedelta(seconds=61))

    wait_until(lambda: count(live_app, *UNSETTLED) == 0, "every letter is settled")
    assert arrived(mail_catcher, addresses) == [1] * 20


def test_a_broker_that_forgot_everything_loses_no_letter(
    live_app: flask.Flask, worker: Running, broker: Broker, mail_catcher: MailCatcher
) -> None:
    worker.kill()
    addresses = post(live_app, 20)

    broker.wipe()
    worker.start()
    let_pass(live_app, timedelta(seconds=61))

    wait_until(lambda: count(live_app, *UNSETTLED) == 0, "every letter is settled")
    assert arrived(mail_catcher, addresses) == [1] * 20


def test_a_worker_killed_in_the_middle_of_a_letter_leaves_it_to_the_next(
    live_app: flask.Flask, worker: Running, mail_catcher: MailCatcher
) -> None:
    mail_catcher.process.pause()
    addresses = post(live_app, 3)
    wait_until(lambda: count(live_app, JobState.RUNNING), "the worker hangs on a letter")

    worker.kill()
    mail_catcher.process.resume()
    worker.start()
    let_pass(live_app, timedelta(seconds=61))
    wait_until(lambda: count(live_app, JobState.RUNNING) == 0, "the claim of the dead worker has ended")
    let_pass(live_app, timedelta(seconds=61))

    wait_until(lambda: count(live_app, *UNSETTLED) == 0, "every letter is settled")
    assert arrived(mail_catcher, addresses) == [1] * 3


def test_a_mail_server_that_is_away_gets_its_letters_when_it_is_back(
    live_app: flask.Flask, worker: Running, mail_catcher: MailCatcher
) -> None:
    mail_catcher.process.kill()
    addresses = post(live_app, 3)
    wait_until(lambda: count(live_app, JobState.DONE) == 3, "each letter was tried once")

    mail_catcher.process.start()
    let_pass(live_app, timedelta(minutes=2))

    wait_until(lambda: count(live_app, *UNSETTLED) == 0, "every letter is settled")
    assert arrived(mail_catcher, addresses) == [1] * 3
