"""Hostile, broken and huge definitions get a verdict, never a traceback (promises P18, T-18, T-19, T-20)."""

import copy
import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kernel.documents import MAX_DEPTH, read_json
from kernel.errors import UnusableDocument
from kernel.text import say
from tests.workflow.check_documents import GOOD, pointers
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.check import check_document
from workflow.codec import read_flow

GATEWAYS = ("exclusive", "parallel", "inclusive")

BOMBS = [
    pytest.param(b"[" * 100_000, "format.too_deep", id="depth 100,000"),
    pytest.param(b'{"a":' * 100_000, "format.too_deep", id="objects 100,000 deep"),
    pytest.param(b'{"volume_per_year": ' + b"9" * 5_000 + b"}", "format.bad_number", id="5,000 digits"),
    pytest.param(b'{"volume_per_year": 1e999}', "format.bad_number", id="infinity by exponent"),
    pytest.param(b'{"volume_per_year": NaN}', "format.bad_number", id="NaN"),
    pytest.param(b'{"volume_per_year": -Infinity}', "format.bad_number", id="minus infinity"),
    pytest.param(b'{"key": "a", "key": "b"}', "format.duplicate_key", id="duplicate keys"),
    pytest.param(b'{"title": "\\ud800"}', "format.bad_text", id="lone surrogate"),
    pytest.param(b'{"\\udfff": 1}', "format.bad_text", id="lone surrogate in a name"),
    pytest.param(b"\xff\xfe{}", "format.not_utf8", id="not UTF-8"),
    pytest.param(b"", "format.not_json", id="nothing"),
    pytest.param(b"{'key': 1}", "format.not_json", id="Python instead of JSON"),
    pytest.param(b'"' + b"a" * 6_000_000 + b'"', "format.too_large", id="6 MB"),
]


@pytest.mark.parametrize(("raw", "code"), BOMBS)
def test_json_bombs_are_refused_while_reading(raw: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_json(raw)

    assert [problem.code for problem in refusal.value.problems] == [code]


def chain(length: int) -> dict[str, Any]:
    return straight(*(node(f"n{place}", "task") for place in range(length)))


def complete(size: int) -> dict[str, Any]:
    keys = [f"n{place}" for place in range(size)]
    return document(dict.fromkeys(keys, "exclusive"), [f"{a}->{b}" for a in keys for b in keys if a != b])


def diamonds(count: int, kind: str) -> dict[str, Any]:
    """`count` splits and joins in a row: 2**count paths."""
    nodes: dict[str, str] = {"start": "start"}
    edges: list[Any] = ["start->s0"]
    for place in range(count):
        nodes |= {f"s{place}": kind, f"a{place}": "task", f"b{place}": "task", f"j{place}": kind}
        edges += [f"s{place}->a{place}", f"s{place}->b{place}", f"a{place}->j{place}", f"b{place}->j{place}"]
        edges.append(f"j{place}->s{place + 1}" if place < count - 1 else f"j{place}->end")
    return document(nodes | {"end": "end"}, edges)


def branches(count: int, steps: int) -> dict[str, Any]:
    """`count` parallel branches of `steps` steps: (steps + 1) ** count markings."""
    nodes: dict[str, str] = {"start": "start", "split": "parallel", "join": "parallel", "end": "end"}
    edges: list[Any] = ["start->split", "join->end"]
    for branch in range(count):
        keys = [f"b{branch}-{step}" for step in range(steps)]
        nodes |= dict.fromkeys(keys, "task")
        way = ["split", *keys, "join"]
        edges += [edge(f"{a}->{b}") for a, b in itertools.pairwise(way)]
    return document(nodes, edges)


def nest(depth: int) -> dict[str, Any]:
    """Loops inside loops: each level may go back to its own beginning."""
    nodes: dict[str, str] = {"start": "start"} | {f"in{level}": "exclusive" for level in range(depth)}
    nodes |= {"work": "task"} | {f"out{level}": "exclusive" for level in reversed(range(depth))} | {"end": "end"}
    way = list(nodes)
    edges: list[Any] = [f"{a}->{b}" for a, b in itertools.pairwise(way)]
    return document(nodes, edges + [f"out{level}->in{level}" for level in range(depth)])


def tangle(seed: int, size: int, edge_count: int) -> dict[str, Any]:
    """A random graph of gateways and tasks, as wild as the limits allow."""
    chance = random.Random(seed)
    keys = [f"n{place}" for place in range(size)]
    nodes = {"start": "start"} | {key: chance.choice([*GATEWAYS, "task"]) for key in keys} | {"end": "end"}
    pairs = {(chance.choice(keys), chance.choice([*keys, "end"])) for _ in range(edge_count)}
    return document(nodes, ["start->n0", *(f"{a}->{b}" for a, b in sorted(pairs))])


TOO_LARGE = [
    pytest.param(lambda: chain(100_000), "/nodes", id="100,000 nodes"),
    pytest.param(lambda: chain(1_001), "/nodes", id="one node too many"),
    pytest.param(lambda: complete(60), "/edges", id="complete graph"),
    pytest.param(lambda: branches(1_600, 0) | {"edges": [{}] * 4_096}, "/edges", id="4,096 branches"),
]


@pytest.mark.parametrize(("build", "pointer"), TOO_LARGE)
def test_graphs_beyond_the_limits_are_refused_before_anything_walks_over_them(
    build: Callable[[], dict[str, Any]], pointer: str
) -> None:
    flow, problems = read_flow(build())

    assert flow is None
    assert {problem.code for problem in problems} == {"format.too_many"}
    assert problems[0].pointer == pointer


HUGE_AND_SOUND = [
    pytest.param(lambda: chain(998), id="a thousand in a row"),
    pytest.param(lambda: diamonds(40, "exclusive"), id="2^40 paths"),
    pytest.param(lambda: diamonds(150, "parallel"), id="150 parallel pairs"),
    pytest.param(lambda: branches(20, 3), id="4^20 markings"),
    pytest.param(lambda: branches(900, 1), id="900 parallel branches"),
    pytest.param(lambda: nest(200), id="200 loops inside each other"),
]


@pytest.mark.parametrize("build", HUGE_AND_SOUND)
@pytest.mark.promise("P18")
def test_huge_but_honest_flows_are_verified(build: Callable[[], dict[str, Any]]) -> None:
    result = check_document(build())

    assert result.sound is True
    assert result.errors == ()


@pytest.mark.parametrize("seed", range(12))
def test_tangles_within_the_limits_get_a_verdict(seed: int) -> None:
    size = (8, 30, 120, 400)[seed % 4]

    result = check_document(tangle(seed, size, size * 2))

    assert result.sound is not None or "soundness.not_verified" in {finding.code for finding in result.findings}


def broken_pairs() -> Iterator[Any]:
    """Splits and joins that do not fit, several deep, with a good flow around them."""
    for split, join, code in (
        ("exclusive", "parallel", "soundness.deadlock"),
        ("parallel", "exclusive", "soundness.lack_of_synchronization"),
    ):
        for before in range(4):
            for width in (2, 3, 4):
                nodes: dict[str, str] = {"start": "start"} | {f"t{place}": "task" for place in range(before)}
                nodes |= (
                    {"split": split} | {f"w{place}": "task" for place in range(width)} | {"join": join, "end": "end"}
                )
                way = ["start", *(f"t{place}" for place in range(before)), "split"]
                edges = [edge(f"{a}->{b}") for a, b in itertools.pairwise(way)]
                edges += [edge(f"split->w{place}") for place in range(width)]
                edges += [edge(f"w{place}->join") for place in range(width)]
                flow = document(nodes, [*edges, edge("join->end")])
                yield pytest.param(flow, code, id=f"{split} into {join}, {width} wide, {before} before")


@pytest.mark.parametrize(("flow", "code"), [*broken_pairs()])
def test_splits_and_joins_that_do_not_fit_are_refused_by_name(flow: dict[str, Any], code: str) -> None:
    result = check_document(flow)

    found = [finding for finding in result.errors if finding.code == code]
    assert result.sound is False
    assert found
    assert "join" in found[0].where.nodes
    assert "joinの工程" in say(found[0].message)
    assert found[0].example


def test_a_loop_that_never_ends_is_refused() -> None:
    endless = document(
        {"start": "start", "a": "exclusive", "b": "task", "end": "end"}, ["start->a", "a->b", "b->a"]
    )  # fmt: skip

    assert {"structure.dead_end", "structure.unreachable"} <= {
        finding.code for finding in check_document(endless).errors
    }


WRONG: tuple[Any, ...] = (
    3,
    -1,
    True,
    "",
    "someone else's",
    "x" * 11_000,
    [],
    {},
    [[]],
    [3],
    {"a": 1},
    {"key": 7},
    1e308,
    "\x00",
    None,
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:20])
@pytest.mark.promise("P18")
def test_a_wrong_value_anywhere_gets_a_verdict(wrong: Any) -> None:
    places = [*pointers(GOOD)]
    for path in random.Random(repr(wrong)).sample(places, 90):
        broken = copy.deepcopy(GOOD)
        place: Any = broken
        for token in path[:-1]:
            place = place[token]
        place[path[-1]] = wrong

        result = check_document(broken)

        assert all(say(finding.message) for finding in result.findings)
        assert json.dumps(result.as_json())


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    flood = straight(*(node(f"n{place}", "task", minuets=1, mediun="x", colour=2) for place in range(900)))

    _, problems = read_flow(flood)

    assert len(problems) == 201
    assert problems[-1].code == "format.too_many_problems"


def test_a_flood_of_findings_is_cut_and_says_so() -> None:
    flood = branches(40, 1) | {"data": [{"key": "a", "source": "staff", "type": "text"}]}
    for step in flood["nodes"]:
        if step["type"] == "task":
            step["writes"] = ["a"]

    findings = [finding.code for finding in check_document(flood).findings]

    assert findings.count("data.D6") == 300
    assert findings[-1] == "check.more"


def test_a_condition_as_deep_as_json_allows_is_refused_or_read() -> None:
    deep: Any = {"field": "a", "op": "empty"}
    for _ in range(MAX_DEPTH):
        deep = {"not": deep}
    flow = document({"start": "start", "end": "end"}, [edge("start->end", when=deep)])

    assert check_document(flow).errors


@pytest.mark.parametrize("count", [5, 40, 400])
def test_conditions_over_too_many_fields_are_left_unverified(count: int) -> None:
    fields = [f"f{place}" for place in range(count)]
    data = [{"key": key, "type": "number", "source": "staff"} for key in fields]
    parts = [{"field": key, "op": "gt", "value": place} for place, key in enumerate(fields)]
    gate = [edge("gate->a", when={"all": parts}), edge("gate->b", when={"any": parts})]
    flow = document({"start": "start", "gate": "exclusive", "a": "end", "b": "end"}, ["start->gate", *gate], data=data)

    found = {finding.code for finding in check_document(flow).findings}

    assert found & {"condition.not_verified", "condition.not_exhaustive"}


@pytest.mark.promise("P18")
def test_nineteen_of_twenty_messages_name_the_step_and_say_what_to_do() -> None:
    messages = []
    for path in pointers(GOOD):
        broken = copy.deepcopy(GOOD)
        place: Any = broken
        for token in path[:-1]:
            place = place[token]
        del place[path[-1]]
        findings = check_document(broken, publishing=True).findings
        messages += [finding.message for finding in findings if finding.where.nodes or finding.where.edges]

    helpful = [text for text in messages if "「" in say(text) and "ください" in say(text) and "en" in text]
    assert len(messages) > 100
    assert len(helpful) >= 0.95 * len(messages)
