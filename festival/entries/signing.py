"""The festival's key for receipts, from the settings."""

from collections.abc import Mapping

import flask

from festival.config import Config
from festival.entries.receipts import Signer


def signer() -> Signer:
    """The key that signs. A house without one of its own for receipts signs with its general secret."""
    config: Config = flask.current_app.config["FESTIVAL"]
    return Signer.from_secret(config.receipt_key.get_secret_value() or config.secret_key.get_secret_value())


def public_keys() -> Mapping[str, bytes]:
    """The keys by which anyone can check a receipt, by their short names."""
    key = signer()
    return {key.key_id: key.public_key}
