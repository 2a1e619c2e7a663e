"""What is asked, and what it is used for: the lineage of every field and attachment of a flow."""

from workflow.lineage.findings import lineage_findings
from workflow.lineage.items import ItemLineage, Use, lineage_of

__all__ = ["ItemLineage", "Use", "lineage_findings", "lineage_of"]
