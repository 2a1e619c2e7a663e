"""Two published scenarios, played by the simulator and by a plain event list that shares no line with it."""

import pytest

from benchmarks.scenarios import SCENARIOS, alike, published
from tests.services import shared_data


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_published_scenario_gives_the_figures_of_another_simulation(name: str) -> None:
    scenario = published(shared_data("simulation") / f"{name}.bpmn")

    assert alike(scenario, 1.0, 20_000)
