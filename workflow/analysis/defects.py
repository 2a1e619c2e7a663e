"""K findings (統制の欠陥): what is wrong with the controls of the flow as it is. They come before any saving.

They have no rewrite and no saving: a defect is mended by people, and first. What `check` calls `control.K03` is K03
here.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflow.analysis.messages import MESSAGES
from workflow.controls import control_findings, defect_findings
from workflow.controls.refusals import unreasoned_refusals
from workflow.definition import Flow
from workflow.finding import Finding, Interval, Saving

MARK: Final = "K"
_NONE: Final = Interval(p5=0.0, p50=0.0, p95=0.0)


def defects(flow: Flow) -> Iterator[Finding]:
    """Yield the control defects of `flow`, the gravest first."""
    order = ("error", "warning", "info")
    found = [*control_findings(flow), *defect_findings(flow), *unreasoned_refusals(flow)]
    for finding in sorted(found, key=lambda one: (order.index(one.severity), one.code)):
        code = finding.code.removeprefix("control.")
        yield replace(
            finding,
            code=code,
            evidence=MESSAGES.text(f"defect.{code}"),
            status="proposed",
            saving=Saving(minutes_per_year=_NONE, yen_per_year=_NONE),
        )


def is_defect(finding: Finding) -> bool:
    """Return whether `finding` is a defect of control, not a proposal."""
    return finding.code.startswith(MARK)
