"""The figures of the real process stand in the flow as its script measures them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from kernel.documents import read_json
from workflow.codec import require_flow
from workflow.definition import Flow

ROOT: Final = Path(__file__).resolve().parents[2]
SHARED: Final = Path(os.environ.get("MINAOSHI_SHARED_DATA", ROOT.parent / "shared" / "data"))
LOG: Final = SHARED / "receipt_wabo" / "receipt.xes.gz"
SCRIPT: Final = ROOT / "samples" / "receipt-phase" / "measure.py"


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    if not LOG.exists():
        pytest.skip(f"the event log is not here: {LOG}")
    done = subprocess.run([sys.executable, str(SCRIPT), str(LOG)], capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


@pytest.fixture(scope="module")
def flow() -> Flow:
    return require_flow(read_json((ROOT / "samples" / "receipt-phase" / "as-is.json").read_bytes()))


@pytest.mark.parametrize(
    ("node", "outcome", "figure"),
    [
        ("t02", "return", "T02_then_adjusted"),
        ("t04", "return", "T04_then_adjusted"),
        ("t06", "advice", "T06_then_advice"),
        ("t12", "return", "T12_then_adjusted"),
        ("t17", "return", "T17_then_adjusted"),
    ],
)
def test_the_rates_are_those_of_the_log(
    flow: Flow, figures: dict[str, Any], node: str, outcome: str, figure: str
) -> None:
    rate = flow.nodes[node].rates[outcome]

    assert {"k": rate.k, "n": rate.n} == figures[figure]


def test_the_shares_after_gateways_are_those_of_the_log(flow: Flow, figures: dict[str, Any]) -> None:
    share = {edge.name: edge.probability for edge in flow.edges}

    for edge, figure in (
        ("goes-on->end-early", "ends_after_confirmation"),
        ("what-next->t11", "after_T10_unlicensed"),
        ("what-next->t16", "after_T10_stopped"),
    ):
        assert share[edge] == pytest.approx(figures[figure]["k"] / figures[figure]["n"], abs=1e-6)
    outside = figures["T06_then_external"]["k"] / figures["T06_then_advice"]["k"]
    assert share["who-advises->t08"] == pytest.approx(outside, abs=1e-6)


def test_waits_people_and_volume_are_those_of_the_log(flow: Flow, figures: dict[str, Any]) -> None:
    assert flow.volume_per_year == figures["cases_per_year"]
    for key, gap in figures["gap_minutes"].items():
        node = flow.nodes[key.lower()]
        assert node.wait_minutes is not None
        assert (node.wait_minutes.mean, node.wait_minutes.sd) == (gap["mean"], gap["sd"])
        assert node.able_people == figures["people_of"][key]


def test_without_a_log_the_script_says_how_it_is_called() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "nowhere.xes"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("usage:")
