"""What is new in a case since somebody last looked: the lines of the history, and the answers that changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.directory import Directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from engine.shell.detail import CaseDetail, HistoryLine
from engine.shell.looks import seen_before
from forms.fields.registry import display
from intake.changes import Change, changes_since
from kernel.text import say
from web.languages import language


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAnswer:
    """A question whose answer is another one now, in words."""

    label: str
    before: str
    after: str
    by: str
    """`resident`, or an officer's id."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened, and what changed, since the last look."""

    since: datetime
    lines: tuple[HistoryLine, ...]
    changes: tuple[ChangedAnswer, ...]


def news_of(tx: Tx, detail: CaseDetail, bundle: Bundle, officer: str) -> News | None:
    """Return what is new for `officer`; None for whoever has never looked, or where nothing is new."""
    seen = seen_before(tx, detail.case.id, officer, detail.case.version)
    since = next((line.act.at for line in reversed(detail.history) if seen is not None and line.number <= seen), None)
    if seen is None or since is None:
        return None
    lines = tuple(line for line in detail.history if line.number > seen and line.act.id != officer)
    changes = tuple(_in_words(bundle, change) for change in changes_since(tx, detail.case.id, since))
    return News(since=since, lines=lines, changes=changes) if lines or changes else None


def colleagues_of(detail: CaseDetail, directory: Directory) -> Mapping[int, tuple[Officer, ...]]:
    """Return by open item the officers who could be given it."""
    found = {}
    for work in detail.work:
        if not work.item.is_residents:
            department, _, role = work.item.queue.partition("/")
            holders = directory.holders(department, role)
            found[work.item.number] = tuple(each for each in holders if each.id not in work.item.excluded)
    return found


def _in_words(bundle: Bundle, change: Change) -> ChangedAnswer:
    fields = (field for form in bundle.forms.values() for field in form.fields() if field.key == change.field)
    field = next(fields, None)
    before, after = (
        str(value or "") if field is None else display(field, value, language())
        for value in (change.before, change.after)
    )
    label = change.field if field is None else say(field.label, language())
    return ChangedAnswer(label=label, before=before, after=after, by=change.by, at=change.at)
