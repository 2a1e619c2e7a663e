"""Applies accepted proposals to a copy of a flow, one proof after another, until none is left.

Each round analyses the flow as it is by then, takes the best set of proposals that do not touch each other (measured
together), and applies those that pass the proof. So patches never go stale, conflicts are decided by what the
rewrite really brings, and savings are never added up: they are measured on the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.json_types import Json
from kernel.text import Text, say
from workflow.analysis import proposals
from workflow.analysis.portfolio import Portfolio
from workflow.analysis.proposal import Proposal
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Where
from workflow.graph import FlowGraph
from workflow.improve.choice import best_set
from workflow.improve.lineage import to_be_document
from workflow.improve.messages import MESSAGES
from workflow.improve.options import drafted
from workflow.improve.proof import Proof, prove
from workflow.improve.script import adding_up
from workflow.measures.effort import effort_of
from workflow.measures.saving import Difference, terms_by_source, yearly_saving
from workflow.patch import apply_patch
from workflow.table.model import Table

MAX_ROUNDS: Final = 60
_TIDYING: Final = "E11"
MOST_CHOSEN_FROM: Final = 60
"""Proposals of one round that are weighed against each other; of more the best that do not conflict are taken."""

_Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A rewrite that was applied, with what it brought when it was its turn: the steps add up to the whole."""

    code: str
    where: Where
    minutes_per_year: float
    yen_per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A proposal that was wanted and not applied, and why."""

    code: str
    where: Where
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """The to-be flow and how it came about; `saving` is measured between the as-is and the to-be.

    `saving` is a spread. The one figure to state is the expected saving: what a comparison of both flows shows.
    """

    applied: tuple[Applied, ...]
    refused: tuple[Refused, ...]
    to_be: Flow
    saving: Difference

    @property
    def minutes_per_year(self) -> float:
        """The expected saving in working minutes: the steps add up to it."""
        return sum(item.minutes_per_year for item in self.applied)

    @property
    def yen_per_year(self) -> float:
        """The expected saving in yen."""
        return sum(item.yen_per_year for item in self.applied)

    def as_json(self) -> dict[str, Json]:
        """Return what `flow redesign --json` prints."""
        refused: list[Json] = [
            {
                "code": item.code,
                "where": _where(item.where),
                "why": item.why if isinstance(item.why, str) else dict(item.why),
            }
            for item in self.refused
        ]
        minutes, whole = adding_up([item.minutes_per_year for item in self.applied])
        steps: list[Json] = [
            {
                "code": item.code,
                "where": _where(item.where),
                "minutes_per_year": figure,
                "yen_per_year": round(item.yen_per_year),
            }
            for item, figure in zip(self.applied, minutes, strict=True)
        ]
        return {
            "applied": [item.code for item in self.applied],
            "refused": refused,
            "to_be": self.to_be.digest,
            "steps": steps,
            "minutes_per_year": whole,
        }


def redesign(
    flow: Flow,
    *,
    accept: Sequence[str] | None = None,
    tables: Mapping[str, Table] | None = None,
    portfolio: Portfolio | None = None,
) -> Redesign:
    """Return the to-be flow with every proposal applied that is wanted and survives the proofs.

    `accept` names codes of findings (`E01`), or of one place (`E01:step`); None wants everything. `portfolio`: the
    city's other procedures, without which too many hands (C03) cannot be told.
    """
    work = _Work(flow, accept, tables or {}, portfolio)
    work.run()
    to_be = require_flow(to_be_document(flow, work.current))
    return Redesign(
        applied=tuple(work.applied),
        refused=(*work.refused.values(), *work.unmade()),
        to_be=to_be,
        saving=yearly_saving(flow, to_be),
    )


class _Work:
    """One redesign in progress."""

    def __init__(
        self, flow: Flow, accept: Sequence[str] | None, tables: Mapping[str, Table], portfolio: Portfolio | None
    ) -> None:
        self.as_is = self.current = flow
        self._accept = None if accept is None else frozenset(accept)
        self._tables, self._portfolio = tables, portfolio
        self.applied: list[Applied] = []
        self.refused: dict[_Place, Refused] = {}

    def run(self) -> None:
        """Apply what can be applied, round by round."""
        for _ in range(MAX_ROUNDS):
            chosen = self._chosen(sorted(self._candidates(), key=_urgency))
            if not chosen:
                return
            self._apply(chosen)

    def _chosen(self, candidates: list[Proposal]) -> list[Proposal]:
        """Return what is applied together: the picture is tidied, then the best set of what that leaves untouched."""
        tidying = _without_conflicts([item for item in candidates if item.finding.code == _TIDYING])
        touched = frozenset[str]().union(*(item.touched for item in tidying))
        rest = [item for item in candidates if item.finding.code != _TIDYING and not item.touched & touched]
        if len(rest) > MOST_CHOSEN_FROM:
            return [*tidying, *_without_conflicts(rest)]
        return [*tidying, *best_set(self.current, rest, wanted=self._accept is not None).chosen]

    def unmade(self) -> list[Refused]:
        """Return the wanted findings that are not even proposed, with the guard or the gap that stops them."""
        if self._accept is None:
            return []
        found = proposals(self.as_is, tables=self._tables, portfolio=self._portfolio)
        return [refused for proposal in found if self._wants(proposal) and (refused := _unmade(proposal))]

    def _candidates(self) -> list[Proposal]:
        found = proposals(self.current, tables=self._tables, portfolio=self._portfolio)
        return [item for item in found if item.rewrite and self._wants(item) and _place(item) not in self.refused]

    def _wants(self, proposal: Proposal) -> bool:
        code, first = _place(proposal)
        return self._accept is None or code in self._accept or f"{code}:{first}" in self._accept

    def _apply(self, chosen: list[Proposal]) -> None:
        """Apply all of `chosen` at once, or, where that fails, one by one.

        Only what fails alone is refused; what fails beside others gets another turn on the flow that they make.
        """
        proof = self._prove(chosen)
        if proof.flow is not None:
            self._accept_all(chosen, proof.flow)
            return
        good: list[Proposal] = []
        proved: Flow | None = None
        for item in chosen:
            proof = self._prove([*good, item])
            if proof.flow is not None:
                good, proved = [*good, item], proof.flow
            elif not good:
                self.refused[_place(item)] = _refusal(item, proof.why or "")
        if proved is not None:
            self._accept_all(good, proved)

    def _prove(self, chosen: list[Proposal]) -> Proof:
        draft = drafted(self.current, chosen)
        document = apply_patch(self.current.document, draft.patch())
        tidying = all(item.finding.code == _TIDYING for item in chosen)
        return prove(self.as_is, self.current, document, self._tables, mends_structure=tidying)

    def _accept_all(self, chosen: list[Proposal], flow: Flow) -> None:
        before = _yearly(self.current)
        for count, item in enumerate(chosen, start=1):
            after = _yearly(drafted(self.current, chosen[:count]).flow())
            self.applied.append(
                Applied(
                    code=item.finding.code,
                    where=item.finding.where,
                    minutes_per_year=before[0] - after[0],
                    yen_per_year=before[1] - after[1],
                )
            )
            before = after
        self.current = flow


def _where(where: Where) -> dict[str, Json]:
    return {"nodes": [*where.nodes], "edges": [*where.edges], "pointer": where.pointer}


def _yearly(flow: Flow) -> tuple[float, float]:
    effort = effort_of(terms_by_source(flow, FlowGraph(flow)))
    volume = flow.volume_per_year or 0.0
    return effort.minutes * volume, effort.yen * volume


def _without_conflicts(ordered: list[Proposal]) -> list[Proposal]:
    """Return the proposals that touch nothing which a better one touches."""
    chosen: list[Proposal] = []
    taken: set[str] = set()
    for item in ordered:
        if not item.touched & taken:
            chosen.append(item)
            taken |= item.touched
    return chosen


def _urgency(proposal: Proposal) -> tuple[bool, float, float, str]:
    """Order by saving, largest first; tidying the picture comes before everything that is proved on it."""
    saving = proposal.finding.saving
    minutes = saving.minutes_per_year.p50 if saving else 0.0
    yen = saving.yen_per_year.p50 if saving else 0.0
    return proposal.finding.code != _TIDYING, -round(minutes, 3), -round(yen, 3), proposal.finding.code


def _place(proposal: Proposal) -> _Place:
    nodes = proposal.finding.where.nodes
    return proposal.finding.code, nodes[0] if nodes else ""


def _refusal(proposal: Proposal, why: Text) -> Refused:
    return Refused(code=proposal.finding.code, where=proposal.finding.where, why=why)


def _unmade(proposal: Proposal) -> Refused | None:
    finding = proposal.finding
    if finding.status == "not_evaluable":
        return _refusal(proposal, MESSAGES.text("refused.missing", missing=", ".join(finding.missing)))
    if finding.status == "suppressed":
        reasons = [guard.why for guard in finding.guards if guard.holds and guard.why]
        whys = {language: "".join(say(reason, language) for reason in reasons) for language in ("ja", "en")}
        return _refusal(proposal, MESSAGES.text("refused.guard", why=whys))
    return None
