"""What one version changes against another, ready to be laid out: in words, side by side, in figures and as pictures.

The same view stands on the page of the check, before a second person who decides, and between any two versions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from catalog.bundle import Bundle
from catalog.changes import PROPERTIES, Changes, changes_by_part
from kernel.json_types import Json
from kernel.text import Text, say
from reports.comparison_rows import ControlRow, FigureRow, control_rows, figure_rows, headline, verdict
from reports.manual.compose import telling_of
from reports.manual.rules import rules_of
from web.languages import language
from web.pictures import picture_of
from workflow.compare import Comparison, compare
from workflow.definition import Flow

PAGE_TEXTS = ("title", "summary", "who", "needs", "fee", "contact")


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text before and after; empty where there was none, or is none any more."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that goes, or comes, as a sentence."""

    added: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table whose rules differ."""

    title: str
    rules: tuple[RuleChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChanges:
    """Everything that differs. `figures` and `comparison` stay empty where the flows are the same."""

    changes: Changes
    tables: tuple[TableChange, ...]
    texts: tuple[TextChange, ...]
    same_flow: bool
    headline: str
    figures: tuple[FigureRow, ...]
    controls: tuple[ControlRow, ...]
    verdict: str
    behaviour: tuple[Text, ...]
    before: Markup
    after: Markup
    names: tuple[str, str]
    """What the two sides are called."""


def version_changes(old: Bundle, new: Bundle, names: tuple[str, str]) -> VersionChanges:
    """Return what `new` changes against `old`."""
    same = old.flow.digest == new.flow.digest
    comparison = None if same else compare(old.flow, new.flow)
    tongue = language()
    controls = control_rows(comparison, tongue) if comparison else []
    return VersionChanges(
        changes=changes_by_part(old, new),
        tables=tuple(_tables(old, new)),
        texts=tuple(_texts(old, new)),
        same_flow=same,
        headline=headline(comparison, tongue) if comparison else "",
        figures=tuple(
            row for row in (figure_rows(comparison, tongue) if comparison else []) if row.before != row.after
        ),
        controls=tuple(controls),
        verdict=verdict(controls, tongue) if comparison else "",
        behaviour=tuple(each.message for each in comparison.behaviour) if comparison else (),
        before=Markup("") if same else _picture(old.flow, "before", comparison),
        after=_picture(new.flow, "after", comparison),
        names=names,
    )


def _picture(flow: Flow, name: str, comparison: Comparison | None) -> Markup:
    if comparison is None:
        return picture_of(flow, name)
    return picture_of(flow, name, changes=comparison.fates_before if name == "before" else comparison.fates_after)


def _tables(old: Bundle, new: Bundle) -> Iterator[TableChange]:
    before = {each.key: each for each in rules_of(telling_of(old.flow, old.forms, old.tables, language()), old.tables)}
    after = {each.key: each for each in rules_of(telling_of(new.flow, new.forms, new.tables, language()), new.tables)}
    for key in dict.fromkeys((*before, *after)):
        went = [line.sentence for line in before[key].lines] if key in before else []
        came = [line.sentence for line in after[key].lines] if key in after else []
        changed = tuple(_differences(went, came))
        if changed:
            yield TableChange((after.get(key) or before[key]).title, changed)


def _differences(old: list[str], new: list[str]) -> Iterator[RuleChange]:
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (RuleChange(False, line) for line in old[a:b])
            yield from (RuleChange(True, line) for line in new[c:d])


def _texts(old: Bundle, new: Bundle) -> Iterator[TextChange]:
    for name in PAGE_TEXTS:
        before, after = _words(old.page.document.get(name)), _words(new.page.document.get(name))
        if before != after:
            yield TextChange(say(PROPERTIES[name], language()), before, after)
    letters = {**old.page.letters, **new.page.letters}
    for key in letters:
        went, came = old.page.letters.get(key), new.page.letters.get(key)
        before, after = (
            "\n\n".join(say(text, language()) for text in (each.subject, each.body)) if each else ""
            for each in (went, came)
        )
        if before != after:
            yield TextChange(
                f"{say(PROPERTIES['letters'], language())}：{say(letters[key].title, language())}", before, after
            )


def _words(value: Json) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_words(each) for each in value)
    if isinstance(value, dict):
        return say({str(tag): str(text) for tag, text in value.items()}, language())
    return str(value or "")
