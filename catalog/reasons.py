"""Helping officers to give reasons (理由の提示, 行政手続法8条): on which provision, on which fact, and what follows.

A draft names the criteria and provisions that the officer has picked and leaves places open for what only the officer
knows. A draft whose places are still open is no reason: it is refused before anything happens.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from catalog.messages import MESSAGES
from kernel.errors import DomainError
from kernel.text import Text, say
from workflow.definition import Flow

Purpose: TypeAlias = Literal["refusal", "correction"]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
_OPEN: Final = re.compile(r"【[\s_＿]*】")


class ReasonIncomplete(DomainError):
    """The places of a draft are still open."""

    code = "reason.incomplete"


@dataclass(frozen=True, slots=True)
class Provision:
    """Something that a reason can stand on: the criteria (審査基準), the legal basis, the basis of a control."""

    key: str
    text: Text


def provisions(flow: Flow) -> tuple[Provision, ...]:
    """Return what the flow says about its law, each text once: the criteria first, as a reason needs them most."""
    found: dict[str, Provision] = {}
    for each in _named(flow):
        found.setdefault(say(each.text, "ja"), each)
    return tuple(found.values())


def drafted(flow: Flow, purpose: Purpose, chosen: Sequence[str], language: str) -> str:
    """Return a reason to be completed, on the provisions with the keys `chosen`."""
    texts = [say(each.text, language) for each in provisions(flow) if each.key in chosen]
    listed = "\n".join(f"・{text}" if language == "ja" else f"- {text}" for text in texts)
    opened = say(MESSAGES.text("reason.open_provision"), language)
    return say(MESSAGES.text(f"reason.{purpose}", provisions=listed or opened), language)


def require_complete(reason: str) -> None:
    """Raise `ReasonIncomplete` where a place of a draft is still open."""
    if _OPEN.search(reason):
        raise ReasonIncomplete


def _named(flow: Flow) -> Iterator[Provision]:
    if flow.disposition is not None and flow.disposition.criteria:
        yield Provision("criteria", flow.disposition.criteria)
    if flow.legal_basis:
        yield Provision("law", flow.legal_basis)
    for control in flow.controls.values():
        if control.kind == "legal" and control.basis:
            yield Provision(f"control-{control.key}", control.basis)
