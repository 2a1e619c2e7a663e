"""Refusals of this package."""

from typing import Final

from kernel.errors import DomainError


class LookUpFailed(DomainError):
    """Unknown number, foreign number or wrong password: all three look the same."""

    code = "intake.look_up_failed"


class ProcedureClosed(DomainError):
    """The procedure takes no applications."""

    code = "intake.procedure_closed"


class AnswersChanged(DomainError):
    """What would be sent is not what the applicant looked at: it was changed in another window."""

    code = "intake.answers_changed"


class SentOtherwise(DomainError):
    """The application has gone in with other answers than those that are sent now."""

    code = "intake.sent_otherwise"


class NothingToCorrect(DomainError):
    """No form waits for the resident."""

    code = "intake.nothing_to_correct"


class TooManyFiles(DomainError):
    """The question, or the whole application, holds as many files as it may."""

    code = "intake.too_many_files"


class AttachmentWaiting(DomainError):
    """The virus scanner has not seen the file yet."""

    code = "intake.attachment_waiting"


class AttachmentRemoved(DomainError):
    """The virus scanner found something in the file, and it was removed."""

    code = "intake.attachment_removed"


class NothingAttached(DomainError):
    """Nothing was chosen of what is still to be handed in."""

    code = "intake.nothing_attached"


class SignaturesMissing(DomainError):
    """Somebody who has to confirm the application has not."""

    code = "intake.signatures_missing"


class SignerExpired(DomainError):
    """The time in which somebody could confirm is over."""

    code = "intake.signer_expired"


class SignerAnswered(DomainError):
    """What somebody wants to confirm is not what stands there now: it changed, or was sent."""

    code = "intake.signer_answered"


class MessageEmpty(DomainError):
    """A message without words."""

    code = "intake.message_empty"


class FormNotFilled(DomainError):
    """The step has a form of its own, so it cannot be finished without a look at the case."""

    code = "intake.form_not_filled"


class SearchTooShort(DomainError):
    """Somebody searches for a single character, or for nothing."""

    code = "search.too_short"


class NotYetOpen(DomainError):
    """Reception has not begun."""

    code = "intake.not_yet_open"


class ReceptionOver(DomainError):
    """Reception has ended, and the time for those who began before is over, too."""

    code = "intake.reception_over"


class QuotaReached(DomainError):
    """As many applications as can be taken have arrived."""

    code = "intake.quota_reached"


class BudgetReached(DomainError):
    """What is applied for is more than what is left."""

    code = "intake.budget_reached"


class UnderMaintenance(DomainError):
    """Nothing is received for the moment; what was typed is kept."""

    code = "intake.under_maintenance"


NOT_NOW: Final = (NotYetOpen, ReceptionOver, QuotaReached, BudgetReached, UnderMaintenance)
"""Why an application that could be right is not received."""


class ConsentMissing(DomainError):
    """Answers that are known are used only with the consent of whom they are about."""

    code = "intake.consent_missing"


class NoColumns(DomainError):
    """A sheet has no column that the form knows, or no row."""

    code = "intake.no_columns"
