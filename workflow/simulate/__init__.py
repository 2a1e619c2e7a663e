"""Plays a flow through with many cases: how long they take, who is busy, where they wait."""

from workflow.simulate.result import SimulationResult
from workflow.simulate.simulation import simulate

__all__ = ["SimulationResult", "simulate"]
