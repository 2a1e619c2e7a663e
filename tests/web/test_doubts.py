"""The findings and the comparison say beside their figures what must be put right before they can be trusted."""

from typing import Any

import pytest

from accounts.directory import officer_by_login
from catalog.drafts import draft, save_draft
from tests.cli.test_unusable_flows import TABLE, Spoil, spoilt
from tests.web.town import WebTown

DOG = "dog-registration"


@pytest.mark.parametrize(("spoil", "said"), TABLE)
def test_the_pages_say_what_to_fix(town: WebTown, spoil: Spoil, said: str) -> None:
    flow: dict[str, Any] = spoilt(spoil)
    with town.house.database.begin() as tx:
        designer = officer_by_login(tx, "sato")
        assert designer is not None
        known = draft(tx, DOG, "flow", "as-is")
        save_draft(tx, designer, DOG, "flow", "as-is", flow, revision=known.revision, now=town.clock.now())
    officer = town.officer("sato")

    findings, comparison = officer.open(f"/office/{DOG}/"), officer.open(f"/office/{DOG}/compare")

    for page in (findings, comparison):
        assert page.status == 200
        assert "数字を信じる前に直すところがあります" in page.text
        assert said in page.text
