"""A few flows of the benchmark of planted redundancies and decoys; `python -m benchmarks.planted` takes many."""

import pytest

from benchmarks.planted.__main__ import planted, proposed, scored
from benchmarks.planted.canvas import clean
from benchmarks.planted.catalogue import PLANTS
from benchmarks.planted.plant import Decoy, Plant
from workflow.codec import require_flow

DECOYS = [(plant, decoy) for plant in PLANTS for decoy in plant.decoys]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.code)
def test_what_was_planted_is_found_at_its_place_and_nothing_else(plant: Plant) -> None:
    score = scored(Plant(plant.code, plant.make, (), plant.also), 2)

    assert (score.found, score.elsewhere) == (2, 0), score


@pytest.mark.parametrize(("plant", "decoy"), DECOYS, ids=[f"{plant.code}-{decoy.guard}" for plant, decoy in DECOYS])
def test_a_decoy_is_left_alone(plant: Plant, decoy: Decoy) -> None:
    flow, key = planted(decoy.make, 3)

    assert not [each for each in proposed(flow) if each.code == plant.code and key in each.where.nodes]


def test_a_clean_flow_is_left_alone() -> None:
    assert not [*proposed(require_flow(clean(5).document))]
