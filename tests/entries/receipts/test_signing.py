"""A new key for receipts takes nothing from the old ones."""

from datetime import UTC, datetime

import flask
import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr, ValidationError

from festival.config import Config
from festival.entries.receipts import receipts, signing
from festival.entries.receipts.receipts import Receipt, Signer

OLD = Signer.from_secret("the key of last year, kept in a drawer")
NEW = "the key of this year, kept in a safe place"
SIGNED_LAST_YEAR = receipts.issue(
    Receipt("GM4-0007", datetime(2019, 6, 1, tzinfo=UTC), "Europe/Zurich", "Kite", "ab" * 32), OLD
)


def change_keys(app: flask.Flask, config: Config, before: str) -> None:
    app.config["FESTIVAL"] = config.model_copy(
        update={"receipt_key": SecretStr(NEW), "receipt_keys_before": before}
    )


@pytest.mark.parametrize(("before", "status"), [("", 400), (OLD.public_key.hex(), 200)])
def test_a_receipt_of_a_former_key_is_good_while_its_public_key_is_named(
    app: flask.Flask, client: FlaskClient, config: Config, before: str, status: int
) -> None:
    change_keys(app, config, before)
    page = client.get("/receipts/check", query_string={"code": SIGNED_LAST_YEAR})
    assert (page.status_code, "GM4-0007" in page.text) == (status, status == 200)


def test_the_keys_are_published_for_people_and_programs(
    app: flask.Flask, client: FlaskClient, config: Config
) -> None:
    change_keys(app, config, OLD.public_key.hex())
    present = Signer.from_secret(NEW)
    published = client.get("/receipts/key").get_json()
    assert published == {
        "present": present.key_id,
        "keys": {present.key_id: present.public_key.hex(), OLD.key_id: OLD.public_key.hex()},
    }
    page = client.get("/receipts/check").text
    assert all(f"{name} {key}" in page for name, key in published["keys"].items())
    with app.app_context():
        assert signing.signer() == present


def test_a_former_key_that_is_none_stops_the_start() -> None:
    with pytest.raises(ValidationError, match="receipt_keys_before"):
        Config(receipt_keys_before="not a key")
