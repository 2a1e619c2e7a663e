"""Why another system could not be asked: told as a code in the list of incidents, and in words on the case's page."""

from kernel.errors import DomainError


class ForbiddenAddress(DomainError):
    """The address is not on the list, not https, or leads inside."""

    code = "service.forbidden_address"


class Unreachable(DomainError):
    """No connection, or none that lasted."""

    code = "service.unreachable"


class BadAnswer(DomainError):
    """The other system refused, redirected, or answered what is no answer."""

    code = "service.bad_answer"


class NoSuchInput(DomainError):
    """The case does not have what the connector has to be asked with."""

    code = "service.no_input"
