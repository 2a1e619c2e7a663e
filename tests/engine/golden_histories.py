"""Reading recorded histories, and describing a state in plain JSON for comparison."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine.core.actor import Act
from engine.core.apply import Entry
from engine.core.codec import instant_of, microseconds, read_entry
from engine.core.state import CaseState

FOLDER: Final = Path(__file__).parent / "golden"


def described(state: CaseState) -> dict[str, Any]:
    """Return `state` as plain JSON, instants as microseconds since 1970, sequences as lists."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(state), default=_plain))
    return plain


def as_recorded(value: Any, recorded: Any) -> Any:
    """Return `value` without the properties that came later than `recorded`: a list has as many items as it has."""
    if isinstance(value, dict) and isinstance(recorded, dict):
        return {key: as_recorded(value[key], part) for key, part in recorded.items()}
    if isinstance(value, list) and isinstance(recorded, list) and len(value) == len(recorded):
        return [as_recorded(each, part) for each, part in zip(value, recorded, strict=True)]
    return value


def entries_in(document: Mapping[str, Any]) -> list[Entry]:
    """Return the recorded entries."""
    return [
        read_entry(each["events"], Act(instant_of(each["at"]), each["actor_kind"], each["actor"], each["capacity"]))
        for each in document["entries"]
    ]


def _plain(value: object) -> int:
    assert isinstance(value, datetime)
    return microseconds(value)
