"""What a flow takes: `measure(flow)`, and what a rewrite saves: `yearly_saving(before, after)`."""

from workflow.measures.metrics import Measures, StepMeasure, measure
from workflow.measures.saving import Difference, Yardstick, yearly_saving

__all__ = ["Difference", "Measures", "StepMeasure", "Yardstick", "measure", "yearly_saving"]
