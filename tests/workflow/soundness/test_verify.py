"""What the soundness check promises: the truth about every graph, a run for every fault, in the codes of formats.md."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.soundness.graph_oracle import Oracle, graph_of, random_graph, random_sound_graph
from workflow.soundness.replay import CannotReplay, replay
from workflow.soundness.verdict import Fault, Verdict
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph

SOUND = {
    "one step": ["s -> a -> e"],
    "choice": ["s -> x1 -> a -> x2 -> e", "x1 -> b -> x2"],
    "parallel": ["s -> p1 -> a -> p2 -> e", "p1 -> b -> p2"],
    "implicit merge and two ends of a choice": ["s -> x1 -> a -> e1", "x1 -> b -> e2"],
    "implicit fork joined": ["s -> a -> b -> p1 -> e", "a -> c -> p1"],
    "several starts": ["s1 -> a -> e", "s2 -> a"],
    "loop": ["s -> x1 -> a -> x2 -> e", "x2 -> b -> x1"],
    "loop by implicit merge": ["s -> a -> x1 -> e", "x1 -> a"],
    "inclusive pair": ["s -> o1 -> a -> o2 -> e", "o1 -> b -> o2"],
    "choice in a parallel branch": ["s -> p1 -> x1 -> a -> x2 -> p2 -> e", "x1 -> b -> x2", "p1 -> c -> p2"],
    "crossing exclusive paths": ["s -> x1 -> x2 -> x4 -> x6 -> e", "x1 -> x3 -> x5 -> x6", "x2 -> x5", "x3 -> x4"],
    "crossing parallel paths": ["s -> p1 -> p2 -> p4 -> p6 -> e", "p1 -> p3 -> p5 -> p6", "p2 -> p5", "p3 -> p4"],
    "each choice forks for both joins": [
        "s -> x1 -> p1 -> x2 -> p3 -> e", "x1 -> p2 -> x2", "p1 -> x3 -> p3", "p2 -> x3",
    ],
}  # fmt: skip

UNSOUND = {
    "choice into a parallel join": (["s -> x1 -> a -> p1 -> e", "x1 -> b -> p1"], "deadlock"),
    "fork into a merge": (["s -> p1 -> a -> x1 -> e", "p1 -> b -> x1"], "left_over"),
    "fork into a merge, with work after it": (["s -> p1 -> a -> x1 -> c -> e", "p1 -> b -> x1"], "left_over"),
    "implicit fork into a merge": (["s -> a -> b -> d -> e", "a -> c -> d"], "left_over"),
    "fork to two ends": (["s -> p1 -> a -> e1", "p1 -> b -> e2"], "left_over"),
    "inclusive split into a parallel join": (["s -> o1 -> a -> p1 -> e", "o1 -> b -> p1"], "deadlock"),
    "inclusive split into a merge": (["s -> o1 -> a -> x1 -> e", "o1 -> b -> x1"], "left_over"),
    "join that waits for its own outcome": (["s -> p1 -> a -> x1 -> e", "x1 -> b -> p1"], "deadlock"),
    "fork within a loop": (["s -> x1 -> p1 -> e", "p1 -> a -> x1"], "left_over"),
    "starts that would have to begin together": (["s1 -> p1 -> e", "s2 -> p1"], "deadlock"),
}  # fmt: skip


@pytest.mark.parametrize("lines", [pytest.param(lines, id=name) for name, lines in SOUND.items()])
def test_a_flow_that_always_ends_properly_is_sound(lines: list[str]) -> None:
    assert verify_graph(graph_of(*lines)) == Verdict(sound=True)


@pytest.mark.parametrize(("lines", "kind"), [pytest.param(*case, id=name) for name, case in UNSOUND.items()])
def test_a_flow_that_can_go_wrong_is_shown_going_wrong(lines: list[str], kind: str) -> None:
    graph = graph_of(*lines)

    verdict = verify_graph(graph)

    assert verdict.sound is False
    assert [fault.kind for fault in verdict.faults] == [kind]
    assert shows(graph, verdict.faults[0])


def test_a_fault_names_the_join_the_split_and_the_edge_where_a_token_waits() -> None:
    graph = graph_of("s -> a -> x1 -> b -> p1 -> e", "x1 -> c -> p1")

    (fault,) = verify_graph(graph).faults

    assert fault.code == "soundness.deadlock"
    assert fault.nodes == ("p1", "x1")
    assert fault.edges == ("b->p1",)
    assert fault.run == ("s->a", "a->x1", "x1->b", "b->p1")
    assert "p1" in str(fault.message)


def test_every_part_at_fault_is_reported_with_a_run_of_the_whole_flow() -> None:
    wrong_twice = ["s -> x1 -> a -> p1 -> m -> p2 -> b -> x2 -> e", "x1 -> c -> p1", "p2 -> d -> x2"]
    inside = ["s -> p1 -> x1 -> a -> p2 -> p3 -> e", "x1 -> b -> p2", "p1 -> c -> p4 -> d -> x2 -> p3", "p4 -> f -> x2"]

    after_a_deadlock = verify_graph(graph_of(*wrong_twice))
    side_by_side = verify_graph(graph_of(*inside))

    assert [fault.kind for fault in after_a_deadlock.faults] == ["deadlock"]  # nothing gets to the second one
    assert {fault.kind for fault in side_by_side.faults} == {"deadlock", "two_tokens"}
    assert all(fault.run for fault in side_by_side.faults)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        pytest.param(["s -> a -> e", "b -> a"], {"structure.unreachable"}, id="never reached"),
        pytest.param(["s -> x1 -> a -> e", "x1 -> b"], {"structure.dead_end"}, id="leads nowhere"),
        pytest.param(
            ["s -> x1 -> a -> e", "x1 -> x2 -> b -> x2"], {"structure.dead_end", "soundness.livelock"}, id="never ends"
        ),
        pytest.param(["s -> a"], {"structure.dead_end", "structure.unreachable"}, id="no end"),
        pytest.param(
            ["s -> x1 -> a -> e", "x1 -> b", "a -> x2 -> c -> p1 -> e", "x2 -> d -> p1"],
            {"structure.dead_end", "soundness.deadlock", "soundness.lack_of_synchronization"},
            id="more than one thing",
        ),
    ],
)
def test_what_is_not_between_start_and_end_is_named(lines: list[str], codes: set[str]) -> None:
    verdict = verify_graph(graph_of(*lines))

    assert verdict.sound is False
    assert {fault.code for fault in verdict.faults} <= codes
    assert {fault.code for fault in verdict.faults} >= {code for code in codes if code.startswith("structure.dead")}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["s -> x1 -> a -> o1 -> e", "x1 -> b -> o1"], id="exclusive split, inclusive join"),
        pytest.param(["s -> p1 -> a -> o1 -> e", "p1 -> b -> o1"], id="parallel split, inclusive join"),
        pytest.param(["s -> o1 -> a -> o2 -> e", "o1 -> x1 -> b -> o2", "x1 -> e"], id="a way out between the two"),
    ],
)
def test_an_inclusive_join_that_nothing_matches_is_never_called_sound(lines: list[str]) -> None:
    verdict = verify_graph(graph_of(*lines))

    assert verdict.sound is None
    assert [fault.code for fault in verdict.faults] == ["soundness.not_verified"]


def test_a_fault_elsewhere_is_found_beside_what_cannot_be_verified() -> None:
    graph = graph_of("s -> x1 -> a -> o1 -> x2 -> c -> p1 -> e", "x1 -> b -> o1", "x2 -> d -> p1")

    verdict = verify_graph(graph)

    assert verdict.sound is False
    assert {fault.code for fault in verdict.faults} == {"soundness.deadlock", "soundness.not_verified"}


@pytest.mark.parametrize(
    ("lines", "ends", "sound"),
    [
        pytest.param(["s -> p1 -> a -> e1", "p1 -> b -> e2"], "e1, e2", True, id="whoever is first ends it"),
        pytest.param(["s -> p1 -> a -> e1", "p1 -> b -> e2"], "e1", False, id="only one of two ends terminates"),
        pytest.param(["s -> p1 -> a -> p2 -> e", "p1 -> b -> x1 -> p2", "x1 -> e2"], "e2", True, id="refused at once"),
        pytest.param(["s -> p1 -> a -> p2 -> e", "p1 -> b -> x1 -> p2", "x1 -> e2"], "", False, id="refused too early"),
        pytest.param(["s -> x1 -> a -> e1", "x1 -> b -> e2"], "e2", True, id="nothing to terminate"),
    ],
)  # fmt: skip
def test_a_terminating_end_ends_every_token(lines: list[str], ends: str, *, sound: bool) -> None:
    graph = graph_of(*lines, terminating=ends)

    verdict = verify_graph(graph)

    assert verdict.sound is sound
    assert (Oracle(graph).problems() == frozenset()) is sound
    assert all(fault.run for fault in verdict.faults)


def test_too_many_states_around_a_terminating_end_are_not_called_sound() -> None:
    lines = ["s -> p1", "p2 -> e1", "p1 -> x0 -> p2", "x0 -> e2"]
    lines += [f"p1 -> x{n} -> a{n} -> p2" for n in range(1, 30)] + [f"x{n} -> e2" for n in range(1, 30)]

    verdict = verify_graph(graph_of(*lines, terminating="e2"))

    assert verdict.sound is None
    assert [fault.kind for fault in verdict.faults] == ["too_large"]


@pytest.mark.parametrize("part", range(8))
@pytest.mark.promise("P19")
def test_the_verdict_is_that_of_an_exhaustive_search(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(part * 500, part * 500 + 500):
        graph = random_graph(seed, 3 + seed % 8, "xp" if seed % 4 else "xpo")
        problems = Oracle(graph, limit=3_000).problems()
        verdict = verify_graph(graph)
        if problems is None or verdict.sound is None:
            seen["skipped"] += 1
            continue
        assert verdict.sound is (not problems), (seed, problems, verdict)
        if all(fault.kind != "not_verified" for fault in verdict.faults):
            assert all(shows(graph, fault) for fault in verdict.faults if fault.code.startswith("soundness.")), seed
        seen["sound" if verdict.sound else "unsound"] += 1
    assert seen["sound"] > 40
    assert seen["unsound"] > 150


@given(st.integers(0, 10**9), st.integers(3, 9))
@pytest.mark.promise("P19")
def test_terminating_ends_are_judged_as_an_exhaustive_search_judges_them(seed: int, size: int) -> None:
    graph = random_graph(seed, size, "xp")
    more = [f"{key} -> e2" for key in graph.kinds if key[0] in "xp" and (seed + len(key)) % 3 == 0][:2]
    lines = [f"{edge.source} -> {edge.target}" for edge in graph.edges]
    ended = graph_of(*lines, *more, terminating="e2" if more else "")
    problems = Oracle(ended, limit=3_000).problems()

    verdict = verify_graph(ended)

    if problems is not None and verdict.sound is not None:
        assert verdict.sound is (not problems)


@given(st.integers(0, 10**9), st.integers(1, 60))
def test_sound_flows_are_found_sound_whatever_their_shape(seed: int, size: int) -> None:
    assert verify_graph(random_sound_graph(seed, size, "xpo")) == Verdict(sound=True)


def test_a_run_that_the_flow_does_not_allow_is_not_replayed() -> None:
    graph = graph_of("s -> x1 -> a -> p1 -> e", "x1 -> b -> p1")

    with pytest.raises(CannotReplay):
        replay(graph, ["s->x1", "x1->a", "a->p1", "p1->e"])
    with pytest.raises(CannotReplay):
        replay(graph, ["s->x1", "x1->c"])
    assert replay(graph, ["s->x1", "x1->b"]) == Counter({"x1->b": 1})


def shows(graph: ControlGraph, fault: Fault) -> bool:
    """Return whether the run of `fault` can be played and leads to where the case cannot end properly any more."""
    tokens = replay(graph, fault.run)
    into = Counter(dict.fromkeys(graph.kinds, 0))
    for edge in graph.edges:
        into[edge.target] += tokens[edge.name] if graph.kinds[edge.target] != "and" else 0
    if fault.kind == "two_tokens":
        return max(tokens.values()) > 1 or max(into.values()) > 1
    if tokens.total() > 1 and any(into[key] for key, kind in graph.kinds.items() if kind == "end"):
        return True
    return bool(fault.run) and not Oracle(graph).can_still_end(tokens, limit=2_000)
