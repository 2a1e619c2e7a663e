"""Reading flows: what is taken, what is refused, where, and in which words."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.documents import digest, read_json
from kernel.errors import UnusableDocument
from kernel.messages import Messages
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.check.messages import MESSAGES as CHECK
from workflow.check.messages_publishing import MESSAGES as PUBLISHING
from workflow.codec import read_flow, require_flow
from workflow.definition import Duration, Quantity, Rate
from workflow.messages import MESSAGES as CODEC

FULL: dict[str, Any] = document(
    [
        node("start", "start"),
        node("apply", "form", form="application", writes=["income"], minutes={"mean": 30, "sd": 5, "from": "felt"}),
        node("look", "review", checks=["city"], rates={"approve": 0.9, "return": {"k": 3, "n": 1200}},
             control=["four-eyes"], due={"business_days": 3},
             on_overdue=[{"after": {"days": 2}, "do": "remind"}, {"after": {"hours": 4}, "do": {"outcome": "return"}}],
             documents={"needs": ["paper"]}, batch={"every_days": 7, "size": 20}, pinned="条例による",
             classes=[{"when": {"field": "income", "op": "lte", "value": 0}, "title": "非課税",
                       "share": {"k": 30, "n": 90}, "minutes": {"mean": 4, "from": "measured"}}],
             x={"own": 1}),
        node("decide", "approval", members=["clerk", "chief"], complete_when={"at_least": 2}, level="chief",
             matter="subsidy", amount={"field": "income"}, assign={"not_same_as": ["look"]},
             outcomes=[{"key": "approve", "title": "決定"}, {"key": "refuse"}]),
        node("pause", "timer", wait={"business_days": 2}),
        node("post", "service", call={"anything": [1, {"deep": True}]}, systems=["ledger"], deletes=["income"]),
        node("end", "end", result="approved", terminate=True),
        node("refused", "end", result="refused"),
    ],
    [
        "start->apply", "apply->look", "look->decide#approve", "look->apply#return",
        edge("look->refused#refuse", title="却下"), "decide->pause#approve", "decide->refused#refuse",
        "pause->post", edge("post->end", probability=1),
    ],
    purpose={"ja": "目的"}, owner="kodomo", volume_per_year={"mean": 1800, "from": "measured"}, standard_days=15,
    params={"limit": 9600000, "cities": ["a", "b"]},
    disposition={"kind": "処分", "basis": "法", "criteria": "基準", "appeal_notice": "教示"},
    kpis=[{"key": "lead_time_days", "target": 3}],
    data=[{"key": "income", "title": "所得", "type": "money", "source": "resident", "personal": True,
           "means": "person.income", "held_in": ["tax-register"], "valid_days": 90, "keep": True,
           "delete_after_days": 1825}],
    levels=["clerk", "chief"], authority=[{"matter": "subsidy", "up_to": 500000, "decided_by": "chief"}],
    checks=[{"key": "city", "title": "市内", "condition": {"field": "income", "op": "not_empty"}}],
    documents=[{"key": "paper", "title": "申請書", "physical": True},
               {"key": "proof", "title": "納税証明", "issuer": "tax-office", "asserts": ["city"],
                "valid_days": 90}],
    systems=[{"key": "ledger", "title": "台帳", "interface": True}], trusted_issuers=["tax-office"],
    handoff_minutes=3, entry_minutes=1,
    controls=[{"key": "four-eyes", "title": "二人の目", "kind": "legal", "basis": "法", "rule": {"must": "approve"}},
              {"key": "waiting", "kind": "legal", "rule": {"min_days": 14, "from": "apply", "to": "decide"}}],
    x={"note": "kept"},
)  # fmt: skip


def with_change(path: str, value: Any) -> dict[str, Any]:
    """A copy of `FULL` with `value` at the pointer `path` (None takes it away)."""
    changed = copy.deepcopy(FULL)
    *parents, last = [int(token) if token.isdigit() else token for token in path.split("/")[1:]]
    place: Any = changed
    for token in parents:
        place = place[token]
    if value is None:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return changed


def test_everything_that_the_format_knows_is_read() -> None:
    flow = require_flow(FULL)

    look, decide = flow.nodes["look"], flow.nodes["decide"]
    assert flow.nodes["apply"].minutes == Quantity(mean=30, sd=5, certainty="felt")
    assert look.classes[0].share == Rate(share=1 / 3, k=30, n=90)
    assert (flow.nodes["post"].deletes, flow.data["income"].delete_after_days) == (("income",), 1825)
    assert (flow.documents["proof"].asserts, flow.trusted_issuers) == (("city",), ("tax-office",))
    assert flow.systems["ledger"].interface is True
    assert look.rates == {"approve": Rate(share=0.9), "return": Rate(share=0.0025, k=3, n=1200)}
    assert (look.pointer, look.control, look.due) == ("/nodes/2", ("four-eyes",), Duration(business_days=3))
    assert [step.do or step.outcome for step in look.on_overdue] == ["remind", "return"]
    assert decide.complete_when is not None
    assert decide.complete_when.at_least == 2
    assert flow.volume_per_year == 1800
    assert (flow.handoff_minutes, flow.entry_minutes) == (3, 1)
    assert flow.controls["waiting"].rule is not None
    assert flow.controls["waiting"].rule.from_node == "apply"
    assert [edge.name for edge in flow.edges][3] == "look->apply#return"


def test_a_flow_keeps_its_document_and_is_named_by_its_digest() -> None:
    flow = require_flow(FULL)

    assert flow.document == FULL
    assert flow.digest == digest(FULL)
    assert require_flow(read_json(json.dumps(flow.document))).digest == flow.digest


def test_a_review_that_names_no_outcomes_can_approve_return_and_refuse() -> None:
    flow = require_flow(straight(node("look", "review")))

    found = {outcome.key: (outcome.refuses, outcome.reason) for outcome in flow.nodes["look"].outcomes}
    assert found == {"approve": (False, "none"), "return": (False, "required"), "refuse": (True, "required")}
    assert flow.nodes["look"].outcomes[1].title == {"ja": "差戻し", "en": "Return"}


def test_an_outcome_called_refuse_refuses_with_a_reason_unless_it_says_otherwise() -> None:
    outcome = require_flow(FULL).nodes["decide"].outcomes[1]

    assert (outcome.refuses, outcome.reason) == (True, "required")


BAD = [
    ("/format", "minaoshi.flow/2", "format.wrong_format", "/format"),
    ("/stage", "someday", "format.unknown_value", "/stage"),
    ("/stage", None, "format.missing_key", ""),
    ("/nodes", {}, "format.wrong_type", "/nodes"),
    ("/nodes/2", "look", "format.not_an_object", "/nodes/2"),
    ("/nodes/2/type", "gateway", "format.unknown_value", "/nodes/2/type"),
    ("/nodes/2/key", "Look", "format.bad_key", "/nodes/2/key"),
    ("/nodes/2/key", "start", "format.duplicate_item", "/nodes/2/key"),
    ("/nodes/2/key", "__proto__", "format.bad_key", "/nodes/2/key"),
    ("/nodes/2/minuets", 3, "format.misspelt_key", "/nodes/2/minuets"),
    ("/nodes/2/zzz", 3, "format.unknown_key", "/nodes/2/zzz"),
    ("/nodes/2/minutes", "3", "format.wrong_type", "/nodes/2/minutes"),
    ("/nodes/2/minutes", True, "format.wrong_type", "/nodes/2/minutes"),
    ("/nodes/2/minutes", -1, "format.out_of_range", "/nodes/2/minutes"),
    ("/nodes/2/minutes", 1e300, "format.out_of_range", "/nodes/2/minutes"),
    ("/nodes/2/minutes", float("nan"), "format.wrong_type", "/nodes/2/minutes"),
    ("/nodes/2/minutes", {"sd": 1}, "format.missing_key", "/nodes/2/minutes"),
    ("/nodes/2/minutes", {"mean": 1, "from": "guess"}, "format.unknown_value", "/nodes/2/minutes/from"),
    ("/nodes/2/title", 5, "format.wrong_type", "/nodes/2/title"),
    ("/nodes/2/title", {"ja": 5}, "format.wrong_type", "/nodes/2/title"),
    ("/nodes/2/title", "a\0b", "format.control_character", "/nodes/2/title"),
    ("/nodes/2/title", "あ" * 20_000, "format.too_long", "/nodes/2/title"),
    ("/nodes/2/checks", ["city", 3], "format.wrong_type", "/nodes/2/checks/1"),
    ("/nodes/2/checks", "city", "format.wrong_type", "/nodes/2/checks"),
    ("/nodes/2/reads", ["Income"], "format.bad_key", "/nodes/2/reads/0"),
    ("/nodes/2/rates", {"return": {"k": 5, "n": 3}}, "format.out_of_range", "/nodes/2/rates/return/k"),
    ("/nodes/2/rates", {"return": "3/4"}, "format.wrong_type", "/nodes/2/rates/return"),
    ("/nodes/2/rates", {"return": 1.5}, "format.out_of_range", "/nodes/2/rates/return"),
    ("/nodes/2/due", {"days": 1, "hours": 2}, "format.exactly_one", "/nodes/2/due"),
    ("/nodes/2/due", {"business_days": 1.5}, "format.wrong_type", "/nodes/2/due/business_days"),
    ("/nodes/2/on_overdue/0/do", "explode", "format.unknown_value", "/nodes/2/on_overdue/0/do"),
    ("/nodes/2/medium", "telex", "format.unknown_value", "/nodes/2/medium"),
    ("/nodes/2/independent", "yes", "format.wrong_type", "/nodes/2/independent"),
    ("/nodes/2/pinned", True, "format.wrong_type", "/nodes/2/pinned"),
    ("/nodes/5/call", 3, "format.wrong_type", "/nodes/5/call"),
    ("/nodes/3/assign", {}, "format.exactly_one", "/nodes/3/assign"),
    ("/nodes/3/assign", {"same_as": "look", "field": "x"}, "format.exactly_one", "/nodes/3/assign"),
    ("/nodes/3/complete_when", "most", "format.unknown_value", "/nodes/3/complete_when"),
    ("/nodes/3/complete_when", {"at_least": 0}, "format.out_of_range", "/nodes/3/complete_when/at_least"),
    ("/nodes/3/outcomes", [{"key": "a"}, {"key": "a"}], "format.duplicate_item", "/nodes/3/outcomes/1/key"),
    ("/nodes/3/outcomes", [{"title": "x"}], "format.missing_key", "/nodes/3/outcomes/0"),
    ("/nodes/3/outcomes", ["approve"], "format.not_an_object", "/nodes/3/outcomes/0"),
    ("/edges/0/to", "nowhere", "reference.unknown_node", "/edges/0/to"),
    ("/edges/0/from", None, "format.missing_key", "/edges/0"),
    ("/edges/0/probability", 1.2, "format.out_of_range", "/edges/0/probability"),
    ("/edges/0/porbability", 1, "format.misspelt_key", "/edges/0/porbability"),
    ("/edges/9", {"from": "start", "to": "apply"}, "format.duplicate_edge", "/edges/9"),
    ("/edges/9", {"from": "look", "to": "decide", "outcome": "approve"}, "outcome.duplicate", "/edges/9"),
    ("/edges/0/when", {"field": "income", "op": "resembles", "value": 1}, "condition.unknown_operator",
     "/edges/0/when/op"),
    ("/lanes/0/kind", "robot", "format.unknown_value", "/lanes/0/kind"),
    ("/data/0/source", None, "format.missing_key", "/data/0"),
    ("/data/0/valid_days", "90", "format.wrong_type", "/data/0/valid_days"),
    ("/controls/0/rule", {"must": "a", "precedes": "b"}, "format.exactly_one", "/controls/0/rule"),
    ("/controls/1/rule", {"min_days": 3, "to": "decide"}, "format.missing_key", "/controls/1/rule"),
    ("/disposition/kind", "契約", "format.unknown_value", "/disposition/kind"),
    ("/kpis/0/target", None, "format.missing_key", "/kpis/0"),
    ("/authority/0/decided_by", None, "format.missing_key", "/authority/0"),
    ("/params/limit", {"a": 1}, "format.wrong_type", "/params/limit"),
    ("/colour", "red", "format.unknown_key", "/colour"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code", "pointer"), BAD)
def test_what_breaks_the_format_is_told_with_its_place(path: str, value: Any, code: str, pointer: str) -> None:
    flow, problems = read_flow(with_change(path, value))

    assert flow is None
    assert (code, pointer) in [(problem.code, problem.pointer) for problem in problems]


@pytest.mark.parametrize(("path", "value", "code", "pointer"), BAD)
def test_every_sentence_names_the_step_in_both_languages(path: str, value: Any, code: str, pointer: str) -> None:
    _, problems = read_flow(with_change(path, value))

    for problem in problems:
        assert isinstance(problem.message, dict)
        assert set(problem.message) == {"ja", "en"}
        if problem.pointer.startswith("/nodes/2/") and "title" not in path and "key" not in path:
            assert "lookの工程" in problem.message["ja"]


def test_a_misspelt_property_is_answered_with_the_nearest_known_one() -> None:
    _, problems = read_flow(with_change("/nodes/2/minuets", 3))

    assert "「minutes」" in problems[0].message["ja"]  # type: ignore[index]  # messages of the codec are objects


def test_what_stands_under_x_is_nobodys_business() -> None:
    assert require_flow(with_change("/nodes/0/x", {"Anything": [None, {"at": "all"}]})).document["x"] == {
        "note": "kept"
    }


def test_a_property_without_effect_is_a_warning_and_no_more() -> None:
    flow, problems = read_flow(with_change("/nodes/0/wait", {"days": 3}))

    assert flow is not None
    assert [(problem.code, problem.severity) for problem in problems[-1:]] == [("format.not_for_type", "warning")]


@pytest.mark.parametrize("value", [None, 3, "text", [], True, {}, [FULL]])
def test_what_is_not_a_flow_at_all_is_refused(value: Any) -> None:
    with pytest.raises(UnusableDocument):
        require_flow(value)


def test_all_problems_are_told_at_once() -> None:
    broken = with_change("/nodes/2/medium", "telex") | {"stage": "someday", "colour": 1}

    assert len(read_flow(broken)[1]) == 3


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_of_a_document_makes_reading_raise(data: st.DataObject) -> None:
    broken: Any = copy.deepcopy(FULL)
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    )
    for _ in range(data.draw(st.integers(1, 3))):
        place = broken
        while isinstance(place, dict | list) and place:
            names = list(place) if isinstance(place, dict) else list(range(len(place)))
            name = data.draw(st.sampled_from(names))
            if data.draw(st.booleans()) or not isinstance(place[name], dict | list):
                place[name] = data.draw(anything)
                break
            place = place[name]

    flow, problems = read_flow(broken)

    assert (flow is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("catalog", [CODEC, CHECK, PUBLISHING])
def test_every_sentence_stands_in_both_languages_with_the_same_parameters(catalog: Messages) -> None:
    for code in catalog.codes:
        empty = catalog.text(code, **dict.fromkeys(catalog.parameters(code), "■"))
        assert set(empty) == {"ja", "en"}, code
        assert empty["ja"].count("■") == empty["en"].count("■"), code


SAMPLES = sorted(Path(__file__).parents[2].glob("samples/*/*-*.json"))


@pytest.mark.parametrize("path", [p for p in SAMPLES if p.name in ("as-is.json", "to-be.json")], ids=os.fspath)
def test_every_sample_is_read_and_given_back(path: Path) -> None:
    stored = read_json(path.read_bytes())

    assert require_flow(stored).document == stored
