"""From an as-is flow to a to-be flow: `redesign(flow, accept=..., tables=...)`."""

from workflow.improve.redesign import Applied, Redesign, Refused, redesign

__all__ = ["Applied", "Redesign", "Refused", "redesign"]
