"""Each pattern runs as it must, or is refused as its reason says; the page in docs says the same."""

from datetime import timedelta

import pytest

from engine.core.actor import RESIDENT, Actor
from engine.core.commands import Complete, TakeResult, Withdraw
from engine.core.program import compile_program
from kernel.errors import DomainError
from tests.engine.desk import Desk
from tests.engine.flows import flow_document
from tests.engine.patterns.pattern import Pattern, Run
from tests.engine.patterns.table import PAGE, PATTERNS, page
from workflow.codec import require_flow
from workflow.soundness.verify import verify

PEOPLE = {
    queue: Actor("officer", f"who-{queue}", frozenset({queue}))
    for queue in ("kankyo/clerk", "kankyo/chief", "kankyo/head")
}
RUNS = [
    pytest.param(pattern, run, id=f"{pattern.number}-{place}")
    for pattern in PATTERNS
    for place, run in enumerate(pattern.runs)
]


def desk_of(pattern: Pattern, run: Run) -> Desk:
    flow = require_flow(flow_document(pattern.nodes, pattern.edges))
    desk = Desk(compile_program(flow, tables={}, children={"part": "part-1"}), facts=dict(run.facts))
    return desk.receive()


def play(desk: Desk, line: str) -> None:
    """Let one line of a script happen, or see that it holds."""
    word, *rest = line.split()
    match word:
        case "see":
            assert sorted(desk.open_nodes) == rest
        case "end":
            assert desk.state.result == rest[0]
            assert desk.state.tokens == 0
        case "do":
            item = desk.at(rest[0])
            outcome = rest[1] if len(rest) > 1 else None
            desk.do(Complete(actor=PEOPLE[item.queue], item=item.number, outcome=outcome, reason="理由"))
        case "hours":
            desk.wait(timedelta(hours=int(rest[0])))
        case "child":
            desk.do(TakeResult(wait=int(rest[0]), result=rest[1]) if len(rest) > 1 else Withdraw(actor=RESIDENT))
        case "withdraw":
            desk.do(Withdraw(actor=RESIDENT))
        case "stuck":
            before = desk.state
            with pytest.raises(DomainError):
                play(desk, "withdraw" if rest == ["withdraw"] else f"do {rest[0]}")
            assert desk.state == before
        case _:
            raise AssertionError(line)


@pytest.mark.parametrize(("pattern", "run"), RUNS)
def test_a_pattern_runs_as_it_must(pattern: Pattern, run: Run) -> None:
    desk = desk_of(pattern, run)

    for line in run.script:
        play(desk, line)


@pytest.mark.parametrize("pattern", [each for each in PATTERNS if each.nodes], ids=lambda each: each.name)
def test_what_the_format_expresses_is_sound_and_what_it_leaves_out_is_not(pattern: Pattern) -> None:
    sound = verify(require_flow(flow_document(pattern.nodes, pattern.edges))).sound

    assert sound is (pattern.number not in (8, 11))


def test_all_twenty_are_there_once_and_what_is_left_out_says_why() -> None:
    assert [each.number for each in PATTERNS] == [*range(1, 21)]
    assert all(each.runs for each in PATTERNS if each.answer != "no")
    assert all(len(each.how) > 80 for each in PATTERNS if each.answer == "no")


def test_the_page_in_docs_is_what_the_tests_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.engine.patterns.table"
