"""Which step of one flow is which step of another: by lineage, then by likeness."""

from workflow.matching.match import Matching, match

__all__ = ["Matching", "match"]
