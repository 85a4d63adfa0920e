"""The round that is over, as the tests of rankings know it."""

from tests.boards.conftest import deciding, desk, season, second_group

__all__ = ["deciding", "desk", "season", "second_group"]
