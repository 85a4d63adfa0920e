"""What may be done with an upload, asked of rows that were never saved."""

from datetime import UTC, datetime, timedelta

import pytest

from festival.kernel.refusals import Refusal
from festival.uploads import rules
from festival.uploads.models import Upload
from festival.uploads.rules import Limits
from festival.uploads.states import UploadState
from tests import factories

NOW = datetime(2020, 6, 23, 22, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LIMITS = Limits(file=100, person=150, entry=120)
OWNER = factories.person(id=1)
STRANGER = factories.person(id=2)


def upload(
    state: UploadState = UploadState.RECEIVING, accept_until: datetime = NOW + INSTANT, **values: object
) -> Upload:
    return Upload(owner_id=1, state=state, length=60, accept_until=accept_until, **values)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


def test_the_last_instant_takes_bytes_and_the_next_does_not() -> None:
    assert code(rules.append(OWNER, upload(accept_until=NOW + INSTANT), NOW)) is None
    assert code(rules.append(OWNER, upload(accept_until=NOW), NOW)) == "upload_expired"


def test_what_was_received_in_time_can_be_asked_for_ever_after() -> None:
    assert rules.resume(OWNER, upload(UploadState.RECEIVED, accept_until=NOW), NOW) is None


@pytest.mark.parametrize("state", [UploadState.EXPIRED, UploadState.GONE])
def test_what_is_no_longer_here_can_only_be_sent_again(state: UploadState) -> None:
    gone = upload(state)

    codes = {
        code(rules.append(OWNER, gone, NOW)),
        code(rules.terminate(OWNER, gone)),
        code(rules.release(OWNER, gone)),
        code(rules.claim(OWNER, gone, "entry:1", 0, LIMITS, NOW)),
    }

    assert codes == {"upload_expired" if state is UploadState.EXPIRED else "upload_gone"}


def test_a_stranger_learns_nothing() -> None:
    pieces = [upload(UploadState.RECEIVED, concat_header="partial")]

    refusals = [
        rules.view(STRANGER, upload()),
        rules.append(STRANGER, upload(), NOW),
        rules.terminate(STRANGER, upload(claimed_for="entry:1")),
        rules.release(STRANGER, upload(claimed_for="entry:1")),
        rules.claim(STRANGER, upload(claimed_for="entry:1"), "entry:1", 0, LIMITS, NOW),
        rules.concatenate(STRANGER, pieces),
        rules.concatenate(OWNER, [None]),
    ]

    assert [code(refusal) for refusal in refusals] == ["hidden"] * 7


@pytest.mark.parametrize(
    ("length", "held", "unclaimed", "expected"),
    [
        (100, 50, 99, None),
        (101, 0, 0, "upload_too_large"),
        (100, 51, 0, "upload_quota"),
        (0, 0, 100, "upload_too_many"),
    ],
)
def test_a_limit_is_reached_and_not_passed(
    length: int, held: int, unclaimed: int, expected: str | None
) -> None:
    assert code(rules.start(length, held, unclaimed, LIMITS)) == expected


@pytest.mark.parametrize(("held", "expected"), [(60, None), (61, "upload_entry_quota")])
def test_the_files_of_an_entry_have_a_limit_together(held: int, expected: str | None) -> None:
    assert code(rules.claim(OWNER, upload(), "entry:1", held, LIMITS, NOW)) == expected


def test_a_claim_is_for_one_entry() -> None:
    claimed = upload(claimed_for="entry:1")

    assert rules.claim(OWNER, claimed, "entry:1", 120, LIMITS, NOW) is None
    assert code(rules.claim(OWNER, claimed, "entry:2", 0, LIMITS, NOW)) == "upload_claimed"
    assert code(rules.terminate(OWNER, claimed)) == "upload_claimed"
