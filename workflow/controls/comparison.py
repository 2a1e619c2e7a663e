"""Does a redesign keep every control? Each demand that the as-is meets must be met by the to-be.

The as-is says what is demanded: its rules, or the outcomes that it reaches only through the control. A demand that
the as-is does not meet either is no loss, but is said. What cannot be verified counts as lost, never as kept.
"""

from dataclasses import dataclass

from kernel.text import Text, say
from workflow.controls.demands import demands_of
from workflow.controls.messages import MESSAGES
from workflow.controls.performers import performing
from workflow.controls.status import ControlStatus, facts_of, status_of
from workflow.controls.wording import sentence
from workflow.definition import Flow


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
    before, after = facts_of(as_is), facts_of(to_be)
    found: list[ControlComparison] = []
    for control in as_is.controls.values():
        demands = demands_of(before, control)
        was = status_of(before, control, demands)
        met = [demand for demand in demands if demand not in was.broken and demand not in was.unknown]
        now = status_of(after, control, met)
        found.append(_compared(as_is, was, now))
    for key, control in to_be.controls.items():
        if key not in as_is.controls:
            nodes = performing(to_be, key)
            why = sentence(to_be, control, nodes, None)
            found.append(ControlComparison(key=key, before=(), after=nodes, kept=True, why=why))
    return found


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
