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


class RestoreReasonMissing(DomainError):
    """An earlier version only comes back with a reason, which stands in the history."""

    code = "catalog.restore_reason_missing"


class BadPublishingTime(DomainError):
    """A publication is scheduled for a moment that lies ahead, within a year."""

    code = "catalog.bad_publishing_time"


class NotScheduled(DomainError):
    """The publication is not scheduled (any more): it has happened, or somebody has called it off."""

    code = "catalog.not_scheduled"


class PeriodReversed(DomainError):
    """A period that ends before it begins."""

    code = "catalog.period_reversed"


class QuotaWithoutPeriod(DomainError):
    """Places are counted from the day on which reception begins, and there is none."""

    code = "catalog.quota_without_period"


class BudgetIncomplete(DomainError):
    """A budget needs the question that asks for the amount, and the other way round."""

    code = "catalog.budget_incomplete"


class NoticeEmpty(DomainError):
    """A notice without words."""

    code = "catalog.notice_empty"
