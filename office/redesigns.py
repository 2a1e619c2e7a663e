"""From findings to a to-be draft: proposals are accepted or dismissed, and the draft is made again from the as-is.

The draft in the slot `redesign` is always what the accepted proposals make of the as-is, with every proof: it is
computed whole each time, so taking one back is as safe as adding one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

from sqlalchemy import delete, insert, select

from accounts.officer import Officer
from catalog.drafts import discard_draft, drafts_of, save_draft
from catalog.procedures import procedure
from db.database import Tx
from kernel.errors import DomainError, NotFound
from kernel.text import Text
from office import tables
from office.assessment import analysis_of, redesign_of
from office.city import AS_IS, city_of
from office.subject import Subject, subject_of
from workflow.analysis import Analysis
from workflow.analysis.defects import is_defect
from workflow.check.doubts import doubts_of
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding
from workflow.improve import Redesign

SLOT: Final = "redesign"
Verdict: TypeAlias = Literal["accepted", "dismissed"]


class ReasonNeeded(DomainError):
    """A proposal is only dismissed with a reason, which is kept and shown."""

    code = "office.reason_needed"


class NoSuchFinding(DomainError):
    """The flow has changed since the page was opened: the finding is not there any more."""

    code = "office.no_such_finding"


class NothingToApply(DomainError):
    """A report or a defect has no rewrite: people decide how it is mended."""

    code = "office.nothing_to_apply"


class DefectStays(DomainError):
    """A defect of a control that law or audit asks for is mended, not dismissed by a click."""

    code = "office.defect_stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody said of a proposal."""

    code: str
    node: str
    verdict: Verdict
    reason: str | None
    officer: str
    chosen_at: datetime

    @property
    def place(self) -> tuple[str, str]:
        """The finding that it is about."""
        return self.code, self.node


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that the findings page shows.

    The thinking happens when it is asked for: outside of the transaction that read the flow, because it can take
    seconds, and on SQLite a reader keeps writers from finishing.
    """

    subject: Subject
    choices: dict[tuple[str, str], Choice]

    @property
    def flow(self) -> Flow:
        """The as-is flow."""
        return self.subject.flow

    @property
    def analysis(self) -> Analysis:
        """What the analysis says of the flow."""
        return analysis_of(self.subject)

    @property
    def doubts(self) -> tuple[Text, ...]:
        """What must be put right before the figures can be trusted."""
        return doubts_of(self.flow)

    @property
    def gone(self) -> tuple[Choice, ...]:
        """What was said of findings that the flow of today no longer has."""
        here = {_place_of(finding) for finding in self.analysis.findings}
        return tuple(each for place, each in self.choices.items() if place not in here)

    @property
    def redesign(self) -> Redesign | None:
        """What the accepted proposals make; None while none is accepted."""
        return self._made_of([each.place for each in self.choices.values() if each.verdict == "accepted"])

    def think_of(self, place: tuple[str, str], verdict: Verdict | None) -> None:
        """Work out what one more choice would make of the flow, so that `choose` finds it remembered."""
        others = [each.place for each in self.choices.values() if each.verdict == "accepted" and each.place != place]
        if any(_place_of(each) == place for each in self.analysis.findings):
            self._made_of([*others, place] if verdict == "accepted" else others)

    def _made_of(self, accepted: Sequence[tuple[str, str]]) -> Redesign | None:
        return redesign_of(self.subject, [f"{code}:{node}" for code, node in accepted]) if accepted else None


def flow_in(tx: Tx, procedure_key: str, slot: str) -> Flow:
    """Return the flow draft in `slot` or raise `NotFound`."""
    found = next((each for each in drafts_of(tx, procedure_key) if (each.kind, each.key) == ("flow", slot)), None)
    if found is None:
        raise NotFound
    return require_flow(found.document)


def review(tx: Tx, officer: Officer, procedure_key: str) -> Review:
    """Return the findings of a procedure's as-is, and what was said of them."""
    _require_seen(tx, officer, procedure_key)
    chosen = {each.place: each for each in choices(tx, procedure_key)}
    return Review(subject=_as_is(tx, procedure_key), choices=chosen)


def choose(
    tx: Tx,
    officer: Officer,
    procedure_key: str,
    code: str,
    node: str,
    verdict: Verdict | None,
    *,
    reason: str = "",
    now: datetime,
) -> Redesign | None:
    """Accept or dismiss a proposal, or (None) take back what was said; return what the draft is made of now."""
    officer.require("design", procedure(tx, procedure_key).department)
    if verdict == "dismissed" and not reason.strip():
        raise ReasonNeeded
    subject = _as_is(tx, procedure_key)
    finding = next((each for each in analysis_of(subject).findings if _place_of(each) == (code, node)), None)
    if finding is None:
        raise NoSuchFinding
    if verdict == "accepted" and finding.status == "proposed" and finding.fix is None:
        raise NothingToApply
    if verdict == "dismissed" and is_defect(finding) and finding.severity == "error":
        raise DefectStays
    table = tables.choice
    tx.execute(delete(table).where(table.c.procedure == procedure_key, table.c.code == code, table.c.node == node))
    if verdict is not None:
        tx.execute(
            insert(table).values(
                procedure=procedure_key,
                code=code,
                node=node,
                verdict=verdict,
                reason=reason.strip() or None,
                officer=officer.id,
                chosen_at=now,
            )
        )
    return _remade(tx, officer, procedure_key, subject, now)


def choices(tx: Tx, procedure_key: str) -> tuple[Choice, ...]:
    """Return what was said of the proposals of a procedure."""
    table = tables.choice
    rows = tx.execute(select(table).where(table.c.procedure == procedure_key).order_by(table.c.chosen_at))
    return tuple(
        Choice(
            code=row.code,
            node=row.node,
            verdict=cast(Verdict, row.verdict),
            reason=row.reason,
            officer=row.officer,
            chosen_at=row.chosen_at,
        )
        for row in rows
    )


def _as_is(tx: Tx, procedure_key: str) -> Subject:
    return subject_of(tx, procedure_key, flow_in(tx, procedure_key, AS_IS), city_of(tx))


def _place_of(finding: Finding) -> tuple[str, str]:
    return finding.code, (finding.where.nodes or ("",))[0]


def _remade(tx: Tx, officer: Officer, procedure_key: str, subject: Subject, now: datetime) -> Redesign | None:
    """Make the draft in the slot `redesign` again from what is accepted; without any it goes."""
    accepted = [f"{each.code}:{each.node}" for each in choices(tx, procedure_key) if each.verdict == "accepted"]
    known = next((each for each in drafts_of(tx, procedure_key) if (each.kind, each.key) == ("flow", SLOT)), None)
    if not accepted:
        if known is not None:
            discard_draft(tx, officer, procedure_key, "flow", SLOT)
        return None
    made = redesign_of(subject, accepted)
    revision = known.revision if known is not None else None
    save_draft(tx, officer, procedure_key, "flow", SLOT, made.to_be.document, revision=revision, now=now)
    return made


def _require_seen(tx: Tx, officer: Officer, procedure_key: str) -> None:
    if not officer.sees(procedure(tx, procedure_key).department):
        raise NotFound
