"""What stops somebody from setting a period, or from parting with cases."""

from kernel.errors import DomainError


class PeriodUnusable(DomainError):
    """A period is 1 to 30 years and stands on a rule."""

    code = "records.period_unusable"


class NothingChosen(DomainError):
    """No case was chosen that is due."""

    code = "records.nothing_chosen"


class SecondPersonNeeded(DomainError):
    """Whoever proposed it cannot agree to it."""

    code = "records.second_person"


class DisposalDecided(DomainError):
    """Somebody else was faster."""

    code = "records.decided"
