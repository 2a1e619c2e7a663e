"""Must, before and after agree with an exhaustive search, on thousands of questions about sound flows."""

import random
from collections import Counter, deque

import pytest

from tests.workflow.soundness.graph_oracle import BEGIN, DONE, Oracle, graph_of, random_graph, random_sound_graph
from workflow.controls.questions import Questions
from workflow.soundness.replay import replay
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph


@pytest.mark.parametrize("part", range(6))
def test_answers_are_those_of_an_exhaustive_search(part: int) -> None:
    asked = 0
    for seed in range(part * 250, part * 250 + 250):
        graph = random_graph(seed, 3 + seed % 9) if seed % 5 else random_sound_graph(seed, 2 + seed % 6)
        if verify_graph(graph).sound:
            asked += ask(graph, random.Random(seed))
    assert asked > 300


def ask(graph: ControlGraph, chance: random.Random) -> int:
    """Ask random questions about `graph`; return how many."""
    questions, search = Questions(graph), Search(graph)
    steps = [key for key, kind in graph.kinds.items() if kind == "task"]
    ends = [key for key, kind in graph.kinds.items() if kind == "end"]
    for _ in range(3 if steps else 0):
        some = frozenset(chance.sample(steps, min(len(steps), chance.randint(1, 2))))
        other = chance.choice(steps)
        must, before = questions.must_pass(some, ends), questions.comes_before(some, [other])
        after = questions.comes_after([other], some)

        assert must.holds is search.must_pass(some), (some, graph.edges)
        assert before.holds is search.comes_before(some, other), (some, other, graph.edges)
        assert after.holds is search.comes_after(other, some), (some, other, graph.edges)
        for answer in (must, before):
            assert answer.holds or replay(graph, answer.run)
    return 9 if steps else 0


class Search:
    """Asks the same by looking at every state."""

    def __init__(self, graph: ControlGraph) -> None:
        self.oracle = Oracle(graph)

    def must_pass(self, through: frozenset[str]) -> bool:
        return not any(marking == Counter({DONE: 1}) for marking, _ in self.seen(through, set()))

    def comes_before(self, first: frozenset[str], then: str) -> bool:
        if then in first:
            return True
        return not any(
            node == then for marking, _ in self.seen(first, set()) for node, _ in self.oracle.moves(marking, first)
        )

    def comes_after(self, first: str, then: frozenset[str]) -> bool:
        if first in then:
            return True
        return not any(
            owes and marking == Counter({DONE: 1}) for marking, owes in self.seen(frozenset(), {first}, then)
        )

    def seen(
        self, without: frozenset[str], owing: set[str], paying: frozenset[str] = frozenset()
    ) -> list[tuple[Counter[str], bool]]:
        """Return every reachable marking, and whether something of `paying` is still owed for something of `owing`."""
        first = (Counter({BEGIN: 1}), False)
        known = {(frozenset(first[0].items()), False)}
        found = [first]
        queue = deque(found)
        while queue:
            marking, owes = queue.popleft()
            for node, after in self.oracle.moves(marking, without):
                state = (after, (owes or node in owing) and node not in paying)
                name = (frozenset(after.items()), state[1])
                if name not in known:
                    known.add(name)
                    found.append(state)
                    queue.append(state)
        return found


def test_a_control_in_a_parallel_branch_is_passed_by_every_run() -> None:
    questions = Questions(graph_of("s -> p1 -> a -> p2 -> e", "p1 -> b -> p2"))

    assert questions.must_pass(["a"], ["e"]).holds is True


def test_a_run_shows_how_a_control_is_avoided() -> None:
    questions = Questions(graph_of("s -> x1 -> a -> x2 -> e", "x1 -> b -> x2"))

    answer = questions.must_pass(["a"], ["e"])

    assert answer.holds is False
    assert answer.run == ("s->x1", "x1->b", "b->x2", "x2->e")


def test_a_terminating_end_lets_a_run_skip_what_is_beside_it() -> None:
    lines = ["s -> p1 -> a -> e1", "p1 -> b -> c -> e2"]

    assert Questions(graph_of(*lines, terminating="e1, e2")).must_pass(["c"], ["e1"]).holds is False
    assert Questions(graph_of(*lines, terminating="e1, e2")).must_pass(["c"], ["e2"]).holds is True


def test_what_is_not_there_is_never_reached() -> None:
    questions = Questions(graph_of("s -> a -> e"))

    assert questions.comes_before(["a"], ["nowhere"]).holds is True
    assert questions.must_pass(["nowhere"], ["e"]).holds is False
    assert not questions.reaches(["nowhere"], ["e"])
