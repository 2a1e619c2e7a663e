"""Rules approve or refer; the guards of an automatic decision."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.auto_approval import Safeguards, in_sample, seal
from engine.core.errors import AutomaticRefusal
from engine.core.events import AutoDecided
from kernel.json_types import Json, JsonObject
from tests.engine.desk import TRUSTING, Desk
from tests.engine.flows import AUTO, YAMADA, dog_program, edge, node, program_of

PROGRAM = dog_program()
GOOD = {"chip": True, "fee": 3000}


def spoken(desk: Desk) -> AutoDecided:
    return next(event for entry in desk.entries for event in entry.events if isinstance(event, AutoDecided))


@pytest.mark.parametrize(
    ("facts", "safeguards", "referral", "queue"),
    [
        pytest.param(GOOD, TRUSTING, None, "tag", id="approved"),
        pytest.param({"chip": False, "fee": 3000}, TRUSTING, None, "review", id="the rules refer themselves"),
        pytest.param({"chip": True, "fee": None}, TRUSTING, None, "review", id="no rule matches: the default"),
        pytest.param(GOOD, replace(TRUSTING, stopped=True), "stopped", "review", id="kill switch"),
        pytest.param(GOOD, replace(TRUSTING, authorised=False), "unauthorised", "review", id="not published"),
        pytest.param(GOOD, replace(TRUSTING, sample_share=1.0), "sample", "review", id="in the sample"),
    ],
)
def test_a_rule_counts_only_under_every_guard(
    facts: Mapping[str, Json], safeguards: Safeguards, referral: str | None, queue: str
) -> None:
    desk = Desk(PROGRAM, safeguards=safeguards).receive(facts)

    assert desk.open_nodes == [queue]
    assert spoken(desk).referral == referral


@pytest.mark.parametrize(
    ("valid", "referral", "queue"),
    [
        ({"from": "2026-06-01"}, None, "tag"),
        ({"from": "2026-06-01", "to": "2026-06-01"}, None, "tag"),
        ({"from": "2026-06-02"}, "out_of_date", "review"),
        ({"to": "2026-05-31"}, "out_of_date", "review"),
    ],
)
def test_a_table_decides_on_its_days_only(valid: JsonObject, referral: str | None, queue: str) -> None:
    from_dog = dog_program().flow.document
    program = program_of(from_dog["nodes"], from_dog["edges"], [{**AUTO, "valid": valid}])  # type: ignore[arg-type]  # parsed JSON
    desk = Desk(program, safeguards=TRUSTING).receive(GOOD)

    assert desk.open_nodes == [queue]
    assert spoken(desk).referral == referral


def with_rules(rules: list[JsonObject], hit_policy: str = "unique") -> Desk:
    table = {**AUTO, "rules": rules, "hit_policy": hit_policy}
    from_dog = dog_program().flow.document
    program = program_of(from_dog["nodes"], from_dog["edges"], [table])  # type: ignore[arg-type]  # parsed JSON
    return Desk(program)


def test_a_rule_that_looks_at_a_missing_fact_never_approves() -> None:
    desk = with_rules([{"key": "free", "when": [True, {"empty": True}], "then": ["approve"]}]).receive({"chip": True})

    assert desk.open_nodes == ["review"]
    assert spoken(desk).referral == "missing"


def test_a_fact_that_the_rule_does_not_look_at_may_be_missing() -> None:
    desk = with_rules([{"key": "any-fee", "when": [True, None], "then": ["approve"]}]).receive({"chip": True})

    assert desk.open_nodes == ["tag"]


def test_a_catch_all_behind_a_rule_that_asks_for_a_missing_fact_never_approves() -> None:
    rules: list[JsonObject] = [
        {"key": "dear", "when": [None, {"gt": 5000}], "then": ["review"]},
        {"key": "rest", "when": [None, None], "then": ["approve"]},
    ]

    desk = with_rules(rules, "first").receive({"chip": True})

    assert desk.open_nodes == ["review"]
    assert spoken(desk).referral == "missing"


def test_rules_that_contradict_each_other_never_approve() -> None:
    rules: list[JsonObject] = [
        {"key": "a", "when": [True, None], "then": ["approve"]},
        {"key": "b", "when": [None, {"lte": 5000}], "then": ["review"]},
    ]

    desk = with_rules(rules).receive(GOOD)

    assert desk.open_nodes == ["review"]
    assert spoken(desk).referral == "conflict"
    assert spoken(desk).rules == ("a", "b")


def test_correcting_does_not_re_roll_the_sample() -> None:
    sampled = [case for case in map(str, range(2000)) if in_sample(TRUSTING.secret, case, "auto", 0.05)]
    assert 60 < len(sampled) < 140

    desk = Desk(PROGRAM, safeguards=replace(TRUSTING, sample_share=0.05), case_id=sampled[0]).receive(GOOD)
    assert desk.open_nodes == ["review"]
    desk.complete("review", "return", by=YAMADA, reason="確認")
    desk.correct("fix")

    assert desk.open_nodes == ["review"]


def test_a_flow_sets_its_own_share_of_the_sample() -> None:
    assert dog_program(params={"human_sample_share": 0.25}).sample_share == 0.25
    assert PROGRAM.sample_share is None


@given(st.text(max_size=8), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_only_adds_to_the_sample(case: str, one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert in_sample(b"k", case, "n", low) <= in_sample(b"k", case, "n", high)


def test_the_seal_hangs_on_the_values_the_case_and_the_secret() -> None:
    seals = {
        seal(b"k", "1", {"a": 1, "b": 2}),
        seal(b"k", "1", {"a": 1, "b": 3}),
        seal(b"k", "2", {"a": 1, "b": 2}),
        seal(b"j", "1", {"a": 1, "b": 2}),
    }

    assert len(seals) == 4
    assert seal(b"k", "1", {"b": 2, "a": 1}) in seals


@pytest.mark.promise("P41")
def test_a_way_to_refusal_without_a_person_stops_the_command() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("f", "form", "resident", form="a"),
            node("auto", "decision", "system", table="auto"),
            node("x", "exclusive"),
            node("yes", "end", result="approved"),
            node("no", "end", result="refused"),
        ],
        [
            "s->f",
            "f->auto",
            "auto->x",
            edge("x->yes", when={"field": "verdict", "op": "eq", "value": "approve"}),
            edge("x->no", default=True),
        ],
        [AUTO],
    )

    assert Desk(program).receive(GOOD).state.result == "approved"
    with pytest.raises(AutomaticRefusal):
        Desk(program).receive({"chip": False, "fee": 1})
