"""All plants, by code."""

from typing import Final

from benchmarks.planted import combine, eliminate, further, rearrange, simplify
from benchmarks.planted.plant import Plant

PLANTS: Final[tuple[Plant, ...]] = (
    *eliminate.PLANTS,
    *combine.PLANTS,
    *rearrange.PLANTS,
    *simplify.PLANTS,
    *further.PLANTS,
)
