"""The town that the tests of durability walk through is the web's."""

from tests.web.conftest import settled, shared_town, town

__all__ = ["settled", "shared_town", "town"]
