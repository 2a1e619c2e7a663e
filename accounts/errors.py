"""Refusals of this package."""

from kernel.errors import DomainError


class SignInFailed(DomainError):
    """Login or password is wrong: which of the two is not said."""

    code = "account.sign_in_failed"
