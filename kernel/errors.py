"""Refusals: an exception with a stable code, parameters and a sentence for the person who caused it."""

from typing import ClassVar

from kernel.problems import Problem
from kernel.text import Text


class DomainError(Exception):
    """Something a person asked for that cannot be done. Subclasses set `code`; texts live in catalogs.

    `params` are plain values (never answers or names of residents): they go into logs and messages.
    """

    code: ClassVar[str] = "error"

    def __init__(self, **params: Text | int | float | None) -> None:
        super().__init__(f"{self.code} {params!r}" if params else self.code)
        self.params = params


class UnusableDocument(DomainError):
    """A document that cannot be read at all or breaks its format; carries every problem found."""

    code = "document.unusable"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NotAllowed(DomainError):
    """The person may not do this (here, or now). Foreign objects raise `NotFound` instead."""

    code = "access.not_allowed"


class NotFound(DomainError):
    """There is no such thing, or it is not for this person: both look the same from outside."""

    code = "access.not_found"


class Stale(DomainError):
    """Somebody else changed the thing since it was shown."""

    code = "revision.stale"
