"""What the applicant is told about a case (行政手続法9条): where it stands, what happens next, until when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from catalog.bundle import Bundle
from engine.core.state import OpenItem
from engine.shell.view import CaseView
from intake.desk import waiting_item
from intake.guide import STAGES, Stage, stages_of

Progress: TypeAlias = Literal["done", "now", "later"]
Situation: TypeAlias = Literal["correction", "form", "examined", "approval", "waiting", "decided", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus:
    """A case in a resident's eyes. `task` is what the resident has to do now."""

    situation: Situation
    result: str | None
    stages: tuple[tuple[Stage, Progress], ...]
    task: OpenItem | None
    expected_by: date | None
    waits_until: datetime | None
    may_withdraw: bool


def status_of(case: CaseView, bundle: Bundle) -> CaseStatus:
    """Return the status of `case`."""
    task = waiting_item(case)
    now = _stage_now(case, bundle)
    stages = stages_of(bundle.flow)
    return CaseStatus(
        situation=_situation(case, bundle, task),
        result=case.state.result,
        stages=tuple((stage, _progress(case, stage, now)) for stage in stages),
        task=task,
        expected_by=case.standard_due if case.status == "open" and task is None else None,
        waits_until=min((timer.fires_at for timer in case.state.timers if timer.item is None), default=None),
        may_withdraw=case.status == "open",
    )


def _situation(case: CaseView, bundle: Bundle, task: OpenItem | None) -> Situation:
    if case.status == "closed":
        return "closed"
    if task is not None:
        return "correction" if task.correction else "form"
    if case.status == "decided":
        return "decided"
    types = {bundle.flow.nodes[item.node].type for item in case.state.items}
    if "approval" in types:
        return "approval"
    return "examined" if types else "waiting"


def _stage_now(case: CaseView, bundle: Bundle) -> Stage:
    if case.status in ("decided", "closed"):
        return "notified"
    types = {bundle.flow.nodes[node].type for node in case.state.resting}
    if "approval" in types:
        return "approved"
    return "reviewed" if types & {"review", "task", "form", "timer"} else "checked"


def _progress(case: CaseView, stage: Stage, now: Stage) -> Progress:
    if case.status == "closed" or STAGES.index(stage) < STAGES.index(now):
        return "done"
    return "now" if stage == now else "later"
