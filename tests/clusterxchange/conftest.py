"""The tests of the project use the same programme as those of the pages."""

from tests.home.conftest import programme

__all__ = ["programme"]
