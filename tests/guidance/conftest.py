"""The town of the web's tests, for stories that need procedures in force."""

from tests.web.conftest import settled, shared_town, town

__all__ = ["settled", "shared_town", "town"]
