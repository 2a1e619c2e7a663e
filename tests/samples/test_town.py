"""The model town's people: every lane has somebody, every rule about second persons can be kept."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from tests.samples.documents import PROCEDURES, SAMPLES, flow_at, named

TOWN: Final[dict[str, Any]] = json.loads((SAMPLES / "town.json").read_bytes())
POSTS: Final = Counter((post["department"], post["role"]) for each in TOWN["officers"] for post in each["posts"])


def test_posts_grants_and_parents_name_what_exists() -> None:
    departments = {each["key"] for each in TOWN["departments"]}
    roles = {each["key"] for each in TOWN["roles"]}
    capabilities = {each["key"] for each in TOWN["capabilities"]}

    assert {each["parent"] for each in TOWN["departments"] if "parent" in each} <= departments
    assert all(department in departments and role in roles for department, role in POSTS)
    for grant in every_grant():
        assert grant["capability"] in capabilities
        assert grant["department"] in departments | {"*"}


def every_grant() -> list[dict[str, Any]]:
    return [grant for each in TOWN["officers"] for grant in each["grants"]]


def test_logins_names_and_mail_addresses_are_told_apart() -> None:
    for what in ("login", "name", "email"):
        values = [each[what] for each in TOWN["officers"]]
        assert len(set(values)) == len(values)
    assert all(each["email"].endswith("@example.jp") for each in TOWN["officers"])


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_every_lane_of_a_procedure_has_people(folder: Path) -> None:
    for lane in flow_at(folder / "to-be.json").lanes.values():
        if lane.kind == "staff":
            assert POSTS[lane.department, lane.role] > 0, lane.key


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_three_people_can_examine_so_that_a_second_person_is_always_there(folder: Path) -> None:
    assert POSTS[flow_at(folder / "to-be.json").owner, "clerk"] >= 3


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_a_department_has_one_who_designs_and_another_who_publishes(folder: Path) -> None:
    owner = flow_at(folder / "to-be.json").owner

    may = {
        capability: {
            each["login"]
            for each in TOWN["officers"]
            for grant in each["grants"]
            if grant == {"capability": capability, "department": owner}
        }
        for capability in ("design", "publish")
    }

    assert may["design"]
    assert may["publish"] - may["design"]


def test_demo_accounts_show_every_side_of_the_work() -> None:
    shown = [each for each in TOWN["officers"] if "demo" in each]

    roles = {post["role"] for each in shown for post in each["posts"]}

    assert {"clerk", "section-chief", "mayor", "accounting"} <= roles
    assert {"dx", "admin"} <= {grant["capability"] for each in shown for grant in each["grants"]}
