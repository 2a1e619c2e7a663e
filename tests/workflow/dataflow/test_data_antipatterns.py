"""Data-flow anti-patterns: each is found where it is, and only there."""

from itertools import pairwise
from typing import Any

import pytest

from tests.workflow.dataflow.random_flows import NAMES, moments, random_flow
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec import require_flow
from workflow.dataflow import check_data, data_facts
from workflow.dataflow.messages import MESSAGES
from workflow.finding import Finding


def found(flow_document: dict[str, Any], **kwargs: Any) -> set[tuple[str, str, str]]:
    """Code, step and data of every finding."""
    return {
        (finding.code, finding.where.nodes[0], " ".join(finding.detail["data"]))  # type: ignore[arg-type]  # names
        for finding in check_data(require_flow(flow_document), **kwargs)
    }


def item(key: str, **properties: Any) -> dict[str, Any]:
    return {"key": key, "title": key, "type": "text", "source": "resident"} | properties


def branched(kind: str, ways: list[Any], *, before: list[Any] = [], after: list[Any] = [], **properties: Any) -> Any:  # noqa: B006  # never changed
    """A flow: `before`, then one (exclusive) or all (parallel) of `ways`, then `after`."""
    split, join = node("split", kind), node("join", kind)
    main = [node("start", "start"), *before, split, None, join, *after, node("end", "end", result="completed")]
    chains = [main[: main.index(None)], main[main.index(None) + 1 :], *([split, way, join] for way in ways)]
    edges: list[Any] = [
        edge(f"{source['key']}->{target['key']}") for chain in chains for source, target in pairwise(chain)
    ]
    return document([step for step in main if step] + ways, edges, **properties)


WRITE_A = node("write", "task", writes=["a"])
AGAIN_A = node("again", "task", writes=["a"])
READ_A = node("read", "task", reads=["a"])
OTHER = node("other", "task")

CASES = [
    pytest.param(straight(WRITE_A, READ_A), "", id="書いてから読む"),
    pytest.param(straight(READ_A, WRITE_A, node("use", "task", reads=["a"])), "D1 read", id="読んでから書く"),
    pytest.param(branched("exclusive", [WRITE_A, OTHER], after=[READ_A]), "D1 read", id="片方の分岐だけで書く"),
    pytest.param(branched("parallel", [WRITE_A, OTHER], after=[READ_A]), "", id="並行する片方で書く"),
    pytest.param(straight(READ_A, data=[item("a")]), "D1 read", id="誰も書かない"),
    pytest.param(straight(READ_A, data=[item("a", source="register")]), "D1 read", id="台帳から取る工程がない"),
    pytest.param(straight(READ_A, data=[item("a", source="system")]), "", id="システムが与える"),
    pytest.param(straight(WRITE_A), "D2 write", id="使われない"),
    pytest.param(straight(WRITE_A, data=[item("a", keep=True)]), "", id="記録として残す"),
    pytest.param(branched("exclusive", [READ_A, OTHER], before=[WRITE_A]), "D3 write", id="一部でしか使われない"),
    pytest.param(straight(WRITE_A, AGAIN_A, READ_A), "D4 write", id="必ず上書きされる"),
    pytest.param(
        branched("exclusive", [AGAIN_A, OTHER], before=[WRITE_A], after=[READ_A]),
        "D5 write",
        id="上書きもある",
    ),
    pytest.param(branched("parallel", [WRITE_A, READ_A]), "D6 write", id="並行して読み書きする"),
    pytest.param(branched("parallel", [WRITE_A, AGAIN_A], data=[item("a", keep=True)]), "D6 write", id="並行して書く"),
    pytest.param(
        straight(node("apply", "form", writes=["a"]), READ_A, node("correct", "form", writes=["a"])), "", id="補正"
    ),
    pytest.param(straight(node("apply", "form", form="f"), READ_A, data=[item("a")]), "", id="中身の知れない様式"),
]


@pytest.mark.parametrize(("flow_document", "expected"), CASES)
def test_each_anti_pattern_is_found_where_it_is(flow_document: dict[str, Any], expected: str) -> None:
    told = [f"{code.removeprefix('data.')} {step}" for code, step, _ in sorted(found(flow_document))]

    assert " ".join(told) == expected


def test_a_form_without_writes_writes_the_fields_of_its_form() -> None:
    flow = straight(node("apply", "form", form="f"), READ_A, data=[item("a")])

    assert found(flow, forms={"f": ["b"]}) >= {("data.D1", "read", "a")}
    assert ("data.D1", "read", "a") not in found(flow, forms={"f": ["a"]})


def test_missing_data_are_errors_and_unwritten_data_of_a_described_flow_are_not() -> None:
    described = straight(READ_A, data=[item("a")])
    executable = described | {"stage": "to-be"}

    (warning,) = check_data(require_flow(described))
    (error,) = check_data(require_flow(executable))

    assert (warning.severity, error.severity) == ("warning", "error")


@pytest.mark.parametrize("seed", range(0, 400, 40))
def test_missing_data_are_those_that_some_run_reads_too_early(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=True)
        facts = data_facts(flow)
        early: set[tuple[str, str]] = set()
        for moment, ready in moments(flow):
            for key in ready:
                early |= {(key, name) for name in facts.accesses.reads[key] - moment.written}
        told: set[tuple[str, str]] = set()
        excused: set[tuple[str, str]] = set()
        for finding in check_data(flow, facts=facts):
            names = finding.detail["data"]
            assert isinstance(names, list)
            pairs = {(key, name) for key in finding.where.nodes for name in names}
            told |= pairs if finding.code == "data.D1" else set()
            excused |= pairs if finding.code == "data.D6" else set()
        gateways = {key for key, node_ in flow.nodes.items() if node_.type != "task"}
        assert {pair for pair in told if pair[0] not in gateways} <= early
        assert early <= told | excused


@pytest.mark.parametrize("seed", range(0, 200, 40))
def test_the_example_of_missing_data_is_a_way_on_which_nothing_writes_them(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=True)
        for finding in check_data(flow):
            if finding.code == "data.D1" and finding.example is not None:
                check_example(finding, {edge.name: edge for edge in flow.edges}, flow.nodes)


def check_example(finding: Finding, edges: Any, nodes: Any) -> None:
    names = finding.example
    assert isinstance(names, list)
    place = "n0"
    for name in names:
        assert edges[name].source == place
        assert finding.detail["data"][0] not in nodes[place].writes  # type: ignore[index]  # a list of names
        place = edges[name].target
    assert place == finding.where.nodes[0]


def test_a_flow_of_a_thousand_nodes_is_analysed_in_a_moment() -> None:
    steps = [node(f"s{number}", "task", reads=[NAMES[number % 3]], writes=[NAMES[number % 2]]) for number in range(990)]

    assert check_data(require_flow(straight(*steps)))


def test_every_sentence_can_be_said() -> None:
    for code in MESSAGES.codes:
        text = MESSAGES.text(code, **dict.fromkeys(MESSAGES.parameters(code), "x"))
        assert set(text) == {"ja", "en"}
