"""The steps of a redesign as figures that add up: what is shown is rounded, and the rounded parts sum to the whole."""

from collections.abc import Sequence
from math import floor

TENTHS = 10
"""Figures are shown with one digit behind the point."""


def adding_up(parts: Sequence[float]) -> tuple[list[float], float]:
    """Return `parts` rounded to tenths, and their rounded sum, so that the shown parts add up to the shown whole.

    Largest remainder: what rounding down leaves over goes to the parts that lost most.
    """
    whole = round(sum(parts) * TENTHS)
    tenths = [floor(part * TENTHS) for part in parts]
    lost = sorted(range(len(parts)), key=lambda place: tenths[place] - parts[place] * TENTHS)
    for place in lost[: whole - sum(tenths)]:
        tenths[place] += 1
    return [part / TENTHS for part in tenths], whole / TENTHS
