"""What the question after the receipt and after the decision (満足度) looks like, and that a browser is asked once."""

from collections.abc import Mapping
from typing import Final

from flask import session
from flask_babel import gettext as _

from guidance.satisfaction import Moment

RATED: Final = "rated"
MOST_REMEMBERED: Final = 20
OVER: Final = frozenset({"approved", "refused", "completed", "decided"})
"""Phases in which a decision can be spoken of."""


def score_words() -> dict[int, str]:
    """Return the five answers in words, best first."""
    return {5: _("とても満足"), 4: _("満足"), 3: _("どちらともいえない"), 2: _("不満"), 1: _("とても不満")}


def still_asked(case_id: str, moment: Moment) -> Mapping[int, str]:
    """Return the answers to offer; none where this browser has answered."""
    return {} if is_rated(case_id, moment) else score_words()


def is_rated(case_id: str, moment: Moment) -> bool:
    """Say whether this browser has answered for a case already."""
    return f"{moment}:{case_id}" in session.get(RATED, [])


def remember_rated(case_id: str, moment: Moment) -> None:
    """Remember in the browser, and nowhere else, that an answer was given."""
    session[RATED] = [*session.get(RATED, []), f"{moment}:{case_id}"][-MOST_REMEMBERED:]
