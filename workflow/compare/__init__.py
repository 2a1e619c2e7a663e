"""Two flows side by side: what became of every step, what it costs, which controls stand, and an exact edit script."""

from workflow.compare.comparison import Comparison, compare
from workflow.compare.script import apply_script

__all__ = ["Comparison", "apply_script", "compare"]
