"""Guessing and hogging: who counts as one visitor, and what must not be done while others wait."""

from typing import Any, cast

import pytest

from accounts.directory import officer_by_login
from catalog.drafts import import_documents
from kernel.documents import read_json
from office import assessment
from samples.town import FOLDER
from tests.web.town import Visitor, WebTown
from workflow.codec import read_flow
from workflow.definition import Flow
from workflow.improve import Redesign


def as_is(**changed: Any) -> dict[str, Any]:
    """Return the as-is of the dog registration with something changed."""
    return cast(dict[str, Any], read_json((FOLDER / "dog-registration" / "as-is.json").read_bytes())) | changed


def guesses(visitor: Visitor, addresses: list[str], **headers: str) -> list[int]:
    """Guess once from each address; return what the house answered."""
    data = {"csrf_token": visitor.token(), "number": "AAAA-AAAA-AAAA-AAAA", "password": "x"}
    return [
        visitor.client.post("/s", data=data, headers=headers, environ_overrides={"REMOTE_ADDR": each}).status_code
        for each in addresses
    ]


@pytest.mark.promise("P39")
def test_one_subscriber_of_ipv6_is_one_visitor(town: WebTown) -> None:
    statuses = guesses(town.resident(), [f"2001:db8:1:2::{number:x}" for number in range(1, 13)])

    assert statuses == [422] * 10 + [429] * 2
    assert guesses(town.resident(), ["2001:db8:1:3::1"]) == [422]


def test_neighbours_and_forwarded_addresses_do_not_change_who_one_is(town: WebTown) -> None:
    visitor = town.resident()
    for number in range(10):
        assert guesses(visitor, ["192.0.2.1"], **{"X-Forwarded-For": f"198.51.100.{number}"}) == [422]

    assert guesses(visitor, ["192.0.2.1"], **{"X-Forwarded-For": "203.0.113.9"}) == [429]
    assert guesses(visitor, ["::ffff:192.0.2.1"]) == [429]
    assert guesses(visitor, ["192.0.2.2"]) == [422]


@pytest.mark.parametrize("days", [36_501, 3_000_000, 1e15])
def test_a_period_beyond_the_calendar_is_refused_before_a_resident_meets_it(days: float) -> None:
    _, problems = read_flow(as_is(standard_days=days))

    assert [(problem.code, problem.pointer) for problem in problems] == [("format.out_of_range", "/standard_days")]


def test_nobody_waits_while_the_inventory_thinks_about_a_new_flow(
    town: WebTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.house.database.begin() as tx:
        sato = officer_by_login(tx, "sato")
        assert sato is not None
        import_documents(tx, sato, "dog-registration", [as_is(volume_per_year=4_321)], now=town.clock.now())
    thought, think = list[Redesign](), assessment.redesign  # type: ignore[attr-defined]  # a spy stands in its place

    def thinking(flow: Flow, **given: Any) -> Redesign:
        with town.house.database.begin():  # another writer: it would wait in vain if the page held the lock
            thought.append(think(flow, **given))
        return thought[-1]

    monkeypatch.setattr(assessment, "redesign", thinking)

    assert town.officer("sato").open("/office/").status == 200
    assert thought
