"""The festival's keys for receipts, from the settings."""

from collections.abc import Mapping

from festival import settings
from festival.entries.receipts.receipts import Signer, key_id


def signer() -> Signer:
    """The key that signs. An installation without one of its own for receipts uses its general secret."""
    config = settings.current()
    return Signer.from_secret(config.receipt_key.get_secret_value() or config.secret_key.get_secret_value())


def public_keys() -> Mapping[str, bytes]:
    """The keys by which anyone can check a receipt, by their short names; the present one first."""
    former = (bytes.fromhex(key) for key in settings.current().receipt_keys_before.split(",") if key)
    return {key_id(key): key for key in (signer().public_key, *former)}
