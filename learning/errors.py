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


class TrialOver(DomainError):
    """Somebody has ended this trial."""

    code = "learning.trial_over"
