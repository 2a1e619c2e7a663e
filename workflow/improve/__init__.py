"""From an as-is flow to a to-be flow: `redesign(flow, accept=..., tables=...)`, and which ways there are: `ways_of`."""

from workflow.improve.pareto import Redesigned, ways_of
from workflow.improve.redesign import Applied, Redesign, Refused, redesign

__all__ = ["Applied", "Redesign", "Redesigned", "Refused", "redesign", "ways_of"]
