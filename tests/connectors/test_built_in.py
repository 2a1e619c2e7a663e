"""The connectors that speak with nobody, and the list of all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.calendar import BusinessDays
from connectors.errors import NoSuchInput
from connectors.postal import PostalCodes
from connectors.registry import connectors
from engine.core.calls import KNOWN
from engine.shell.services import Question
from kernel.json_types import Json

NEW_YEARS_EVE = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)


def question(inputs: dict[str, Json], **settings: Json) -> Question:
    return Question(id="c-1", case_id="c", node="n", settings=settings, inputs=inputs, at=NEW_YEARS_EVE)


def test_what_publications_are_checked_by_is_what_answers() -> None:
    found = connectors(b"secret", hosts=frozenset(), networks=(), ca_file=Path("/none"))

    assert {*found} == KNOWN
    assert [name for name, each in sorted(found.items()) if each.partner({}) is None] == [
        "business-days",
        "postal-code",
    ]


@pytest.mark.parametrize(
    ("inputs", "settings", "day"),
    [
        pytest.param({}, {"days": 1}, "2027-01-04", id="年末年始をまたぐ"),
        pytest.param({"since": "2026-05-01"}, {"days": 1}, "2026-05-07", id="大型連休をまたぐ"),
        pytest.param({"since": "2026-06-01", "days": 10}, {"days": 1}, "2026-06-15", id="案件の値が先に立つ"),
        pytest.param({"since": "2026-06-01"}, {"days": -1}, "2026-05-29", id="前の開庁日"),
    ],
)
def test_business_days(inputs: dict[str, Json], settings: dict[str, Json], day: str) -> None:
    assert BusinessDays().answer(question(inputs, **settings)) == {"date": day}


@pytest.mark.parametrize(
    ("inputs", "settings"),
    [({}, {}), ({"since": "あす"}, {"days": 1}), ({"since": None}, {"days": 1}), ({}, {"days": True}),
     ({}, {"days": 10**9}),
     ({"since": "9999-12-31"}, {"days": 1})],
)  # fmt: skip
def test_a_day_that_cannot_be_counted_is_told(inputs: dict[str, Json], settings: dict[str, Json]) -> None:
    with pytest.raises(NoSuchInput):
        BusinessDays().answer(question(inputs, **settings))


def test_a_postal_code_becomes_an_address() -> None:
    assert PostalCodes().answer(question({"postal_code": "１００－０００１"})) == {
        "prefecture": "東京都", "city": "千代田区", "town": "千代田",
    }  # fmt: skip
    for unknown in (None, "", "0000000", 5):
        with pytest.raises(NoSuchInput):
            PostalCodes().answer(question({"postal_code": unknown}))
