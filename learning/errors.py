"""Refusals of this package."""

from kernel.errors import DomainError


class NothingToTry(DomainError):
    """There is no rule that could be tried: nothing was certified, or the draft is gone."""

    code = "learning.nothing_to_try"


class AlreadyOnTrial(DomainError):
    """This very table is on trial already."""

    code = "learning.already_on_trial"


class NotProvedYet(DomainError):
    """A rule takes effect only once its trial has proved it."""

    code = "learning.not_proved_yet"


class StillDeciding(DomainError):
    """The table that was stopped is still part of the published version: let go on, it would decide as before."""

    code = "learning.still_deciding"


class WhyNeeded(DomainError):
    """Whoever lets automatic decisions go on after a stop says why."""

    code = "learning.why_needed"


class TrialOver(DomainError):
    """Somebody has ended this trial."""

    code = "learning.trial_over"
