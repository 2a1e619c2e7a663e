"""Subflows: cases of another flow that begin with a step, run by themselves, and bring their results back once."""

from collections.abc import Mapping
from threading import Barrier, Thread

import pytest

from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Withdraw
from engine.core.errors import TooManyChildren
from engine.core.program import Program, compile_program
from engine.core.waiting import MOST_CHILDREN
from engine.shell.children import child_id, children_of, roots_of
from engine.shell.worker import Worker
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from tests.engine.flows import SATO, YAMADA, edge, flow_document, node, program_of
from tests.engine.office import Office
from workflow.codec import require_flow

ITEMS: list[Json] = [{"what": "机"}, {"what": "いす"}, {"what": "棚"}]


def inspection() -> Program:
    """Return look (task) → judge (approved, or refused by a person)."""
    return program_of(
        [
            node("s", "start"),
            node("look", "task", "clerk"),
            node("judge", "approval", "head"),
            node("e", "end", result="approved"),
            node("n", "end", result="refused"),
        ],
        ["s->look", "look->judge", "judge->e#approve", "judge->look#return", "judge->n#refuse"],
        key="inspection",
        owner="zeimu",
    )


def calling(**more: Json) -> Program:
    """Return subflow → wrap up, or redo where not all were approved."""
    nodes = [
        node("s", "start"),
        node("parts", "subflow", None, flow="inspection", **more),
        node("wrap", "task", "clerk"),
        node("redo", "task", "clerk"),
        node("e", "end", result="completed"),
        node("f", "end", result="refused"),
    ]
    edges = ["s->parts", "parts->wrap#approved", "parts->redo", "wrap->e", "redo->f"]
    flow = require_flow(flow_document(nodes, edges))
    return compile_program(flow, tables={}, children={"inspection": "inspection-1"})


def office_of(database: Database, program: Program, values: Mapping[str, Json] | None = None) -> Office:
    office = Office(database, program=program, children={"inspection-1": inspection()})
    office.receive("one", values or {})
    return office


def children(office: Office) -> list[str]:
    with office.database.read() as tx:
        return [line.case_id for line in children_of(tx, "one")]


def finish(office: Office, child: str, outcome: str = "approve") -> None:
    office.complete(child, "look", by=YAMADA)
    office.complete(child, "judge", outcome, by=SATO, reason="基準3に当たりません。" if outcome == "refuse" else "")


def record(office: Office, case_id: str) -> Mapping[str, Json]:
    with office.database.read() as tx:
        return office.engine.facts.values(tx, case_id)


def test_a_subflow_runs_as_a_case_of_its_own_and_its_result_chooses_the_way(database: Database) -> None:
    office = office_of(database, calling(reads=["name"], writes=["size"]), {"name": "髙橋", "secret": "x"})
    (child,) = children(office)
    assert child == child_id("one", 1)
    assert office.open_nodes("one") == []
    assert record(office, child) == {"name": "髙橋"}
    case = office.case(child)
    assert (case.procedure, case.department, case.channel) == ("inspection", "zeimu", "subflow")

    with database.begin() as tx:
        office.engine.facts.record(tx, child, {"size": 3, "name": "別人"})
    finish(office, child)
    office.work()

    assert office.open_nodes("one") == ["wrap"]
    assert record(office, "one") == {"name": "髙橋", "secret": "x", "size": 3}
    assert [delivery.case_id for delivery in office.told if delivery.kind == "received"] == ["one"]
    office.check_laws("one")
    office.check_laws(child)


def test_each_item_of_a_group_is_a_child_and_they_join_once(database: Database) -> None:
    office = office_of(database, calling(each="items", writes=["items.grade"]), {"items": ITEMS, "name": "髙橋"})
    kids = children(office)
    assert [record(office, kid) for kid in kids] == [{"name": "髙橋", **item} for item in ITEMS]  # type: ignore[dict-item]  # objects, as written above

    for grade, kid in enumerate(kids):
        with database.begin() as tx:
            office.engine.facts.record(tx, kid, {"grade": grade})
        finish(office, kid)
        office.work()
        office.work()

    assert office.open_nodes("one") == ["wrap"]
    assert record(office, "one")["items"] == [{**item, "grade": place} for place, item in enumerate(ITEMS)]  # type: ignore[dict-item]  # as above
    office.check_laws("one")


def test_children_that_end_differently_take_the_other_way_and_a_persons_refusal_counts(database: Database) -> None:
    office = office_of(database, calling(each="items"), {"items": ITEMS})
    for kid, outcome in zip(children(office), ("approve", "refuse", "approve"), strict=True):
        finish(office, kid, outcome)
    office.work()
    assert office.open_nodes("one") == ["redo"]

    office.complete("one", "redo", by=YAMADA)

    assert office.case("one").state.result == "refused"


def test_a_group_without_items_needs_no_children(database: Database) -> None:
    office = office_of(database, calling(each="items"), {"items": []})

    assert children(office) == []
    assert office.open_nodes("one") == ["redo"]


def test_more_items_than_a_case_can_have_children_are_refused(database: Database) -> None:
    with pytest.raises(TooManyChildren):
        office_of(database, calling(each="items"), {"items": [{}] * (MOST_CHILDREN + 1)})


def test_a_withdrawal_ends_the_children_and_theirs(database: Database) -> None:
    outer = compile_program(
        require_flow(flow_document(
            [node("s", "start"), node("inner", "subflow", flow="inspection"), node("e", "end")],
            ["s->inner", "inner->e"], key="outer",
        )),
        tables={}, children={"inspection": "inspection-1"},
    )  # fmt: skip
    top = compile_program(
        require_flow(flow_document(
            [node("s", "start"), node("parts", "subflow", flow="outer", each="items"), node("e", "end")],
            ["s->parts", "parts->e"],
        )),
        tables={}, children={"outer": "outer-1"},
    )  # fmt: skip
    office = Office(database, program=top, children={"inspection-1": inspection(), "outer-1": outer})
    office.receive("one", {"items": ITEMS})
    kids = children(office)
    grandchild = child_id(kids[0], 1)
    with database.read() as tx:
        assert roots_of(tx, [grandchild, "one"]) == {grandchild: "one"}

    office.do("one", Withdraw(actor=RESIDENT))
    office.work()

    cases = ["one", *kids, grandchild]
    assert [office.case(each).state.result for each in cases] == ["withdrawn"] * len(cases)
    for each in cases:
        office.check_laws(each)
    assert office.count("job") == 0


def test_an_end_that_terminates_cancels_the_children(database: Database) -> None:
    program = compile_program(
        require_flow(flow_document(
            [node("s", "start"), node("p", "parallel"), node("parts", "subflow", flow="inspection"),
             node("stop", "task", "clerk"), node("e", "end", terminate=True), node("f", "end", terminate=True)],
            ["s->p", "p->parts", "p->stop", "parts->e", "stop->f"],
        )),
        tables={}, children={"inspection": "inspection-1"},
    )  # fmt: skip
    office = office_of(database, program)
    (child,) = children(office)

    office.complete("one", "stop", by=YAMADA)

    assert office.case(child).state.result == "cancelled"


def test_a_child_that_nobody_has_to_work_on_is_over_at_once_and_is_heard_of_later(database: Database) -> None:
    at_once = program_of([node("s", "start"), node("e", "end", result="approved")], ["s->e"], key="inspection")
    office = Office(database, program=calling(each="items"), children={"inspection-1": at_once})
    office.receive("one", {"items": ITEMS})
    assert len(office.case("one").state.pending.waits) == 3

    office.work()

    assert office.open_nodes("one") == ["wrap"]


def test_children_that_finish_at_the_same_instant_join_exactly_once(database: Database) -> None:
    office = office_of(database, calling(each="items"), {"items": [{} for _ in range(6)]})
    kids = children(office)
    for kid in kids:
        office.complete(kid, "look", by=YAMADA)
    gate = Barrier(len(kids))

    def decide(kid: str, worker: Worker) -> None:
        gate.wait()
        office.complete(kid, "judge", "approve", by=SATO, command_id=f"judge-{kid}")
        while worker.work_once(office.now):
            pass

    threads = [Thread(target=decide, args=(kid, office.worker)) for kid in kids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    office.work()

    assert office.open_nodes("one") == ["wrap"]
    office.check_laws("one")


def test_a_withdrawal_and_a_finishing_child_do_not_wait_for_each_other(database: Database) -> None:
    office = Office(database, program=calling(), children={"inspection-1": inspection()})

    for number in range(5):
        told = withdraw_while_a_child_finishes(office, f"case-{number}")
        assert told <= {"StopIteration", "ItemAlreadyClosed", "UnknownItem"}


def withdraw_while_a_child_finishes(office: Office, case_id: str) -> set[str]:
    """Let both happen at once; return what the officer was told who decided about the child."""
    office.receive(case_id, {})
    child, gate, told = child_id(case_id, 1), Barrier(2), set[str]()
    office.complete(child, "look", by=YAMADA)

    def decide() -> None:
        gate.wait()
        try:
            office.complete(child, "judge", "approve", by=SATO)
        except Exception as error:  # whatever it is, the test looks at it
            told.add(type(error).__name__)

    thread = Thread(target=decide)
    thread.start()
    gate.wait()
    office.do(case_id, Withdraw(actor=RESIDENT))
    thread.join()
    office.work()
    assert office.case(case_id).state.result == "withdrawn"
    assert office.case(child).state.result in ("approved", "withdrawn")
    return told


def test_ways_by_result_need_one_for_all_others() -> None:
    nodes = [node("s", "start"), node("parts", "subflow", flow="inspection"), node("e", "end"), node("f", "end")]
    flow = require_flow(flow_document(nodes, ["s->parts", "parts->e#approved", edge("parts->f#refused")]))

    with pytest.raises(UnusableDocument) as raised:
        compile_program(flow, tables={}, children={"inspection": "x"})

    assert [problem.code for problem in raised.value.problems] == ["engine.no_otherwise"]
