"""Inclusive splits and joins: every branch that applies is done, and the join waits for exactly those."""

from collections.abc import Sequence

import pytest

from db.database import Database
from engine.core.actor import Actor
from engine.core.apply import fold
from engine.core.errors import NoWayOut
from engine.core.pending_events import Forked
from engine.core.program import Program
from engine.core.state import NEW
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from tests.engine.desk import Desk
from tests.engine.flows import YAMADA, edge, node, program_of
from tests.engine.office import Office

CHIEF = Actor("officer", "baba", frozenset({"kankyo/chief"}))
S, E, T = node("s", "start"), node("e", "end"), node("t", "task", "clerk")
SPLIT, JOIN = node("split", "inclusive"), node("join", "inclusive")
A, B, C = (node(key, "task", "clerk") for key in "abc")


def is_set(name: str) -> Json:
    return {"field": name, "op": "eq", "value": True}


def opinions(*, default: bool = True) -> Program:
    """Ask the sections that a case concerns: water, road, or the general one where it concerns neither."""
    edges: list[str | JsonObject] = [
        "s->split", edge("split->a", when=is_set("water")), edge("split->b", when=is_set("road")),
        edge("split->c", default=True) if default else edge("split->c", when=is_set("park")),
        "a->join", "b->join", "c->join", "join->t", "t->e",
    ]  # fmt: skip
    return program_of([S, SPLIT, A, B, C, JOIN, T, E], edges)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param({}, ["c"], id="どれにも当たらない"),
        pytest.param({"water": True}, ["a"], id="1つ"),
        pytest.param({"water": True, "road": True}, ["a", "b"], id="2つ"),
    ],
)
def test_every_branch_that_applies_is_done_before_the_case_goes_on(facts: dict[str, Json], asked: list[str]) -> None:
    desk = Desk(opinions(), facts=facts).receive()
    assert desk.open_nodes == asked

    for each in asked:
        assert "t" not in desk.open_nodes
        desk.complete(each, by=YAMADA)

    assert desk.open_nodes == ["t"]
    assert desk.state.pending.expected == {}
    assert fold(NEW, desk.entries) == desk.state


def test_what_was_sent_out_counts_even_if_the_record_changes_meanwhile() -> None:
    desk = Desk(opinions(), facts={"water": True, "road": True}).receive()
    assert Forked("join", 2) in desk.resolutions[0].events

    desk.facts |= {"road": False}
    desk.complete("a", by=YAMADA)
    assert desk.open_nodes == ["b"]
    desk.complete("b", by=YAMADA)

    assert desk.open_nodes == ["t"]


def test_a_split_that_nothing_holds_for_stops_the_command() -> None:
    desk = Desk(opinions(default=False))

    with pytest.raises(NoWayOut):
        desk.receive()


def test_a_round_that_is_repeated_splits_and_joins_anew() -> None:
    again = node("t", "review", "chief", outcomes=[{"key": "approve"}, {"key": "return", "reason": "none"}])
    program = program_of(
        [S, node("into", "exclusive"), SPLIT, A, B, JOIN, again, E],
        ["s->into", "into->split", edge("split->a", when=is_set("water")), edge("split->b", default=True),
         "a->join", "b->join", "join->t", "t->into#return", "t->e#approve"],
    )  # fmt: skip
    desk = Desk(program, facts={"water": True}).receive()
    desk.complete("a", by=YAMADA)
    desk.facts |= {"water": False}
    desk.complete("t", "return", by=CHIEF)
    assert desk.open_nodes == ["b"]

    desk.complete("b", by=YAMADA)
    desk.complete("t", "approve", by=CHIEF)

    assert desk.state.result == "completed"


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        pytest.param(
            [S, SPLIT, A, B, JOIN, T, E, node("x", "exclusive"), node("y", "exclusive")],
            ["s->y", "y->split", "split->a", "split->b", "a->x", edge("x->y", when=is_set("again")),
             edge("x->join", default=True), "b->join", "join->t", "t->e"],
            id="a branch leads out of the region",
        ),
        pytest.param(
            [S, SPLIT, A, B, JOIN, T, E, node("p", "parallel")],
            ["s->split", "split->p", "p->a", "p->b", "a->join", "b->join", edge("split->t", default=True), "join->t",
             "t->e"],
            id="a parallel split inside that only the or join closes",
        ),
        pytest.param(
            [S, SPLIT, A, B, JOIN, T, E, node("x", "exclusive")],
            ["s->split", "split->a", "split->b", "a->x", "b->x", "x->join", edge("split->join", default=True),
             "join->t", "t->e"],
            id="branches that merge before the join",
        ),
        pytest.param(
            [S, node("p", "parallel"), A, B, JOIN, T, E],
            ["s->p", "p->a", "p->b", "a->join", "b->join", "join->t", "t->e"],
            id="a join whose split is parallel",
        ),
    ],
)  # fmt: skip
def test_an_inclusive_gateway_without_a_partner_is_refused_at_publication(
    nodes: Sequence[JsonObject], edges: Sequence[str | JsonObject]
) -> None:
    with pytest.raises(UnusableDocument) as raised:
        program_of(nodes, edges)

    assert {problem.code for problem in raised.value.problems} == {"engine.unmatched"}


def test_regions_may_stand_inside_each_other() -> None:
    inner, closing = node("inner", "inclusive"), node("closing", "inclusive")
    program = program_of(
        [S, SPLIT, inner, A, B, closing, C, JOIN, T, E],
        ["s->split", edge("split->inner", when=is_set("water")), edge("split->c", default=True),
         edge("inner->a", when=is_set("water")), edge("inner->b", when=is_set("road")), "a->closing", "b->closing",
         "closing->join", "c->join", "join->t", "t->e"],
    )  # fmt: skip
    desk = Desk(program, facts={"water": True, "road": True}).receive()

    for each in ("a", "b"):
        desk.complete(each, by=YAMADA)

    assert desk.open_nodes == ["t"]


def test_branches_that_finish_one_after_the_other_join_once_on_a_real_database(database: Database) -> None:
    office = Office(database, program=opinions())
    office.receive("one", {"water": True, "road": True})

    for each in ("b", "a"):
        office.complete("one", each, by=YAMADA)
        office.check_laws("one")

    assert office.open_nodes("one") == ["t"]
