"""Column types that mean the same on both databases.

SQLite drops the zone of a time and PostgreSQL keeps it; here only aware times go in, UTC is stored, UTC comes out.
JSON is stored as compact text (`JsonText`), so that what was written is what is read: key order, big integers.
"""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Text, TypeDecorator

from kernel.json_types import Json


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored as microseconds since 1970 in a BIGINT: sortable, exact, alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuse naive times: they would be nine hours wrong somewhere."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was about to be stored")
        delta = value - _EPOCH
        return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class JsonText(TypeDecorator[Json]):
    """A JSON value as compact text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Json, dialect: Dialect) -> str | None:
        """Write compactly, with Japanese as it is; NaN never goes in."""
        del dialect
        return None if value is None else _WRITE(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json:
        """Read back what was written."""
        del dialect
        result: Json = None if value is None else json.loads(value)
        return result


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
