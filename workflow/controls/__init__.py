"""Controls (統制): what law, audit or the office demands of every run, and whether a redesign keeps it."""

from workflow.controls.comparison import ControlComparison, preserved
from workflow.controls.defects import defect_findings
from workflow.controls.proof import ControlProof, Proof, prove_controls
from workflow.controls.status import ControlStatus, control_findings, verify_controls

__all__ = [
    "ControlComparison",
    "ControlProof",
    "ControlStatus",
    "Proof",
    "control_findings",
    "defect_findings",
    "preserved",
    "prove_controls",
    "verify_controls",
]
