"""Passwords that are cheap to hash, because here nobody steals them."""

import pytest
from argon2 import PasswordHasher

from festival.accounts import passwords


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """One pass over a few kilobytes."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
