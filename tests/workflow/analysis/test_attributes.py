"""What is missing is said in an office's words."""

import json
from pathlib import Path

import pytest

from kernel.text import say
from workflow.analysis import analyze
from workflow.analysis.attributes import TITLES, attribute_title
from workflow.codec import require_flow

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*/as-is.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_whatever_is_missing_in_the_model_town_has_a_name(path: Path) -> None:
    flow = require_flow(json.loads(path.read_text(encoding="utf-8")))

    missing = {name for finding in analyze(flow).findings for name in finding.missing}

    assert not {name for name in missing if attribute_title(name) == name}


def test_a_property_of_a_certain_step_is_called_by_its_own_name() -> None:
    assert attribute_title("check.minutes") is TITLES["minutes"]
    assert say(attribute_title("unheard-of")) == "unheard-of"
