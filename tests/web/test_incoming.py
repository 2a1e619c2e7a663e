"""The door for other systems: who is not known, does not sign, or says what it may not, changes nothing."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from kernel.signature import partner_key, signature
from tests.web.town import WebTown, apply
from tests.web.waiting_case import waiting_case
from web.app import create_app

NUMBER = "AAAA-AAAA-AAAA-AAAA"


@pytest.fixture
def door(town: WebTown) -> Flask:
    """The application of a town that hears the bank."""
    settings = replace(town.house.settings, message_senders=frozenset({"bank"}))
    return create_app(replace(town.house, settings=settings))


def send(app: Flask, town: WebTown, number: str, name: str = "paid", body: str = "", **wrong: str) -> tuple[int, str]:
    """Send a signed message; `wrong` replaces headers. Return status and code."""
    now = str(int(town.clock.now().timestamp()))
    key = partner_key(town.house.settings.secret_key.encode(), "incoming", "bank")
    headers = {
        "X-Minaoshi-Sender": "bank",
        "X-Minaoshi-Id": "m-1",
        "X-Minaoshi-Timestamp": now,
        "X-Minaoshi-Signature": signature(key, now, "m-1", body.encode()),
    } | {f"X-Minaoshi-{header}": text for header, text in wrong.items()}
    answer = app.test_client().post(f"/api/cases/{number}/messages/{name}", data=body, headers=headers)
    return answer.status_code, answer.get_json().get("code", "")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"Signature": "v1=" + "0" * 64}, id="forged"),
        pytest.param({"Signature": ""}, id="not signed"),
        pytest.param({"Sender": "stranger"}, id="unknown sender"),
        pytest.param({"Timestamp": "0"}, id="old"),
        pytest.param({"Id": "m-2"}, id="another id"),
    ],
)
def test_whoever_does_not_sign_learns_nothing(door: Flask, town: WebTown, wrong: dict[str, str]) -> None:
    assert send(door, town, NUMBER, **wrong) == (401, "message.not_signed")


def test_a_town_that_listens_to_nobody_hears_nobody(town: WebTown) -> None:
    assert send(create_app(town.house), town, NUMBER) == (401, "message.not_signed")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param("", (404, "access.not_found"), id="unknown case"),
        pytest.param("{", (400, "format.not_json"), id="no JSON"),
        pytest.param('{"data": {"a": NaN}}', (400, "format.bad_number"), id="NaN"),
        pytest.param("[]", (400, "message.bad"), id="no object"),
        pytest.param('{"data": [], "x": 1}', (400, "message.bad"), id="more than data"),
    ],
)
def test_what_is_wrong_with_a_signed_message_is_told(
    door: Flask, town: WebTown, body: str, told: tuple[int, str]
) -> None:
    assert send(door, town, NUMBER, body=body) == told


def test_a_case_that_waits_for_no_such_message_says_so(door: Flask, town: WebTown) -> None:
    number = apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=False))
    before = town.case(number)

    told = send(door, town, number, name="paid", body=json.dumps({"data": {}}))

    assert told == (409, "message.not_expected")
    assert town.case(number) == before


def test_a_signed_message_lets_its_case_go_on_and_counts_once(door: Flask, town: WebTown) -> None:
    number = waiting_case(town.house)
    body = json.dumps({"data": {"paid_amount": 3000, "paid_on": "2026-11-24"}})

    told = [send(door, town, number, name="fee-paid", body=body) for _ in range(2)]

    assert told == [(200, ""), (200, "")]
    case = town.case(number)
    assert not [wait for wait in case.state.pending.waits if wait.kind == "message"]
    with town.house.database.read() as tx:
        assert town.house.desk.record.values(tx, case.id)["paid_amount"] == 3000
    undeclared = json.dumps({"data": {"verdict": "approve"}})
    assert send(door, town, number, name="fee-paid", body=undeclared)[0] == 200  # the same id: had already
    again = json.dumps({"data": {"paid_amount": 1}})
    assert send(door, town, number, name="fee-paid", body=again, Id="m-9") == (401, "message.not_signed")


def test_a_message_may_not_decide(door: Flask, town: WebTown) -> None:
    number = waiting_case(town.house)

    told = send(door, town, number, name="fee-paid", body=json.dumps({"data": {"verdict": "approve"}}))

    assert told == (422, "data.undeclared")
    assert [wait for wait in town.case(number).state.pending.waits if wait.kind == "message"]
