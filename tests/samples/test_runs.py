"""Every redesigned procedure runs: drawn applications are worked to an end by the town's own officers."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.samples.documents import PROCEDURES, flow_at, named
from tests.samples.office import Office

OPENING: Final = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)
MOST: Final = 300
"""Some ends are rare: a refusal needs a case that the rules do not approve, and three people who do not either."""


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_applications_are_worked_to_an_end_and_every_end_is_met(folder: Path) -> None:
    ends = {node.result for node in flow_at(folder / "to-be.json").nodes.values() if node.type == "end"}
    results = Counter[str | None]()

    for seed in range(MOST):
        state = Office.of(folder, seed, OPENING + timedelta(days=seed % 200)).work()
        results[state.result] += 1
        if seed > 20 and set(results) == ends:
            break

    assert set(results) == ends
    assert results.most_common(1)[0][0] == "approved"


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_the_same_case_is_worked_the_same_way_again(folder: Path) -> None:
    first, second = (Office.of(folder, 3, OPENING) for _ in range(2))

    assert first.work() == second.work()
    assert first.steps == second.steps
