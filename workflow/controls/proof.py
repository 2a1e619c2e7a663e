"""The control proof (統制の証明): who performs each control of the as-is in the to-be, and the argument in words.

An argument says how one demand of the control is met in the to-be, or shows the run on which it is not. A redesign that
loses a single control is refused, whatever it saves; what the as-is did not do either is no loss, but is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kernel.text import Text
from workflow.controls.comparison import demands_met
from workflow.controls.demands import Demand, DemandKind, Facts, meets
from workflow.controls.messages import OUTCOMES
from workflow.controls.messages_proof import ARGUMENTS
from workflow.controls.performers import performing
from workflow.controls.questions import Answer
from workflow.controls.status import ControlStatus
from workflow.controls.wording import named, places, sentence, target_title
from workflow.definition import Control, Flow

_BY_KIND: Final[Mapping[DemandKind, str]] = {
    "no_node": "proof.performed",
    "must": "proof.must",
    "leads_to": "proof.leads_to",
    "precedes": "proof.precedes",
    "follows": "proof.follows",
    "same_person": "proof.same_person",
    "rank": "proof.rank",
    "too_short": "proof.too_short",
    "too_long": "proof.too_long",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Why one demand is met; or that it is not, with the steps of a run that shows it. None: it cannot be told."""

    text: Text
    holds: bool | None
    run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlProof:
    """One control: who performs it before and after, whether it is kept, and the arguments for that."""

    control: Control
    before: tuple[str, ...]
    after: tuple[str, ...]
    kept: bool
    arguments: tuple[Argument, ...]
    missing_before: Text | None = None
    """What the as-is itself does not do, where it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All controls of the as-is against one to-be."""

    as_is: Flow
    to_be: Flow
    controls: tuple[ControlProof, ...] = field(default=())

    @property
    def lost(self) -> tuple[ControlProof, ...]:
        """The controls that the to-be does not keep."""
        return tuple(each for each in self.controls if not each.kept)

    @property
    def accepted(self) -> bool:
        """Whether the to-be may replace the as-is, as far as controls go."""
        return not self.lost


def prove_controls(as_is: Flow, to_be: Flow) -> Proof:
    """Return the proof that `to_be` keeps every control of `as_is`, or what it loses."""
    after = Facts(to_be)
    found = [_proved(as_is, after, was, met) for was, met in demands_met(as_is)]
    return Proof(as_is=as_is, to_be=to_be, controls=tuple(found))


def _proved(as_is: Flow, after: Facts, was: ControlStatus, met: tuple[Demand, ...]) -> ControlProof:
    control = as_is.controls[was.key]
    nodes = performing(after.flow, was.key)
    arguments: list[Argument] = []
    for demand in met:
        answer = meets(after, was.key, demand)
        arguments.append(_argument(after.flow, control, nodes, demand, answer))
        if demand.kind == "no_node" and not answer.holds:
            break  # what nobody does meets nothing: the other demands would only say so again
    return ControlProof(
        control=control,
        before=was.nodes,
        after=nodes,
        kept=all(argument.holds is True for argument in arguments),
        arguments=tuple(arguments),
        missing_before=None if was.holds is True else was.why,
    )


def _argument(flow: Flow, control: Control, nodes: tuple[str, ...], demand: Demand, answer: Answer) -> Argument:
    if answer.holds is not True:
        unknown = answer.holds is None
        text = sentence(flow, control, nodes, None if unknown else demand, unknown=unknown)
        return Argument(text=text, holds=answer.holds, run=_steps(flow, answer.run))
    code = _BY_KIND[demand.kind]
    given: dict[str, Text | int | float | None] = {
        "place": _any_of(flow, nodes),
        "target": target_title(flow, demand.target),
        "outcome": OUTCOMES.get(demand.target, target_title(flow, demand.target)),
        "rank": int(demand.amount),
        "days": f"{demand.amount:g}",
    }
    return Argument(text=ARGUMENTS.text(code, **{name: given[name] for name in ARGUMENTS.parameters(code)}), holds=True)


def _any_of(flow: Flow, nodes: tuple[str, ...]) -> Text:
    """Return the steps that perform a control: one of several is enough for a run."""
    if len(nodes) == 1:
        return places(flow, nodes)
    titles = {language: [named(flow, key)[language] for key in nodes] for language in ("ja", "en")}
    return {"ja": "".join(titles["ja"]) + "のどれか", "en": "one of " + ", ".join(titles["en"])}


def _steps(flow: Flow, run: tuple[str, ...]) -> tuple[str, ...]:
    """Return the nodes that a run (names of edges) passes, each once."""
    by_name = {edge.name: edge for edge in flow.edges}
    edges = [by_name[name] for name in run if name in by_name]
    return tuple(dict.fromkeys(key for edge in edges for key in (edge.source, edge.target)))
