"""Soundness, order and controls: every published verdict on 264 real models, and generated flows of growing size.

Printed are medians of several rounds, the goals, and how far below them the medians are. `verify` is the whole
verdict, with a run for every fault. The naive competitor is the full search through all states (up to 20,000),
which is what a direct implementation of the definition would do.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.services import ROOT
from tests.workflow.soundness.graph_oracle import random_sound_graph
from tests.workflow.soundness.test_real_models import read_model
from workflow.controls.questions import Questions
from workflow.order import order_of_graph
from workflow.soundness.net import net_of
from workflow.soundness.rank import is_sound_by_rank
from workflow.soundness.search import search_fully
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph
from workflow.structure.wiring import wire

ROUNDS: Final = 5
MODEL_MEDIAN, MODEL_P95 = 5.0, 25.0
GOALS: Final = {200: 100.0, 1000: 3000.0}
"""Milliseconds."""


def milliseconds(work: Callable[[ControlGraph], object], graph: ControlGraph, rounds: int = ROUNDS) -> float:
    """Return the median time of `work` on `graph` over several rounds."""
    times: list[float] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work(graph)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def models() -> dict[str, tuple[ControlGraph, str]]:
    """Return the real models with their published verdicts; empty where they are not on this machine."""
    folder = Path(os.environ.get("MINAOSHI_SHARED_DATA") or ROOT.parent / "shared" / "data") / "ibm_models"
    if not folder.exists():
        return {}
    verdicts: dict[str, str] = json.loads((folder / "verdicts.json").read_text())
    return {name: (read_model(folder / "models" / name), verdict) for name, verdict in verdicts.items()}


def real_models() -> bool:
    """Print how the real models fare; return whether all goals are met."""
    known = models()
    if not known:
        print("the 264 real models are not on this machine: left out")
        return True
    right = sum(verify_graph(graph).sound is (verdict == "sound") for graph, verdict in known.values())
    shown = sum(all(fault.run for fault in verify_graph(graph).faults) for graph, _ in known.values())
    times = sorted(milliseconds(verify_graph, graph) for graph, _ in known.values())
    median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    naive = sorted(milliseconds(search_naively, graph, rounds=1) for graph, _ in known.values())
    print(f"real models: {right} of {len(known)} verdicts right, {shown} with a run for every fault")
    row("  median", median, MODEL_MEDIAN)
    row("  p95", p95, MODEL_P95)
    print(f"  full search: median {statistics.median(naive):.2f} ms, p95 {naive[int(len(naive) * 0.95)]:.1f} ms")
    return right == shown == len(known) and median <= MODEL_MEDIAN and p95 <= MODEL_P95


def generated_flows() -> bool:
    """Print how generated sound flows fare; return whether all goals are met."""
    met = True
    for size, goal in GOALS.items():
        graphs = [random_sound_graph(seed, size) for seed in range(5)]
        tasks = statistics.median(sum(kind == "task" for kind in graph.kinds.values()) for graph in graphs)
        if not all(verify_graph(graph).sound for graph in graphs):
            print("a sound flow was not found sound")
            met = False
        verdict = statistics.median(milliseconds(verify_graph, graph) for graph in graphs)
        rank = statistics.median(milliseconds(decide_by_rank, graph) for graph in graphs)
        order = statistics.median(milliseconds(order_of_graph, graph) for graph in graphs)
        control = statistics.median(milliseconds(ask, graph) for graph in graphs)
        print(f"generated sound flows of about {tasks:.0f} activities")
        row("  verify", verdict, goal)
        print(f"  rank theorem alone {rank:.1f} ms, order relations {order:.1f} ms, one control {control:.1f} ms")
        met = met and verdict <= goal
    return met


def search_naively(graph: ControlGraph) -> object:
    """Look at all states, in every order of moves."""
    return search_fully(net_of(wire(graph)), 20_000)


def decide_by_rank(graph: ControlGraph) -> object:
    """Decide by the rank theorem alone, without asking anything cheaper first."""
    return is_sound_by_rank(net_of(wire(graph)))


def ask(graph: ControlGraph) -> object:
    """Ask one question of each kind about the first activities."""
    steps = [key for key, kind in graph.kinds.items() if kind == "task"]
    questions = Questions(graph)
    return questions.must_pass(steps[:1], ["e"]), questions.comes_before(steps[:1], steps[-1:])


def row(name: str, value: float, goal: float) -> None:
    """Print one figure beside its goal."""
    print(f"{name:<10}{value:9.2f} ms   goal {goal:7.0f} ms   ratio {value / goal:.3f}")


if __name__ == "__main__":
    sys.exit(0 if real_models() & generated_flows() else 1)
