"""A manual as plain values and finished words, for a page to lay out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class StepRef:
    """Where a way leads: a numbered step, or an end (number 0)."""

    number: int
    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a step: what was chosen, under which condition, and what follows."""

    choice: str
    when: str
    targets: Sequence[StepRef]
    reason: str
    """Whether a reason has to be written, in words; empty where none is."""
    refuses: bool
    back: bool
    """It leads to what was done before: a return (差戻し) or a correction (補正)."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to examine; `exact` says it as a condition where the flow knows one."""

    title: str
    exact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and what stands under it: of several parts, each is a point of a list."""

    name: str
    parts: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, in the order in which cases go through them."""

    number: int
    key: str
    title: str
    actor: str
    kind: str
    by_system: bool
    by_resident: bool
    begins: str
    todo: str
    facts: Sequence[Fact]
    checks: Sequence[CheckLine]
    ways: Sequence[Way]
    controls: Sequence[str]
    tables: Sequence[str]
    """Keys of the rules that the step follows."""
    letters: Sequence[str]
    """Keys of the letters that the step sends."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as a sentence, and why it is there."""

    sentence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A decision table as sentences."""

    key: str
    title: str
    policy: str
    lines: Sequence[RuleLine]
    otherwise: str
    guard: str
    valid: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form: its words, when it is asked, whether it has to be answered."""

    label: str
    when: str
    required: bool
    computed: str


@dataclass(frozen=True, slots=True)
class FormLines:
    """A form: its questions."""

    title: str
    questions: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter with the names of what is put in, in brackets."""

    key: str
    title: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Doer:
    """Who works, and on which steps."""

    title: str
    steps: Sequence[StepRef]


@dataclass(frozen=True, slots=True)
class Kept:
    """A control (統制): what it is, on which ground, and which steps keep it."""

    title: str
    basis: str
    steps: Sequence[StepRef]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Personal data: what for, and when it is erased."""

    title: str
    purpose: str
    until: str


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture with its caption."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """The whole manual in one language."""

    language: str
    title: str
    edition: str
    made_at: str
    digest: str
    about: Sequence[Fact]
    plates: Sequence[Plate]
    doers: Sequence[Doer]
    steps: Sequence[Step]
    rules: Sequence[Rules]
    exceptions: Sequence[Fact]
    by_system: Sequence[Step]
    forms: Sequence[FormLines]
    letters: Sequence[LetterText]
    controls: Sequence[Kept]
    personal: Sequence[PersonalData]
