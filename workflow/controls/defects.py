"""Defects of control that no stated control tells of (K03, K06, K07, K08, K09): the flow itself shows them.

- K03: an approval is stale, because what it looked at is written again before the effect.
- K06: a refusal of which the applicant is not told, or not told why.
- K07: a standard period that does not fit the time that cases take.
- K08: personal data are read, and nobody says for what.
- K09: one person can bring about a payment alone.
"""

from collections.abc import Iterator

from workflow.controls.one_person import one_person_findings
from workflow.controls.purposes import purpose_findings
from workflow.controls.refusals import untold_refusals
from workflow.controls.stale import stale_findings
from workflow.controls.standard_period import period_findings
from workflow.definition import Flow
from workflow.finding import Finding


def defect_findings(flow: Flow) -> Iterator[Finding]:
    """Yield what is wrong with the controls of `flow` beside the controls that it states."""
    yield from stale_findings(flow)
    yield from untold_refusals(flow)
    yield from period_findings(flow)
    yield from purpose_findings(flow)
    yield from one_person_findings(flow)
