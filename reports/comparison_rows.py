"""A comparison as rows for people: figures, steps and controls, the same on the screen and in the report."""

from collections.abc import Iterator
from dataclasses import dataclass

from kernel.text import say
from reports.messages import MESSAGES
from workflow.compare import Comparison
from workflow.definition import EVENTS, GATEWAYS, Flow
from workflow.measures.titles import TITLES, difference, number_of, shown, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure before and after, as written for people."""

    title: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """What became of one step: its title in either flow (empty where it is not there), and the word for it."""

    before: str
    after: str
    fate: str
    """`added`, `removed`, … or `kept`."""
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """What became of one control, and which steps perform it."""

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    kept: bool
    why: str


def headline(comparison: Comparison, language: str) -> str:
    """Return the one sentence about the figures: minutes and days of a case, hours of a year."""
    old, new = (measures.as_json() for measures in comparison.metrics)

    def written(name: str, value: float | None) -> str:
        return shown(name, value, language)

    said = word(
        "report.headline",
        language,
        before=written("touch_minutes", number_of("touch_minutes", old)),
        after=written("touch_minutes", number_of("touch_minutes", new)),
        days_before=written("lead_time_days", number_of("lead_time_days", old)),
        days_after=written("lead_time_days", number_of("lead_time_days", new)),
    )
    before, after = number_of("yearly_minutes", old), number_of("yearly_minutes", new)
    if before is None or after is None or before == after:
        return said
    code = "report.headline_year" if after < before else "report.headline_more"
    joint = "、" if language == "ja" else "; "
    return said + joint + word(code, language, hours=written("yearly_minutes", abs(before - after)))


def figure_rows(comparison: Comparison, language: str) -> list[FigureRow]:
    """Return every figure that is known before or after."""
    before, after = (measures.as_json() for measures in comparison.metrics)
    rows = []
    for name in TITLES:
        old, new = number_of(name, before), number_of(name, after)
        if old is None and new is None:
            continue
        rows.append(
            FigureRow(
                title=title_of(name, language),
                before=shown(name, old, language),
                after=shown(name, new, language),
                difference=difference(name, old, new, language),
            )
        )
    return rows


def step_rows(comparison: Comparison, language: str) -> list[StepRow]:
    """Return a row for each step of either flow, in the order of the old one, then what is new."""
    return [*_old_steps(comparison, language), *_new_steps(comparison, language)]


def control_rows(comparison: Comparison, language: str) -> list[ControlRow]:
    """Return what became of each control of the old flow, and which ones the new flow adds."""
    return [
        ControlRow(
            title=_control_title(comparison, control.key, language),
            before=tuple(_title(comparison.before, key, language) for key in control.before),
            after=tuple(_title(comparison.after, key, language) for key in control.after),
            kept=control.kept,
            why=say(control.why, language),
        )
        for control in comparison.controls
    ]


def verdict(rows: list[ControlRow], language: str) -> str:
    """Return the one sentence about the controls."""
    lost = sum(not row.kept for row in rows)
    code = "report.some_lost" if lost else "report.all_kept" if rows else "report.no_controls"
    return word(code, language, count=len(rows), lost=lost)


def word(code: str, language: str, **params: str | int) -> str:
    """Return a sentence of the report."""
    return say(MESSAGES.text(code, **params), language)


def _old_steps(comparison: Comparison, language: str) -> Iterator[StepRow]:
    new_of, fates = comparison.matching.after_of, comparison.fates_before
    for key in _steps(comparison.before):
        new = new_of.get(key)
        yield _row(
            before=_title(comparison.before, key, language),
            after=_title(comparison.after, new, language) if new else "",
            fate=fates.get(key, "kept"),
            language=language,
        )


def _new_steps(comparison: Comparison, language: str) -> Iterator[StepRow]:
    for key in comparison.added:
        if key in _steps(comparison.after):
            yield _row(before="", after=_title(comparison.after, key, language), fate="added", language=language)


def _row(*, before: str, after: str, fate: str, language: str) -> StepRow:
    code = "report.kept" if fate == "kept" else f"report.fate.{fate}"
    return StepRow(before=before, after=after, fate=fate, word=word(code, language))


def _steps(flow: Flow) -> list[str]:
    return [key for key, node in flow.nodes.items() if node.type not in GATEWAYS | (EVENTS - {"timer", "wait"})]


def _title(flow: Flow, key: str, language: str) -> str:
    return say(flow.nodes[key].title, language) or key if key in flow.nodes else key


def _control_title(comparison: Comparison, key: str, language: str) -> str:
    control = comparison.before.controls.get(key) or comparison.after.controls.get(key)
    return (say(control.title, language) if control else "") or key
