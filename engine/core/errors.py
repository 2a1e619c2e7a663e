"""What cannot be done with a case. Codes are stable; the sentences are in `engine.messages`."""

from kernel.errors import DomainError, NotAllowed, NotFound


class ItemAlreadyClosed(DomainError):
    """Another officer was faster, or the applicant withdrew. The shell adds `who` (an officer's id), when and how."""

    code = "case.item_already_closed"


class UnknownItem(NotFound):
    """The case never had such an item."""


class NotYourWork(NotAllowed):
    """The item is for other people: another post, another officer, or somebody who has not done the other step."""

    code = "case.not_your_work"


class ClaimedByAnother(DomainError):
    """A colleague has taken the item."""

    code = "case.claimed_by_another"


class UnknownOutcome(DomainError):
    """The step cannot be left that way."""

    code = "case.unknown_outcome"


class ReasonMissing(DomainError):
    """A refusal, or whatever else asks for one, needs a reason (行政手続法8条)."""

    code = "case.reason_missing"


class CaseClosed(DomainError):
    """The case is over."""

    code = "case.closed"


class AlreadyDecided(DomainError):
    """Too late to withdraw: the decision is made."""

    code = "case.already_decided"


class BadDeadline(DomainError):
    """A deadline that somebody set lies in the past."""

    code = "case.bad_deadline"


class TimerNotDue(DomainError):
    """Timers never fire early."""

    code = "case.timer_not_due"


class AlreadyOpened(DomainError):
    """A case begins once."""

    code = "case.already_opened"


class NoWayOut(DomainError):
    """No edge can be taken: the conditions of a published flow leave a gap for this case."""

    code = "engine.no_way_out"


class ImproperCompletion(DomainError):
    """An end was reached while another token was left."""

    code = "engine.improper_completion"


class AutomaticRefusal(DomainError):
    """A way led to a refusal that no person decided: the command is not carried out."""

    code = "law.automatic_refusal"


class EndlessLoop(DomainError):
    """Automatic steps go round and round without reaching anybody."""

    code = "engine.endless_loop"


class NoDate(DomainError):
    """A timer waits for a date that the case does not have."""

    code = "engine.no_date"
