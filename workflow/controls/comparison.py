"""Does a redesign keep every control? Each demand that the as-is meets must be met by the to-be.

The as-is says what is demanded: its rules, or the outcomes that it reaches only through the control. A demand that
the as-is does not meet either is no loss, but is said. What cannot be verified counts as lost, never as kept.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeAlias

from kernel.text import Text, say
from workflow.controls.demands import Demand, Facts, demands_of
from workflow.controls.messages import MESSAGES
from workflow.controls.performers import performing
from workflow.controls.status import ControlStatus, status_of
from workflow.controls.wording import sentence
from workflow.definition import Flow

_Met: TypeAlias = tuple[ControlStatus, tuple[Demand, ...]]
_KEPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlComparison:
    """One control, before and after: the nodes that perform it, and whether it is kept."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    kept: bool
    why: Text


def preserved(as_is: Flow, to_be: Flow) -> list[ControlComparison]:
    """Compare the controls of `as_is`, then those that only `to_be` knows, in the order of the documents."""
    after = Facts(to_be)
    found = [_compared(as_is, was, status_of(after, as_is.controls[was.key], met)) for was, met in demands_met(as_is)]
    for key, control in to_be.controls.items():
        if key not in as_is.controls:
            nodes = performing(to_be, key)
            why = sentence(to_be, control, nodes, None)
            found.append(ControlComparison(key=key, before=(), after=nodes, kept=True, why=why))
    return found


_known: "OrderedDict[str, tuple[_Met, ...]]" = OrderedDict()
_lock: Final = Lock()


def demands_met(flow: Flow) -> tuple[_Met, ...]:
    """Return each control of `flow` with the demands that it meets.

    A redesign compares many drafts with one as-is: what the last eight flows do is kept, by digest.
    """
    with _lock:
        if flow.digest in _known:
            _known.move_to_end(flow.digest)
            return _known[flow.digest]
    facts = Facts(flow)
    met: list[_Met] = []
    for control in flow.controls.values():
        demands = demands_of(facts, control)
        was = status_of(facts, control, demands)
        met.append((was, tuple(demand for demand in demands if demand not in (*was.broken, *was.unknown))))
    with _lock:
        _known[flow.digest] = tuple(met)
        if len(_known) > _KEPT:
            _known.popitem(last=False)
    return tuple(met)


def _compared(as_is: Flow, was: ControlStatus, now: ControlStatus) -> ControlComparison:
    kept = now.holds is True
    why = now.why
    if kept and was.holds is not True:
        control = as_is.controls[was.key]
        why = {
            language: text.replace("{sentence}", say(was.why, language))
            for language, text in MESSAGES.text(
                "control.already_missing", control=control.title, sentence="{sentence}"
            ).items()
        }
    return ControlComparison(key=was.key, before=was.nodes, after=now.nodes, kept=kept, why=why)
