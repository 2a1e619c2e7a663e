"""The types of parsed JSON, so that no `Any` crosses a room's wall."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A parsed JSON value, read-only."""

JsonObject: TypeAlias = Mapping[str, Json]
