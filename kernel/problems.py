"""What is wrong with a document or an answer: a code, a place, and a sentence a clerk can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kernel.json_types import Json
from kernel.text import Text

Severity: TypeAlias = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One defect, tied to its place by a JSON Pointer (RFC 6901; "" is the whole document)."""

    code: str
    pointer: str
    message: Text
    severity: Severity = "error"
    params: Mapping[str, Json] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """Return the shape that the command line and the API print."""
        message = self.message if isinstance(self.message, str) else dict(self.message)
        return {"code": self.code, "severity": self.severity, "where": {"pointer": self.pointer}, "message": message}


def pointer(*tokens: str | int) -> str:
    """Join `tokens` to a JSON Pointer: `pointer("nodes", 3)` is `/nodes/3`."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return those of `problems` that stop a publication."""
    return [problem for problem in problems if problem.severity == "error"]
