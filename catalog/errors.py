"""Refusals of this package."""

from kernel.errors import DomainError
from workflow.finding import Finding


class NotPublishable(DomainError):
    """The check found errors; `findings` says which."""

    code = "catalog.not_publishable"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(count=sum(finding.severity == "error" for finding in findings))
        self.findings = findings


class SecondPersonNeeded(DomainError):
    """Who wrote or proposed a version cannot publish it."""

    code = "catalog.second_person_needed"


class ProposalClosed(DomainError):
    """Somebody has already published or declined this proposal."""

    code = "catalog.proposal_closed"
