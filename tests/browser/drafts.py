"""Applications that somebody has begun and filled in, made behind the browser's back."""

import random

from intake.applications import entry_form
from intake.drafts import begin_draft, find_draft, keep_answers
from intake.guide import guide
from kernel.clock import local_date
from kernel.json_types import Json
from samples.answers import answers
from tests.browser.town import Town


def filled_in(town: Town, procedure: str, *, officer: str = "", **more: Json) -> str:
    """Fill an application in, at the counter if by an `officer`, and return the token of its link."""
    house = town.services
    now = house.clock.now()
    with house.database.begin() as tx:
        found = guide(tx, house.library, procedure)
        token = begin_draft(tx, found.version, now, channel="counter" if officer else "online", officer=officer)
        given = answers(entry_form(found.bundle).key, random.Random(3), local_date(now))
        keep_answers(tx, find_draft(tx, token, now), given | more, now)
    return token
