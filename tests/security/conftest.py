"""The town of the web tests, to be attacked."""

from tests.web.conftest import settled, shared_town, town

__all__ = ["settled", "shared_town", "town"]
