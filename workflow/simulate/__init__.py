"""Plays a flow through with many cases: how long they take, who is busy, where they wait."""

from workflow.simulate.paired import PairedResult, paired
from workflow.simulate.result import SimulationResult
from workflow.simulate.simulation import simulate

__all__ = ["PairedResult", "SimulationResult", "paired", "simulate"]
