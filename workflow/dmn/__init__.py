"""DMN 1.2 to 1.5 (OMG): decision tables from models of other tools, and tables as models for them."""

from workflow.dmn.reading import read_dmn
from workflow.dmn.writing import computed_columns, write_dmn

__all__ = ["computed_columns", "read_dmn", "write_dmn"]
