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


class TooManyChildren(DomainError):
    """A group has more items than a case can have children at once."""

    code = "engine.too_many_children"


class MessageNotExpected(DomainError):
    """No step of the flow waits for a message of this name."""

    code = "message.not_expected"


class BadMessage(DomainError):
    """A message has no id by which it could be known again, or a body that is none."""

    code = "message.bad"


class NotSigned(NotAllowed):
    """A message does not carry the signature of a sender whom we know, made about now."""

    code = "message.not_signed"


class UndeclaredData(DomainError):
    """What came from outside would write data that the step does not declare."""

    code = "data.undeclared"


class UnfittingData(DomainError):
    """What came from outside is not of the type of its data."""

    code = "data.unfitting"


class TooMuchData(DomainError):
    """What came from outside is larger than anything that belongs into a record."""

    code = "data.too_much"


class UnknownConnector(DomainError):
    """A service step names a connector that this installation does not have."""

    code = "service.unknown_connector"


class AnswerIncomplete(DomainError):
    """A service answered without what the step is to write."""

    code = "service.answer_incomplete"


class TooManyMessages(DomainError):
    """More messages came early than a case keeps."""

    code = "message.too_many"


class EndlessLoop(DomainError):
    """Automatic steps go round and round without reaching anybody."""

    code = "engine.endless_loop"


class NoDate(DomainError):
    """A timer waits for a date that the case does not have."""

    code = "engine.no_date"


class NotAnEarlierStep(DomainError):
    """The case has not passed that step, or no way leads from it to where the work is now."""

    code = "case.not_an_earlier_step"


class WouldLoseTokens(DomainError):
    """The step lies in a branch that runs beside others: from here the others would never arrive."""

    code = "case.would_lose_tokens"


class NotYourAct(DomainError):
    """Only whoever has done something can pull it back."""

    code = "case.not_your_act"


class CannotPullBack(DomainError):
    """What followed is known outside already, or was decided by a rule."""

    code = "case.cannot_pull_back"


class NextHasBegun(DomainError):
    """Somebody has taken or done what followed."""

    code = "case.next_has_begun"


class OpinionPending(DomainError):
    """The step waits for an opinion that was asked for."""

    code = "case.opinion_pending"


class AsideAlreadyClosed(DomainError):
    """It has been seen or answered."""

    code = "case.aside_already_closed"


class AnswerMissing(DomainError):
    """An opinion is given in words."""

    code = "case.answer_missing"


class NobodyNamed(DomainError):
    """Nobody was chosen."""

    code = "case.nobody_named"


class CannotMove(DomainError):
    """The case cannot go on under the other version; the sentence says why."""

    code = "case.cannot_move"


class NothingAmended(DomainError):
    """No value was changed."""

    code = "case.nothing_amended"
