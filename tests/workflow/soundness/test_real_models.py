"""264 process models that people really drew: every published verdict is met, and every fault is shown by a run."""

import json
from pathlib import Path

import pytest

from tests.services import shared_data
from tests.workflow.soundness.test_verify import shows
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlEdge, ControlGraph, Kind

KINDS = {"deadlock": {"deadlock"}, "improper": {"left_over", "two_tokens"}, "unsafe": {"left_over", "two_tokens"}}


@pytest.fixture(scope="module")
def models() -> dict[str, tuple[ControlGraph, str]]:
    """By file name: the model and its published verdict (sound, deadlock, improper or unsafe)."""
    folder = shared_data("ibm_models")
    verdicts: dict[str, str] = json.loads((folder / "verdicts.json").read_text())
    return {name: (read_model(folder / "models" / name), verdict) for name, verdict in verdicts.items()}


def read_model(path: Path) -> ControlGraph:
    """Read one model: its only node without an edge in is the start, its only node without an edge out the end."""
    document = json.loads(path.read_text())
    flows = [(flow["src"], flow["tgt"]) for flow in document["flows"]]
    kinds: dict[str, Kind] = {task["id"]: "task" for task in document["tasks"]}
    kinds |= {gateway["id"]: "xor" if gateway["type"] == "XOR" else "and" for gateway in document["gateways"]}
    kinds |= dict.fromkeys(kinds.keys() - {target for _, target in flows}, "start")
    kinds |= dict.fromkeys(kinds.keys() - {source for source, _ in flows}, "end")
    return ControlGraph(kinds=kinds, edges=tuple(ControlEdge(source=a, target=b, name=f"{a}->{b}") for a, b in flows))


def test_every_published_verdict_is_met(models: dict[str, tuple[ControlGraph, str]]) -> None:
    wrong = {name for name, (graph, verdict) in models.items() if verify_graph(graph).sound is not (verdict == "sound")}

    assert len(models) == 264
    assert not wrong


def test_every_unsound_model_has_runs_that_show_it(models: dict[str, tuple[ControlGraph, str]]) -> None:
    unsound = {name: graph for name, (graph, verdict) in models.items() if verdict != "sound"}

    for name, graph in unsound.items():
        faults = verify_graph(graph).faults
        assert faults, name
        assert all(fault.run and shows(graph, fault) for fault in faults), name


def test_the_kind_of_fault_is_the_published_one_wherever_only_one_kind_can_happen(
    models: dict[str, tuple[ControlGraph, str]],
) -> None:
    """Many of these models can go wrong in several ways, of which the publication names the one it met first."""
    same = 0
    for graph, verdict in models.values():
        if verdict == "sound":
            continue
        kinds = {fault.kind for fault in verify_graph(graph).faults}
        same += bool(kinds & KINDS[verdict])

    assert same >= 151  # of 154; the other three can get stuck, too
