"""The door for other systems: who is not known, does not sign, or says what it may not, changes nothing."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from engine.core.actor import RESIDENT
from engine.core.commands import Withdraw
from kernel.json_types import JsonObject
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
    """Send a signed message for a case; `wrong` replaces headers. Return status and code."""
    status, said = post(app, town, f"/api/cases/{number}/messages/{name}", body, **wrong)
    return status, str(said.get("code", ""))


def post(app: Flask, town: WebTown, path: str, body: str, **wrong: str) -> tuple[int, JsonObject]:
    """Send a signed message; `wrong` replaces headers. Return status and answer."""
    now = str(int(town.clock.now().timestamp()))
    key = partner_key(town.house.settings.secret_key.encode(), "incoming", "bank")
    headers = {
        "X-Minaoshi-Sender": "bank",
        "X-Minaoshi-Id": "m-1",
        "X-Minaoshi-Timestamp": now,
        "X-Minaoshi-Signature": signature(key, now, "m-1", body.encode()),
    } | {f"X-Minaoshi-{header}": text for header, text in wrong.items()}
    answer = app.test_client().post(path, data=body, headers=headers)
    return answer.status_code, answer.get_json()


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


# -- messages that name a value instead of a case


def test_a_message_without_a_receipt_number_is_taken_by_its_value(door: Flask, town: WebTown) -> None:
    body = '{"key": "2026-0815", "data": {}}'

    assert post(door, town, "/api/messages/paid", body) == (202, {"taken": True, "awaited": False})
    assert post(door, town, "/api/messages/paid", body) == (202, {"taken": True, "awaited": True})


@pytest.mark.parametrize(
    ("body", "wrong", "told"),
    [
        pytest.param('{"key": "k"}', {"Signature": ""}, (401, "message.not_signed"), id="not signed"),
        pytest.param('{"key": "k"}', {"Sender": "stranger"}, (401, "message.not_signed"), id="unknown sender"),
        pytest.param("", {}, (400, "message.bad"), id="no value"),
        pytest.param('{"key": {"a": 1}}', {}, (400, "message.bad"), id="an object for a value"),
        pytest.param('{"key": "k", "x": 1}', {}, (400, "message.bad"), id="more than that"),
    ],
)
def test_what_is_wrong_with_such_a_message_is_told(
    door: Flask, town: WebTown, body: str, wrong: dict[str, str], told: tuple[int, str]
) -> None:
    status, said = post(door, town, "/api/messages/paid", body, **wrong)

    assert (status, said["code"]) == told
    assert said["message"]


def test_a_receipt_number_and_a_value_together_are_one_too_many(door: Flask, town: WebTown) -> None:
    assert send(door, town, NUMBER, body='{"key": "k"}') == (400, "message.bad")


def test_a_message_to_a_case_that_is_over_is_told_so_and_changes_nothing(door: Flask, town: WebTown) -> None:
    number = waiting_case(town.house)
    with town.house.database.begin() as tx:
        command = Withdraw(actor=RESIDENT)
        now = town.clock.now()
        town.house.desk.engine.handle(tx, town.case_id(number), command, command_id="withdraw", now=now)
    before = town.case(number)

    told = send(door, town, number, name="fee-paid", body='{"data": {"paid_amount": 500}}')

    assert told == (409, "case.closed")
    assert town.case(number) == before
