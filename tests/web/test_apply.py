"""A resident applies: page by page, without scripts, without an account; nothing that was typed is lost."""

import pytest

from tests.web.town import PUBLISHED, WebTown, apply


@pytest.mark.parametrize("procedure", PUBLISHED)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_resident_applies_and_gets_a_receipt(town: WebTown, procedure: str, seed: int) -> None:
    resident = town.resident()

    number = apply(resident, town, procedure, town.answers(procedure, seed))

    assert town.case(number).procedure == procedure
