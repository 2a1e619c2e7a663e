"""`check`: whether a flow can be run and published, and what to mend (errors stop publishing, warnings do not)."""

from workflow.check.context import FormFacts
from workflow.check.flow import CheckResult, check_document, check_flow

__all__ = ["CheckResult", "FormFacts", "check_document", "check_flow"]
