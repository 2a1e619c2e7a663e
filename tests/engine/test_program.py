"""What compiles, what does not, and what a program knows in advance."""

import json
from collections.abc import Sequence

import pytest

from engine.core.errors import EndlessLoop, ImproperCompletion, NoDate, NoWayOut
from engine.core.program import compile_program
from engine.messages import MESSAGES
from kernel.errors import DomainError, UnusableDocument
from kernel.json_types import JsonObject
from tests.engine.desk import Desk
from tests.engine.flows import AUTO, DOG, YAMADA, dog_program, edge, node, program_of
from tests.services import ROOT
from workflow.codec import require_flow
from workflow.table.codec import require_table

S, E, T = node("s", "start"), node("e", "end"), node("t", "task", "clerk")
NO_DEFAULT = {**AUTO, "outputs": [{"key": "verdict", "type": "string"}]}


@pytest.mark.parametrize(
    ("nodes", "edges", "tables", "expected"),
    [
        pytest.param([T, E], ["t->e"], [], ("engine.no_start", "/nodes"), id="no start"),
        pytest.param(
            [S, node("x", "inclusive"), T, node("u", "task", "clerk"), E],
            ["s->x", "x->t", edge("x->u", default=True), "t->e", "u->e"],
            [],
            ("engine.unmatched", "/nodes/1"),
            id="an or split without its join",
        ),
        pytest.param([S, node("x", "wait"), E], ["s->x", "x->e"], [], ("engine.incomplete", "/nodes/1"), id="wait"),
        pytest.param([S, node("x", "service"), E], ["s->x", "x->e"], [], ("engine.incomplete", "/nodes/1"), id="call"),
        pytest.param([S, node("x", "subflow"), E], ["s->x", "x->e"], [], ("engine.incomplete", "/nodes/1"), id="flow"),
        pytest.param(
            [S, node("x", "subflow", flow="survey"), E],
            ["s->x", "x->e"],
            [],
            ("engine.unknown_flow", "/nodes/1/flow"),
            id="a flow that is not published",
        ),
        pytest.param([S, T], ["s->t"], [], ("engine.no_edge", "/nodes/1"), id="nothing follows"),
        pytest.param([S, node("f", "form"), E], ["s->f", "f->e"], [], ("engine.incomplete", "/nodes/1"), id="no form"),
        pytest.param(
            [S, node("n", "notice"), E], ["s->n", "n->e"], [], ("engine.incomplete", "/nodes/1"), id="no letter"
        ),
        pytest.param([S, node("w", "timer"), E], ["s->w", "w->e"], [], ("engine.incomplete", "/nodes/1"), id="no time"),
        pytest.param(
            [S, node("t", "task"), E], ["s->t", "t->e"], [], ("engine.no_lane", "/nodes/1/lane"), id="no lane"
        ),
        pytest.param(
            [S, node("t", "task", "resident"), E],
            ["s->t", "t->e"],
            [],
            ("engine.no_lane", "/nodes/1/lane"),
            id="resident",
        ),
        pytest.param(
            [S, node("d", "decision", table="auto"), E],
            ["s->d", "d->e"],
            [],
            ("engine.incomplete", "/nodes/1/table"),
            id="no table",
        ),
        pytest.param(
            [S, node("d", "decision", table="auto"), node("x", "exclusive"), T, E],
            ["s->d", "d->x", edge("x->e", when={"field": "verdict", "op": "eq", "value": "approve"}), "x->t", "t->e"],
            [NO_DEFAULT],
            ("engine.no_referral", "/nodes/1/table"),
            id="a table that cannot refer",
        ),
        pytest.param(
            [S, node("r", "review", "clerk", outcomes=[{"key": "refuse", "title": "却下"}]), E],
            ["s->r", "r->e"],
            [],
            ("engine.outcome_without_edge", "/nodes/1/outcomes"),
            id="a refusal without an edge of its own",
        ),
        pytest.param(
            [
                S,
                node(
                    "r",
                    "approval",
                    "clerk",
                    due={"days": 1},
                    on_overdue=[{"after": {"days": 1}, "do": {"outcome": "approve"}}],
                ),
                E,
            ],
            ["s->r", "r->e#approve"],
            [],
            ("engine.overdue_decides", "/nodes/1/on_overdue/0"),
            id="approval by lapse of time",
        ),
        pytest.param(
            [S, node("r", "approval", "clerk", members=["clerk", "resident"]), E],
            ["s->r", "r->e#approve"],
            [],
            ("engine.no_lane", "/nodes/1/members/1"),
            id="a member who is no officer",
        ),
        pytest.param(
            [S, node("r", "approval", members=["clerk", "chief"], complete_when={"at_least": 3}), E],
            ["s->r", "r->e#approve"],
            [],
            ("engine.too_few_members", "/nodes/1/complete_when"),
            id="more members needed than there are",
        ),
    ],
)
def test_what_cannot_run_is_told_at_publication(
    nodes: Sequence[JsonObject],
    edges: Sequence[str | JsonObject],
    tables: Sequence[JsonObject],
    expected: tuple[str, str],
) -> None:
    with pytest.raises(UnusableDocument) as raised:
        program_of(nodes, edges, tables)

    assert [(problem.code, problem.pointer) for problem in raised.value.problems] == [expected]


def test_a_table_that_only_computes_needs_no_defaults() -> None:
    program = program_of([S, node("d", "decision", table="auto"), T, E], ["s->d", "d->t", "t->e"], [NO_DEFAULT])

    assert Desk(program).receive({"chip": True, "fee": 1}).facts["verdict"] == "approve"


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "samples").glob("*/to-be.json")))
def test_every_sample_is_ready_to_run(folder: str) -> None:
    documents = [json.loads(path.read_text()) for path in (ROOT / "samples" / folder).glob("table*.json")]
    tables = {document["key"]: require_table(document) for document in documents}

    program = compile_program(
        require_flow(json.loads((ROOT / "samples" / folder / "to-be.json").read_text())), tables=tables
    )

    assert program.opening_form == "apply"


def test_a_program_knows_what_a_step_will_ask_for() -> None:
    steps = dog_program().steps

    assert steps["apply"].outlook.reads
    assert steps["apply"].outlook.decides
    assert not steps["tag"].outlook.reads
    assert steps["fix"].outlook.judgement
    assert not steps["tag"].outlook.judgement
    assert steps["review"].returning == {"return"}
    assert steps["decide"].returning == {"return"}
    assert list(steps["review"].outcomes) == ["approve", "return"]


def test_default_outcomes_without_edges_are_not_offered() -> None:
    program = program_of([S, node("r", "review", "clerk"), E], ["s->r", "r->e"])

    assert list(program.steps["r"].outcomes) == ["approve"]


@pytest.mark.parametrize(
    ("nodes", "edges", "error"),
    [
        pytest.param(
            [S, node("x", "exclusive"), T, E],
            ["s->x", edge("x->t", when={"field": "a", "op": "eq", "value": 1}), "t->e"],
            NoWayOut,
            id="a gap in the conditions",
        ),
        pytest.param(
            [S, node("p", "parallel"), E, T], ["s->p", "p->e", "p->t", "t->e"], ImproperCompletion, id="improper"
        ),
        pytest.param(
            [S, node("x", "exclusive"), node("n", "notice", template="a"), E],
            ["s->x", "x->n", "n->x", edge("x->e", when={"field": "a", "op": "eq", "value": 1})],
            EndlessLoop,
            id="round and round",
        ),
        pytest.param(
            [S, node("u", "timer", until={"field": "day"}), T, E], ["s->u", "u->t", "t->e"], NoDate, id="no date"
        ),
    ],
)
def test_a_defect_that_shows_at_run_time_stops_the_command(
    nodes: Sequence[JsonObject], edges: Sequence[str | JsonObject], error: type[DomainError]
) -> None:
    desk = Desk(program_of(nodes, edges))

    with pytest.raises(error):
        desk.receive()
    assert desk.state.status == "new"


def test_every_refusal_has_a_sentence_and_its_parameters() -> None:
    def all_of(kind: type[DomainError]) -> set[type[DomainError]]:
        return {kind} | {each for part in kind.__subclasses__() for each in all_of(part)}

    ours = {kind.code for kind in all_of(DomainError) if kind.__module__.startswith("engine.")}

    assert ours - {"access.not_found"} <= MESSAGES.codes


def test_a_task_is_left_in_one_way_where_it_has_no_outcomes() -> None:
    desk = Desk(program_of([S, T, E], ["s->t", "t->e"])).receive()

    desk.complete("t", by=YAMADA)

    assert desk.state.result == "completed"


def test_the_model_flow_is_compiled_from_its_document() -> None:
    assert set(dog_program().steps) == {str(each["key"]) for each in DOG[0]}
