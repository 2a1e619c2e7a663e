"""Data flow: who reads and writes what, what is known where, and what goes wrong with it (D1 to D6)."""

from workflow.dataflow.antipatterns import check_data
from workflow.dataflow.facts import DataFacts, data_facts

__all__ = ["DataFacts", "check_data", "data_facts"]
