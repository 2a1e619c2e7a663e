"""The ways out of a step in words: what one chooses, under which condition, and which step follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.text import say
from reports.manual.messages import MESSAGES
from reports.manual.model import StepRef, Way
from reports.manual.numbering import landings, sources
from reports.manual.vocabulary import Vocabulary
from workflow.definition import Edge, Flow, Node, Outcome
from workflow.graph import FlowGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What telling a flow takes: the flow with its graph, the numbers of its steps, its words, the language."""

    flow: Flow
    graph: FlowGraph
    numbers: Mapping[str, int]
    words: Vocabulary
    language: str

    def say(self, code: str, **params: str | int) -> str:
        """Return a sentence of the manual."""
        return say(MESSAGES.text(f"manual.{code}", **params), self.language)

    def title(self, key: str) -> str:
        """Return what a step is called."""
        node = self.flow.nodes[key]
        if node.title:
            return say(node.title, self.language)
        return self.say(f"result.{node.result or 'completed'}") if node.type == "end" else key

    def ref(self, key: str) -> StepRef:
        """Return a step with its number; an end has none."""
        return StepRef(self.numbers.get(key, 0), key, self.title(key))

    def refs(self, keys: Sequence[str]) -> tuple[StepRef, ...]:
        """Return steps in the order of their numbers."""
        return tuple(sorted((self.ref(key) for key in keys if key in self.numbers), key=lambda each: each.number))

    def listed(self, words: Sequence[str]) -> str:
        """Return `words` in a row."""
        return ("、" if self.language == "ja" else ", ").join(word for word in words if word)


def ways_of(telling: Telling, node: Node) -> tuple[Way, ...]:
    """Return the ways out of `node`; those that differ only in where they lead are one."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    outcomes: dict[str, Outcome] = {}
    for edge in telling.graph.leaving(node.key):
        outcome = next((each for each in node.outcomes if each.key == edge.outcome), None)
        choice = say(outcome.title, telling.language) if outcome else (edge.outcome or "")
        if outcome:
            outcomes[choice] = outcome
        for landing in landings(telling.flow, telling.graph, edge):
            when = telling.listed([_when(telling, each) for each in landing.passed])
            found.setdefault((choice, when), {})[landing.target] = None
    return tuple(
        _way(telling, node, choice, when, (*targets,), outcomes.get(choice))
        for (choice, when), targets in found.items()
    )


def begins(telling: Telling, node: Node) -> str:
    """Say after which steps `node` begins."""
    keys, every = sources(telling.flow, telling.graph, node.key)
    before = telling.refs(keys)
    if not before:
        return telling.say("begins.first")
    named = telling.listed([telling.say("step_ref", number=each.number, title=each.title) for each in before])
    return telling.say("begins.all" if every else "begins.after", steps=named)


def _way(telling: Telling, node: Node, choice: str, when: str, targets: Sequence[str], outcome: Outcome | None) -> Way:
    refuses, outcome_key = bool(outcome and outcome.refuses), outcome.key if outcome else ""
    own = telling.numbers.get(node.key, 0)
    earlier = all(0 < telling.numbers.get(target, 0) <= own for target in targets)
    return Way(
        choice=choice,
        when=when,
        targets=tuple(telling.ref(key) for key in targets),
        reason=telling.say(f"reason.{outcome.reason}") if outcome and outcome.reason != "none" else "",
        refuses=refuses,
        back=bool(outcome) and not refuses and (outcome_key == "return" or earlier),
    )


def _when(telling: Telling, edge: Edge) -> str:
    title = say(edge.title, telling.language) if edge.title and not edge.outcome else ""
    if edge.when is not None:
        condition = telling.words.condition(edge.when, telling.language)
        return telling.say("when_both" if title else "when", title=title, condition=condition)
    if title:
        return telling.say("when_title", title=title)
    if edge.default:
        return telling.say("when_else")
    if edge.probability is not None and not edge.outcome and telling.graph.split_of(edge.source) == "exclusive":
        return telling.say("when_share", share=f"{edge.probability:.0%}")
    return ""
