"""The sentence of an error: each package keeps its own catalog, here they stand side by side."""

from typing import Final

from accounts.messages import MESSAGES as ACCOUNTS
from catalog.messages import MESSAGES as CATALOG
from connectors.messages import MESSAGES as CONNECTORS
from engine.messages import MESSAGES as ENGINE
from guidance.messages import MESSAGES as GUIDANCE
from intake.messages import MESSAGES as INTAKE
from kernel.errors import DomainError
from kernel.messages import Messages
from kernel.text import Text
from learning.messages import MESSAGES as LEARNING
from notify.messages import MESSAGES as NOTIFY
from office.messages import MESSAGES as OFFICE
from records.messages import MESSAGES as RECORDS
from reports.messages import MESSAGES as REPORTS
from upkeep.messages import MESSAGES as UPKEEP
from workflow.diagram.messages import MESSAGES as DIAGRAM
from workflow.messages import MESSAGES as WORKFLOW

CATALOGS: Final[tuple[Messages, ...]] = (
    ACCOUNTS,
    CATALOG,
    CONNECTORS,
    ENGINE,
    GUIDANCE,
    INTAKE,
    LEARNING,
    NOTIFY,
    OFFICE,
    RECORDS,
    REPORTS,
    UPKEEP,
    DIAGRAM,
    WORKFLOW,
)


def text_of_code(code: str) -> Text:
    """Return the sentence of an error of which only the code was kept, or the code where the sentence says more."""
    for catalog in CATALOGS:
        if code in catalog.codes and not catalog.parameters(code):
            return catalog.text(code)
    return code


def text_of(error: DomainError) -> Text:
    """Return the sentence of `error` in every language."""
    for catalog in CATALOGS:
        if error.code in catalog.codes:
            return catalog.text(error.code, **error.params)
    raise LookupError(error.code)
