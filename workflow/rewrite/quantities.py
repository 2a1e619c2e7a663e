"""Figures of steps added up, and written as JSON as the format has them."""

import math
from collections.abc import Iterable
from typing import Final

from kernel.json_types import Json
from workflow.definition import Certainty, Quantity

_WORST_FIRST: Final[tuple[Certainty, ...]] = ("felt", "estimated", "measured")


def added(quantities: Iterable[Quantity | None]) -> Quantity | None:
    """Return the sum of figures, as sure as the least sure of them; None where none is stated."""
    known = [quantity for quantity in quantities if quantity is not None]
    if not known:
        return None
    spreads = [quantity.sd for quantity in known]
    spread = (
        math.sqrt(sum((each or 0.0) ** 2 for each in spreads)) if any(each is not None for each in spreads) else None
    )
    return Quantity(mean=sum(quantity.mean for quantity in known), sd=spread, certainty=_least_sure(known))


def _least_sure(known: list[Quantity]) -> Certainty | None:
    said = {quantity.certainty for quantity in known}
    return next((each for each in _WORST_FIRST if each in said), None)


def quantity_json(quantity: Quantity | None) -> Json:
    """Return `quantity` as the format writes it: a number, or an object where more than the mean is known."""
    if quantity is None:
        return None
    if quantity.sd is None and quantity.certainty is None:
        return quantity.mean
    more: dict[str, Json] = {"sd": quantity.sd, "from": quantity.certainty}
    return {"mean": quantity.mean} | {name: value for name, value in more.items() if value is not None}
