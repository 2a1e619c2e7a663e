"""A case explained to an auditor (監査のための説明): every event in words, with capacity, rule and reason.

Nothing is left out: what says nothing to people who work on a case (a token that waits, a deadline that is watched) has
its sentence here, too. Rules are those of the version on which the case ran at that moment.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.database import Tx
from engine.core import events, office_events
from engine.core.actor import Act, stood_in_for
from engine.core.events import Event
from engine.core.pending_events import Voted
from engine.core.program import Program, Step
from engine.messages import MESSAGES
from engine.shell.case_rows import entries_of, find_case
from engine.shell.detail import reasons_of
from engine.shell.past_versions import programs_of
from engine.shell.ports import Definitions
from engine.shell.words import NUMBERED, sentence
from kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One event. `stood_in_for` is the officer for whom somebody acted (代理, 代決); `rule` is what allowed it."""

    entry: int
    act: Act
    text: Text
    node: str
    stood_in_for: str
    rule: Text | None
    reason: str
    table: str
    """The digest of the table that spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Every event of a case, and the versions that it ran on, oldest first."""

    lines: tuple[AuditLine, ...]
    programs: tuple[str, ...]


def audit_of(tx: Tx, definitions: Definitions, case_id: str) -> Audit:
    """Return every event of a case in words."""
    case, entries = find_case(tx, case_id), entries_of(tx, case_id)
    digests = programs_of(entries, case.program)
    reasons = reasons_of(tx, case_id)
    nodes: dict[int, str] = {}
    lines: list[AuditLine] = []
    place = 0
    for number, entry in enumerate(entries, start=1):
        for event in entry.events:
            if isinstance(event, office_events.Migrated):
                place = min(place + 1, len(digests) - 1)
            program = definitions.program(tx, digests[place])
            lines.append(_line(number, entry.act, event, program, nodes, reasons))
    return Audit(lines=tuple(lines), programs=digests)


def _line(
    number: int, act: Act, event: Event, program: Program, nodes: dict[int, str], reasons: Mapping[int, str]
) -> AuditLine:
    if isinstance(event, NUMBERED):
        nodes[event.number] = event.node
    elif isinstance(event, office_events.AsideOpened):
        nodes[event.number] = event.kind
    about = getattr(event, "number", None)
    node = str(getattr(event, "node", "") or nodes.get(about or 0, ""))
    closes = isinstance(event, events.ItemClosed | office_events.SentBack | Voted)
    return AuditLine(
        entry=number,
        act=act,
        text=sentence(event, program, nodes)
        or MESSAGES.text(f"audit.{type(event).__name__}", node=_title(program, node)),
        node=node,
        stood_in_for=stood_in_for(act.capacity),
        rule=next(_rules(event, act, program, nodes), None),
        reason=reasons.get(about or 0, "") if closes else "",
        table=event.table if isinstance(event, events.AutoDecided) else "",
    )


def _quiet(event: Event, title: Text) -> Text:
    """Return what an event says that says nothing to people who work on the case."""
    return MESSAGES.text(f"audit.{type(event).__name__}", node=title)


def _rules(event: Event, act: Act, program: Program, nodes: Mapping[int, str]) -> Iterator[Text]:
    """Yield what allowed the event, the most telling first."""
    if isinstance(event, events.ItemClosed):
        step = program.steps.get(nodes.get(event.number, ""))
        if step is not None and act.kind == "officer":
            yield from _authority(step, act, program)
    elif isinstance(event, office_events.SentBack):
        yield MESSAGES.text("audit.lane")
    elif isinstance(event, office_events.AsideOpened) and event.kind == "after_review":
        yield MESSAGES.text("audit.deputy")


def _authority(step: Step, act: Act, program: Program) -> Iterator[Text]:
    if stood_in_for(act.capacity) and step.node.type == "approval":
        yield MESSAGES.text("audit.deputy")
    level = act.capacity.partition("@")[0].partition("/")[2]
    for row in program.authority.get(step.node.matter or "", ()):
        if row.decided_by == level:
            limit = MESSAGES.text("audit.no_limit") if row.up_to is None else f"{row.up_to:,}"
            yield MESSAGES.text("audit.authority", matter=row.matter, limit=limit)
    if step.apart_from and step.judges:
        yield MESSAGES.text("audit.another_person")
    yield MESSAGES.text("audit.lane")


def _title(program: Program, node: str) -> Text:
    step = program.steps.get(node)
    return node if step is None else step.title
