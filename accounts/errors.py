"""Refusals of this package."""

from kernel.errors import DomainError


class SignInFailed(DomainError):
    """Login or password is wrong: which of the two is not said."""

    code = "account.sign_in_failed"


class SubstituteUnknown(DomainError):
    """No such officer."""

    code = "account.substitute_unknown"


class SubstituteSelf(DomainError):
    """Nobody stands in for oneself."""

    code = "account.substitute_self"


class SubstituteDays(DomainError):
    """The last day lies before the first, or in the past."""

    code = "account.substitute_days"


class AbsenceDays(DomainError):
    """The days lie in the past, in the wrong order, or too far away."""

    code = "account.absence_days"


class AbsenceHalf(DomainError):
    """Half a day of several days."""

    code = "account.absence_half"


class AbsenceTwice(DomainError):
    """Already away on one of these days."""

    code = "account.absence_twice"
