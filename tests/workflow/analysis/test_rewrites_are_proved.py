"""What the R and S detectors propose survives the proof: on generated procedures, and on models that people drew."""

import random

import pytest

from benchmarks.analysis import Sketch
from kernel.text import say
from tests.services import shared_data
from tests.workflow.analysis.real_models import decorated
from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.improve.proof import prove
from workflow.patch import apply_patch
from workflow.soundness.verify import verify


def refused(flow: Flow) -> list[tuple[str, str]]:
    """The proposals of the R and S series that the proof does not let pass, and why."""
    found = []
    for finding in analyze(flow).findings:
        if finding.fix and finding.code[0] in "RS":
            proof = prove(flow, flow, apply_patch(flow.document, finding.fix), {})
            if proof.flow is None:
                found.append((finding.code, say(proof.why, "en")))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_proposals_for_generated_procedures_are_sound_and_keep_data_and_controls(seed: int) -> None:
    assert refused(require_flow(Sketch(random.Random(seed)).document(60))) == []


def test_proposals_for_real_models_are_sound_and_keep_data_and_controls() -> None:
    paths = sorted((shared_data("ibm_models") / "models").glob("*.json"))[::4]
    flows = [require_flow(decorated(path, seed)) for seed, path in enumerate(paths)]
    sound = [flow for flow in flows if verify(flow).sound]

    codes = {finding.code for flow in sound for finding in analyze(flow).findings if finding.status == "proposed"}

    assert {"R08", "S02", "S06"} <= codes
    assert [problem for flow in sound for problem in refused(flow)] == []


def test_models_that_are_not_sound_are_analysed_as_well() -> None:
    paths = sorted((shared_data("ibm_models") / "models").glob("*.json"))[1::6]
    flows = [require_flow(decorated(path, seed)) for seed, path in enumerate(paths)]

    for flow in flows:
        if not verify(flow).sound:
            assert analyze(flow).digest == flow.digest
