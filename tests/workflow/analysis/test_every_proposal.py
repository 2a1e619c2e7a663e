"""Whatever is proposed passes the proof, on random procedures and on models that people really drew."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.services import shared_data
from tests.workflow.analysis.random_procedures import random_procedure
from tests.workflow.flow_documents import document
from workflow.analysis import DETECTORS, analyze, proposals
from workflow.codec import require_flow
from workflow.finding import Finding
from workflow.improve.proof import prove
from workflow.patch import apply_patch
from workflow.soundness.verify import verify

MENDS_STRUCTURE = "E11"
LANES = [
    {"key": "a", "title": "担当", "kind": "staff", "department": "x", "role": "clerk", "rank": 1},
    {"key": "b", "title": "別の課", "kind": "staff", "department": "y", "role": "clerk", "rank": 1},
]


@pytest.mark.parametrize("seed", [*range(40), 116, 202, 351, 502, 567, 687])
def test_every_proposal_on_a_random_procedure_is_proved(seed: int) -> None:
    flow = require_flow(random_procedure(seed))
    assert verify(flow).sound

    for proposal in proposals(flow):
        fix = proposal.finding.fix
        if fix is not None:
            proof = prove(flow, flow, apply_patch(flow.document, fix), {})
            assert proof.flow is not None, (proposal.finding.code, proposal.finding.where.nodes, proof.why)


@pytest.mark.parametrize("seed", range(40, 50))
def test_whatever_a_hard_guard_stops_has_no_fix_and_the_rest_names_its_gaps(seed: int) -> None:
    for proposal in proposals(require_flow(random_procedure(seed))):
        finding = proposal.finding
        held = [guard for guard in finding.guards if guard.holds and guard.code != "GD10"]
        assert (finding.status == "suppressed") >= (finding.fix is None and bool(held))
        assert finding.status != "proposed" or not held
        assert finding.status != "not_evaluable" or finding.missing
        assert finding.where.nodes


@pytest.fixture(scope="module")
def real_models() -> list[Path]:
    return sorted((shared_data("ibm_models") / "models").glob("*.json"))


def as_flow(path: Path) -> dict[str, Any]:
    """A real model as a flow: its steps get people, media and data by chance."""
    chance, model = Random(path.name), json.loads(path.read_text())  # seeded by the name
    keys = {item["id"]: f"n{place}" for place, item in enumerate([*model["tasks"], *model["gateways"]])}
    pairs = sorted({(keys[flow["src"]], keys[flow["tgt"]]) for flow in model["flows"]})
    entered, left = {target for _, target in pairs}, {source for source, _ in pairs}
    nodes: list[dict[str, Any]] = []
    for item in model["tasks"]:
        key = keys[item["id"]]
        if key not in entered or key not in left:
            nodes.append({"key": key, "type": "end" if key in entered else "start", "title": "端"})
            continue
        nodes.append({
            "key": key, "type": "task", "title": f"作業{key}", "lane": chance.choice("ab"), "minutes": 5,
            "action": chance.choice(["enter", "print", "scan", "check", "other"]),
            "setup_minutes": chance.choice([0, 6]),
            "medium": chance.choice(["paper", "system"]), "systems": [], "reads": chance.sample("xyz", 1),
            "writes": chance.sample("xyz", chance.randint(0, 1)),
        })  # fmt: skip
    kinds = {"XOR": "exclusive", "AND": "parallel"}
    nodes += [{"key": keys[item["id"]], "type": kinds[item["type"]], "title": "分岐"} for item in model["gateways"]]
    data = [{"key": name, "title": name, "type": "text", "source": "staff"} for name in "xyz"]
    edges: list[Any] = [{"from": source, "to": target} for source, target in pairs]
    return document(nodes, edges, lanes=LANES, data=data, volume_per_year=100)


def test_no_detector_stumbles_over_models_that_people_really_drew(real_models: list[Path]) -> None:
    found: list[Finding] = []
    for path in real_models[::4]:
        found += analyze(require_flow(as_flow(path))).findings

    assert {finding.code for finding in found} <= {detector.CODE for detector in DETECTORS}
    assert len(found) > 100
