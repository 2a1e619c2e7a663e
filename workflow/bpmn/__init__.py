"""BPMN 2.0 (ISO/IEC 19510): flows from models of other tools and flows as models for them."""

from workflow.bpmn.reading import Imported, read_bpmn
from workflow.bpmn.writing import write_bpmn

__all__ = ["Imported", "read_bpmn", "write_bpmn"]
