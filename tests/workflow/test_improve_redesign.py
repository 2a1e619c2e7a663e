"""From the paper procedure to the one that is proved to do the same with less."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.analysis.office import DATA, approval, document, flow_of, review, task
from workflow.analysis import proposals
from workflow.codec import require_flow
from workflow.controls import preserved
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.improve import Redesign, redesign
from workflow.improve.proof import data_faults
from workflow.measures import measure
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import no_waiting
from workflow.soundness.verify import verify
from workflow.table.codec import read_table, require_table
from workflow.table.model import Table

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/as-is.json"))

TABLE = require_table(
    {
        "format": "minaoshi.table/1",
        "key": "limit",
        "title": "所得制限",
        "hit_policy": "unique",
        "inputs": [{"key": "income", "expr": {"field": "income"}, "type": "number"}],
        "outputs": [{"key": "verdict", "type": "string"}],
        "rules": [
            {"key": "under", "when": [{"lte": 9600000}], "then": ["approve"]},
            {"key": "over", "when": [{"gt": 9600000}], "then": ["review"]},
        ],
    }
)


def paper_procedure(**more: Any) -> Flow:
    """A procedure as it grew over forty years; every step was reasonable once."""
    data = [item | ({"held_in": ["resident-register"]} if item["key"] == "birth" else {}) for item in DATA]
    return flow_of(
        task("copy", "transcribe", reads=["name", "income"], writes=["name", "income"], minutes=8, medium="excel"),
        {"key": "gate", "type": "exclusive", "title": "受付窓口"},
        review("form-check", "named", k=80, n=1000, minutes=5),
        task("log", "file", reads=["name"], writes=[], minutes=1),
        review("slow", "complete", k=10, n=1000, minutes=30),
        review("quick", "eligible", k=200, n=1000, minutes=4),
        task("carry", "carry", reads=["name"], writes=[], minutes=2),
        review("again", "complete", k=0, n=900, minutes=12, lane="tax"),
        review("rule", "eligible-2", k=30, n=1000, judgement="rule", table="limit", minutes=9),
        task("ours", "prepare", reads=["name"], writes=["memo"], minutes=20, wait_minutes=480),
        task("theirs", "prepare", lane="tax", reads=["income", "birth"], writes=["amount"], minutes=25),
        review("stamp", "filed", k=0, n=6000, lane="chief", reads=["memo"], minutes=3),
        approval("chief", "chief", k=2, n=700),
        approval("head", "head", k=3, n=700, control=["four-eyes"]),
        task("letter", "mail", reads=["amount", "memo"], writes=[], minutes=6),
        data=data,
        checks=[
            {"key": "named", "title": "氏名が書かれている", "condition": {"field": "name", "op": "not_empty"}},
            {"key": "complete", "title": "添付がそろっている"},
            {"key": "eligible", "title": "要件を満たす"},
            {"key": "eligible-2", "title": "所得が限度内"},
            {"key": "filed", "title": "書類がそろっている"},
        ],
        controls=[{"key": "four-eyes", "title": "起案者と別の決裁者", "kind": "legal", "basis": "決裁規程"}],
        handoff_minutes=2,
        **more,
    )


def assert_proved(before: Flow, made: Redesign, tables: dict[str, Table]) -> None:
    after = made.to_be
    assert verify(after).sound
    assert all(control.kept for control in preserved(before, after))
    assert data_faults(after, tables).keys() <= data_faults(before, tables).keys()
    assert results(before) <= results(after)


def results(flow: Flow) -> set[str | None]:
    graph = graph_of(flow)
    return {flow.nodes[key].result for key in graph.ends if key in graph.reachable}


def test_a_paper_procedure_is_found_out_redesigned_and_proved() -> None:
    flow, tables = paper_procedure(), {"limit": TABLE}

    made = redesign(flow, tables=tables)

    applied = Counter(item.code for item in made.applied)
    assert applied.keys() >= {"E01", "E02", "E03", "E04", "E05", "E11", "R01", "R03", "S01", "S04"}
    assert {"copy", "gate", "again", "chief"}.isdisjoint(made.to_be.nodes)
    assert "head" in made.to_be.nodes
    assert made.refused == ()
    assert_proved(flow, made, tables)
    before, after = measure(flow), measure(made.to_be)
    assert (after.yearly_minutes or 0) < 0.65 * (before.yearly_minutes or 0)
    assert after.lead_time_days.mean < before.lead_time_days.mean


def test_what_is_applied_adds_up_to_what_the_year_saves() -> None:
    flow, tables = paper_procedure(), {"limit": TABLE}

    made = redesign(flow, tables=tables)

    whole = (measure(flow).yearly_minutes or 0) - (measure(made.to_be).yearly_minutes or 0)
    assert sum(item.minutes_per_year for item in made.applied) == pytest.approx(whole)
    assert made.saving.saving.minutes_per_year.p50 == pytest.approx(whole, rel=0.03)


def test_every_step_of_the_to_be_says_where_it_comes_from() -> None:
    flow = paper_procedure()

    made = redesign(flow, tables={"limit": TABLE})

    assert made.to_be.stage == "to-be"
    for key, node in made.to_be.nodes.items():
        assert set(node.derived_from) <= flow.nodes.keys()
        assert (key in node.derived_from) == (key in flow.nodes)
    assert made.to_be.nodes["auto-rule"].derived_from == ("rule",)


@pytest.mark.parametrize(
    ("accept", "applied"),
    [
        pytest.param(["E03"], {"E03"}, id="一つの種類"),
        pytest.param(["E01", "E11"], {"E01", "E11"}, id="二つの種類"),
        pytest.param(["E04:chief"], {"E04"}, id="一つの工程"),
        pytest.param(["E04:head"], set(), id="提案のない工程"),
        pytest.param([], set(), id="何も選ばない"),
    ],
)
def test_only_what_people_accept_is_applied(accept: list[str], applied: set[str]) -> None:
    made = redesign(paper_procedure(), accept=accept, tables={"limit": TABLE})

    assert {item.code for item in made.applied} == applied


def test_an_accepted_finding_that_a_guard_stops_is_refused_with_the_reason() -> None:
    flow = flow_of(
        task("copy", "enter", writes=["name"], control=["log"]),
        review("slow"),
        review("quick"),
        controls=[{"key": "log", "title": "受付簿", "kind": "internal"}],
    )

    made = redesign(flow, accept=["E01", "R01"])

    assert made.applied == ()
    assert [(item.code, item.where.nodes[0]) for item in made.refused] == [("E01", "copy"), ("R01", "slow")]
    assert all(
        "受付簿" in item.why["ja"] or "rates" in item.why["ja"]
        for item in made.refused
        if not isinstance(item.why, str)
    )


def test_nothing_is_proved_of_a_flow_that_can_get_stuck() -> None:
    last = review("last", "complete", reads=["name", "income", "birth"])
    flow = document(review("first", "eligible"), review("again", "eligible"), last)
    flow["nodes"] += [{"key": "join", "type": "parallel", "title": ""}]
    flow["edges"] = [edge for edge in flow["edges"] if edge["to"] != "refused" or edge["from"] == "again"]
    flow["edges"] += [
        {"from": "first", "to": "join", "outcome": "refuse"},
        {"from": "last", "to": "join", "outcome": "refuse"},
        {"from": "join", "to": "refused"},
    ]

    made = redesign(require_flow(flow))

    assert made.applied == ()
    assert {item.code for item in made.refused} == {"E03"}


def test_tidying_comes_first_so_that_the_rest_can_be_proved() -> None:
    first = review("first", "eligible", reads=["name", "income", "birth"])
    flow = document(first, review("again", "eligible"))
    flow["nodes"].append(task("forgotten"))
    flow["edges"].append({"from": "forgotten", "to": "first"})

    made = redesign(require_flow(flow))

    assert [item.code for item in made.applied] == ["E11", "E03"]
    assert verify(made.to_be).sound


def test_a_redesign_leaves_nothing_to_redesign() -> None:
    made = redesign(paper_procedure(), tables={"limit": TABLE})

    again = redesign(made.to_be, tables={"limit": TABLE})

    assert again.applied == ()
    assert again.to_be.nodes.keys() == made.to_be.nodes.keys()


def test_the_document_says_what_was_done() -> None:
    made = redesign(paper_procedure(), tables={"limit": TABLE})

    shape = made.as_json()

    assert shape["to_be"] == made.to_be.digest
    assert isinstance(shape["applied"], list)
    assert shape["refused"] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_model_town_can_be_redesigned(path: Path) -> None:
    flow = require_flow(json.loads(path.read_text(encoding="utf-8")))
    read = [read_table(json.loads(other.read_text(encoding="utf-8")))[0] for other in path.parent.glob("table*.json")]
    tables = {table.key: table for table in read if table is not None}

    made = redesign(flow, tables=tables)

    assert_proved(flow, made, tables)
    assert (measure(made.to_be).yearly_minutes or 0) <= (measure(flow).yearly_minutes or 0)
    assert bool(made.applied) == any(item.rewrite for item in proposals(flow, tables=tables))


steps = st.sampled_from(["copy", "check", "again", "stamp", "chief", "head", "director", "theirs", "four-eyes"])


def step_of(kind: str, number: int) -> dict[str, Any]:
    key = f"s{number}"
    match kind:
        case "copy":
            return task(key, "transcribe", reads=["name"], writes=["name"])
        case "check":
            return review(key, "eligible", k=30, n=1000, minutes=5 + number)
        case "again":
            return review(key, "eligible", "complete", k=0, n=500)
        case "stamp":
            return review(key, "complete", k=0, n=5000, lane="chief")
        case "theirs":
            return task(key, lane="tax", reads=["income"], writes=[])
        case "four-eyes":
            return review(key, "eligible", k=1, n=100, control=["four-eyes"])
        case _:
            return approval(key, kind, k=1, n=400)


@settings(max_examples=40)
@given(st.lists(steps, max_size=8))
def test_whatever_is_redesigned_is_proved_and_takes_no_more(kinds: list[str]) -> None:
    flow = flow_of(
        task("begin"),
        *(step_of(kind, number) for number, kind in enumerate(kinds)),
        controls=[{"key": "four-eyes", "title": "二人の目", "kind": "audit"}],
    )

    made = redesign(flow)

    assert_proved(flow, made, {})
    assert {key for key, node in flow.nodes.items() if node.control} <= made.to_be.nodes.keys()
    assert (measure(made.to_be).yearly_minutes or 0) <= (measure(flow).yearly_minutes or 0) + 1e-6


def test_a_step_that_another_rewrite_took_out_waits_for_nobody() -> None:
    draft, key = Draft(flow_of(task("gone", wait_minutes=60), task("stays"))), "gone"
    draft.remove_node(key)

    no_waiting(draft, key)

    assert key not in draft.nodes
