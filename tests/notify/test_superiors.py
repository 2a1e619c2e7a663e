"""Whom lateness reaches: level by level, in the department or above it, and never round in circles."""

import pytest

from accounts.directory import Directory
from accounts.officer import Department, Membership, Officer
from kernel.json_types import Json
from notify.superiors import superiors
from tests.engine.flows import flow_document, node
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.levels import levels_of

LEVELS = ["clerk", "subsection-chief", "section-chief", "director", "mayor"]


def flow(**more: Json) -> Flow:
    return require_flow(flow_document([node("s", "start"), node("e", "end")], ["s->e"], **more))


def person(name: str, department: str, role: str) -> Officer:
    return Officer(id=name, login=name, name=name, posts=frozenset({Membership(department, role)}))


def directory(*people: Officer, parents: dict[str, str | None]) -> Directory:
    departments = {key: Department(key=key, title=key, parent=parent) for key, parent in parents.items()}
    return Directory(departments, {each.id: each for each in people})


CITY = directory(
    person("係員", "eisei", "clerk"),
    person("係長", "eisei", "subsection-chief"),
    person("課長", "kankyo", "section-chief"),
    person("市長", "hisho", "mayor"),
    person("部長", "shimin", "director"),
    parents={"eisei": "kankyo", "kankyo": "shimin", "shimin": None, "hisho": None},
)


@pytest.mark.parametrize(
    ("queue", "told"),
    [
        pytest.param("eisei/clerk", ["係長", "課長", "部長", "部長"], id="一段ずつ上がり、最後は部長"),
        pytest.param("eisei/subsection-chief", ["課長", "部長"], id="係長の仕事は課長から"),
        pytest.param("kankyo/clerk", ["課長"], id="係長のいない課"),
        pytest.param("shimin/director", [], id="上にだれもいない"),
        pytest.param("eisei/volunteer", [], id="職位にない役"),
    ],
)
def test_each_time_lateness_is_told_it_goes_one_level_further_up(queue: str, told: list[str]) -> None:
    found = [superiors(flow(levels=LEVELS), CITY, queue, time) for time in range(1, len(told) + 1)]

    assert [officers[0].name for officers in found] == told
    assert told or not superiors(flow(levels=LEVELS), CITY, queue, 1)


def test_departments_that_are_above_each_other_end_the_search() -> None:
    circle = directory(person("係員", "a", "clerk"), parents={"a": "b", "b": "a"})

    assert superiors(flow(levels=LEVELS), circle, "a/clerk", 1) == ()


def test_without_levels_the_ranks_of_the_lanes_say_who_is_above() -> None:
    lanes: list[Json] = [
        {"key": "h", "title": "課長", "kind": "staff", "department": "kankyo", "role": "section-chief", "rank": 3},
        {"key": "c", "title": "係員", "kind": "staff", "department": "kankyo", "role": "clerk", "rank": 1},
    ]

    assert levels_of(flow(lanes=lanes)) == ("clerk", "section-chief")
    assert superiors(flow(lanes=lanes), CITY, "kankyo/clerk", 1)[0].name == "課長"
