"""Recorded histories of every released version of events replay for ever. Files are added, never changed."""

import json
from pathlib import Path

import pytest

from engine.core.apply import fold
from engine.core.codec import LETTERS
from engine.core.state import NEW
from tests.engine.golden_histories import FOLDER, as_recorded, described, entries_in

FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.promise("P13")
def test_a_recorded_history_gives_the_recorded_state(path: Path) -> None:
    document = json.loads(path.read_text())

    replayed = described(fold(NEW, entries_in(document)))

    assert as_recorded(replayed, document["state"]) == document["state"]


def test_every_kind_of_event_is_among_the_recorded_histories() -> None:
    recorded = {event for path in FILES for entry in entries_in(json.loads(path.read_text())) for event in entry.events}

    assert {type(event) for event in recorded} == set(LETTERS.values())
