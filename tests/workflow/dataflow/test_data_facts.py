"""Facts about data agree with every run of the flow, replayed token by token."""

import pytest

from tests.workflow.dataflow.random_flows import NAMES, moments, random_flow
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec import require_flow
from workflow.dataflow import data_facts
from workflow.dataflow.facts import DataFacts
from workflow.definition import Flow

SEEDS = range(0, 400, 40)
"""Each test takes forty random flows from here on."""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_must_be_defined_is_what_every_run_has_written(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=True)
        facts = data_facts(flow)
        written: dict[str, frozenset[str]] = {}
        for moment, ready in moments(flow):
            for key in ready:
                written[key] = written.get(key, frozenset(NAMES)) & moment.written
        assert {key: facts.must_defined(key) for key in written} == written


@pytest.mark.parametrize("seed", SEEDS)
def test_the_writers_that_reach_a_step_are_those_that_wrote_last(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=False)
        facts = data_facts(flow)
        last: dict[tuple[str, str], set[str]] = {}
        for moment, ready in moments(flow):
            for key in ready:
                for name, writer in moment.writers:
                    last.setdefault((key, name), set()).add(writer)
        for key in flow.nodes:
            for name in NAMES:
                assert facts.reaching(key, name) == last.get((key, name), set())


@pytest.mark.parametrize("seed", SEEDS)
def test_with_parallel_branches_no_last_writer_is_forgotten(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=True)
        facts = data_facts(flow)
        for moment, ready in moments(flow):
            for key in ready:
                if flow.nodes[key].type == "parallel":
                    continue
                beside = {other for other in flow.nodes if facts.run_together(key, other)}
                for name, writer in moment.writers:
                    assert writer in facts.reaching(key, name) | beside


@pytest.mark.parametrize("seed", SEEDS)
def test_nodes_run_together_exactly_if_some_run_shows_it(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=True)
        facts = data_facts(flow)
        entering = {edge.index: edge.target for edge in flow.edges}
        together: set[tuple[str, str]] = set()
        for moment, _ in moments(flow):
            for edge_ in moment.tokens:
                together |= {(entering[edge_], entering[other]) for other in moment.tokens if other != edge_}
        tasks = [key for key, node_ in flow.nodes.items() if node_.type == "task"]
        readers = [key for key, node_ in flow.nodes.items() if node_.type in ("task", "exclusive")]
        for one in readers:
            for other in tasks:
                assert facts.run_together(one, other) == ((one, other) in together)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_after_a_write_agrees_with_every_way_on(seed: int) -> None:
    for step in range(40):
        flow = random_flow(seed + step, parallel=False)
        facts = data_facts(flow)
        for key in flow.nodes:
            for name in NAMES:
                fates = fates_after(flow, facts, key, name)
                assert (name in facts.live_out(key)) == ("read" in fates)
                assert (name in facts.surely_read_after(key)) == (fates == {"read"})
                assert (name in facts.perhaps_lost_after(key)) == ("overwritten" in fates)
                assert (name in facts.surely_lost_after(key)) == (fates == {"overwritten"})


def fates_after(flow: Flow, facts: DataFacts, key: str, name: str) -> set[str]:
    """What can happen first to the value of `name` after `key`: read, overwritten, or forgotten at the end."""
    fates: set[str] = set()
    seen: set[str] = set()
    stack = [key]
    while stack:
        source = stack.pop()
        leaving = facts.graph.leaving(source)
        if any(name in facts.accesses.edge_reads.get(edge.name, ()) for edge in leaving):
            fates.add("read")
            continue
        if not leaving:
            fates.add("read" if flow.data[name].keep else "forgotten")
        for target in facts.graph.successors(source):
            if name in facts.accesses.reads[target]:
                fates.add("read")
            elif name in facts.accesses.writes[target]:
                fates.add("overwritten")
            elif target not in seen:
                seen.add(target)
                stack.append(target)
    return fates


def test_changes_between_two_steps_stop_at_the_second() -> None:
    flow = require_flow(
        document(
            [
                node("start", "start"),
                node("enter", "task", writes=["a"]),
                node("first", "review", reads=["a"]),
                node("note", "task", writes=["b"]),
                node("second", "review", reads=["a"]),
                node("mend", "task", writes=["a"]),
                node("end", "end", result="completed"),
            ],
            [
                "start->enter",
                "enter->first",
                "first->note#approve",
                "first->mend#return",
                "note->second",
                "second->end#approve",
                "second->mend#return",
                "mend->second",
            ],
        )
    )
    facts = data_facts(flow)

    assert facts.changed_between("first", "second") == {"a", "b"}
    assert facts.changed_between("note", "second") == frozenset()
    assert facts.changed_between("enter", "first") == frozenset()


def test_a_branch_beside_a_check_can_change_what_it_checked() -> None:
    flow = require_flow(
        document(
            [
                node("start", "start"),
                node("enter", "task", writes=["a"]),
                node("fork", "parallel"),
                node("check", "review", reads=["a"]),
                node("change", "task", writes=["a"]),
                node("join", "parallel"),
                node("again", "review", reads=["a"]),
                node("end", "end", result="completed"),
            ],
            [
                "start->enter",
                "enter->fork",
                "fork->check",
                "fork->change",
                "check->join",
                "change->join",
                "join->again",
                "again->end",
            ],
        )
    )
    facts = data_facts(flow)

    assert facts.changed_between("check", "again") == {"a"}
    assert facts.must_defined("again") == {"a"}
    assert facts.reaching("again", "a") == {"enter", "change"}


def test_every_property_that_looks_at_data_is_a_read() -> None:
    table = {
        "format": "minaoshi.table/1",
        "key": "t",
        "title": "t",
        "hit_policy": "unique",
        "inputs": [{"key": "age", "expr": {"age_at": [{"field": "birth"}, {"field": "today"}]}, "type": "number"}],
        "outputs": [{"key": "verdict", "type": "string"}],
        "rules": [],
    }
    data = [
        {"key": key, "title": key, "type": "text", "source": "resident"} for key in ("birth", "money", "who", "mail")
    ]
    checks = [{"key": "adult", "title": "成人", "condition": {"field": "birth", "op": "not_empty"}}]
    flow = require_flow(
        straight(
            node("decide", "decision", table=table),
            node("check", "review", checks=["adult"]),
            node("approve", "approval", amount={"field": "money"}, assign={"field": "who"}),
            node("tell", "notice", to="resident", template="{{ mail.address }} {{ receipt_number }}"),
            data=data,
            checks=checks,
        )
    )
    accesses = data_facts(flow).accesses

    assert accesses.reads["decide"] == {"birth"}
    assert accesses.writes["decide"] == {"verdict"}
    assert accesses.reads["check"] == {"birth"}
    assert accesses.reads["approve"] == {"money", "who"}
    assert accesses.reads["tell"] == {"mail"}


def test_the_condition_of_an_edge_reads_after_its_source_wrote() -> None:
    flow = require_flow(
        document(
            [node("start", "start"), node("enter", "task", writes=["a"]), node("x", "end"), node("y", "end")],
            [
                "start->enter",
                edge("enter->x", when={"field": "a", "op": "eq", "value": 1}),
                edge("enter->y", default=True),
            ],
        )
    )

    assert data_facts(flow).live_out("enter") == {"a"}
