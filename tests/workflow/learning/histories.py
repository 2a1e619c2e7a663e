"""Simulated histories of decisions whose truth is known: some rule is nearly always right, and the world may drift.

A world has an error rate everywhere, a kind of case and an amount above which people often change something, and one
of five ways to drift: not at all, suddenly, gradually, in one kind only, or to the better.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.learning.propose import Proposal, propose_from
from workflow.learning.questions import Answers, Question

KINDS: Final = ("new", "renewal", "moved", "other")
DRIFTS: Final = ("none", "abrupt", "gradual", "local", "better")
CLEAN: Final = (0.0, 0.0, 0.0, 0.001, 0.002, 0.004, 0.006, 0.008, 0.009, 0.011, 0.015)
QUESTIONS: Final = (
    Question(key="income", title="所得", expr={"field": "income"}, type="number"),
    Question(key="people", title="人数", expr={"field": "people"}, type="number"),
    Question(key="kind", title="種類", expr={"field": "kind"}, type="string"),
    Question(key="online", title="オンライン", expr={"field": "online"}, type="boolean"),
    Question(key="first", title="初めて", expr={"field": "first"}, type="boolean"),
)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What is true: how often people change something, by case and time (0 the beginning of the history, 1 its end)."""

    clean: float
    hard: float
    bad_kind: int
    limit: float
    drift: str
    jump: float
    when: float
    drifting_kind: int
    mix: Numbers
    richer: float

    def cases(self, generator: np.random.Generator, at: Numbers) -> tuple[Numbers, ...]:
        """Draw what comes in at these times."""
        size = len(at)
        return (
            generator.lognormal(15 + self.richer * at, 0.5, size).round(-4),
            generator.integers(1, 7, size).astype(np.float64),
            generator.choice(4, size, p=self.mix).astype(np.float64),
            (generator.random(size) < 0.7).astype(np.float64),
            (generator.random(size) < 0.3).astype(np.float64),
        )

    def errors(self, columns: tuple[Numbers, ...], at: Numbers) -> Numbers:
        """Return with which probability people change or refuse each case."""
        hard = (columns[2] == self.bad_kind) | (columns[0] > self.limit)
        found = self.clean + self.hard * hard
        match self.drift:
            case "abrupt":
                found = found + self.jump * (at > self.when)
            case "gradual":
                found = found + self.jump * np.clip((at - self.when) / (1 - self.when), 0, 1)
            case "local":
                found = found + 4 * self.jump * ((at > self.when) & (columns[2] == self.drifting_kind))
            case "better":
                found = found + self.jump * (at < self.when)
        bounded: Numbers = np.clip(found, 0, 1)
        return bounded


def a_world(generator: np.random.Generator) -> World:
    """Draw a world."""
    return World(
        clean=float(generator.choice(CLEAN)),
        hard=float(generator.choice([0.0, 0.0, 0.05, 0.2, 0.4])),
        bad_kind=int(generator.integers(4)),
        limit=float(np.exp(generator.uniform(14.7, 15.8))),
        drift=str(generator.choice(DRIFTS)),
        jump=float(generator.choice([0.003, 0.01, 0.03, 0.1])),
        when=float(generator.uniform(0.1, 0.95)),
        drifting_kind=int(generator.integers(4)),
        mix=generator.dirichlet([4.0] * 4),
        richer=float(generator.choice([0.0, 0.0, 0.3])),
    )


def answers_in(columns: tuple[Numbers, ...], wrong: NDArray[np.bool_]) -> Answers:
    """Return cases as the proposals read them."""
    labels = ((), (), KINDS, (False, True), (False, True))
    return Answers(QUESTIONS, columns, labels, ~wrong, len(wrong))


@dataclass(frozen=True)
class Trial:
    """A history, what was proposed, and how right each certified rule really is when the history ends."""

    world: World
    size: int
    proposal: Proposal
    truths: tuple[float, ...]

    @property
    def kept(self) -> bool:
        """Whether every certificate is true."""
        return all(truth >= self.proposal.target for truth in self.truths)


def a_trial(seed: int, *, target: float = 0.99, least: int = 600, most: int = 12_000, fresh: int = 40_000) -> Trial:
    """Simulate a history, propose, and measure the truth on fresh cases of the day on which it ends."""
    generator = np.random.default_rng(seed)
    world = a_world(generator)
    size = int(np.exp(generator.uniform(np.log(least), np.log(most))))
    at = np.sort(generator.random(size))
    columns = world.cases(generator, at)
    wrong = generator.random(size) < world.errors(columns, at)
    proposal = propose_from(answers_in(columns, wrong), [str(int(20 * when)) for when in at], target=target)
    now = np.ones(fresh)
    new = world.cases(generator, now)
    errors = world.errors(new, now)
    answers = answers_in(new, np.zeros(fresh, dtype=np.bool_))
    truths = []
    for certificate in proposal.certified:
        covers = certificate.rule.covers(answers)
        truths.append(float(1 - errors[covers].mean()) if covers.any() else 1.0)
    return Trial(world, size, proposal, tuple(truths))
