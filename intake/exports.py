"""Taking lists of cases along (一覧の書き出し): asked for, made in parts, handed out for a day, and noted for good.

What is listed is what stood there when it was asked for. A short list is made at once, a long one by the worker in
parts, each a file of its own: whoever dies in between loses one part. The files hold personal data and go after a day;
the row that says who took what stays.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from sqlalchemy import ColumnElement, Row, Select, insert, or_, select, update

from accounts.officer import Officer
from catalog.library import Library
from db.database import Database, Tx
from intake import tables
from intake.case_sheet import BATCH, SheetPlan, Source, Target, fields_of, sheet_rows
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.sheet_writing import Cell, csv_lines

MOST_ROWS: Final = 50_000
AT_ONCE: Final = 2 * BATCH
"""Up to so many rows are ready when the page comes."""
PARTS_A_ROUND: Final = 10
KEPT: Final = timedelta(days=1)
PATIENCE: Final = timedelta(minutes=5)
"""Whoever took a list on and was not heard of for so long has died."""
Form: TypeAlias = Literal["xlsx", "csv", "cp932"]
FORMS: Final[tuple[Form, ...]] = ("xlsx", "csv", "cp932")
_run = tables.case_export


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A list that somebody asked for."""

    id: str
    officer: str
    source: Source
    procedure: str
    narrowed: Mapping[str, str]
    answers: bool
    form: Form
    language: str
    total: int
    cut: bool
    """There were more than `MOST_ROWS`; the first of them are in it."""
    done: int
    asked_at: datetime
    finished_at: datetime | None
    removed_at: datetime | None

    @property
    def is_ready(self) -> bool:
        """Say whether there is a file to take."""
        return self.finished_at is not None and self.removed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to take along. Their right to read `targets` was asked before."""

    source: Source
    targets: Sequence[Target]
    form: Form
    language: str
    procedure: str = ""
    answers: bool = False
    narrowed: Mapping[str, str]
    """How the list was narrowed; never a word that was searched for."""


def begin_export(tx: Tx, officer: Officer, wanted: Wanted, now: datetime) -> str:
    """Note that `officer` takes a list along; return the id under which it is made."""
    run_id, targets = new_id(now), wanted.targets[:MOST_ROWS]
    tx.execute(
        insert(_run).values(
            id=run_id,
            officer=officer.id,
            source=wanted.source,
            procedure=wanted.procedure,
            narrowed=dict(wanted.narrowed),
            answers=wanted.answers,
            form=wanted.form,
            language=wanted.language,
            cases=[list(each) for each in targets],
            total=len(targets),
            cut=len(wanted.targets) > MOST_ROWS,
            done=0,
            asked_at=now,
        )
    )
    return run_id


def read_export(tx: Tx, run_id: str, officer: Officer) -> Export:
    """Return what `officer` asked for, or raise `NotFound`."""
    row = tx.execute(_seen().where(_run.c.id == run_id, _run.c.officer == officer.id)).one_or_none()
    if row is None:
        raise NotFound
    return _export(row)


def exports(tx: Tx, officer: Officer | None, limit: int) -> Sequence[Export]:
    """Return what `officer`, or anybody, took along, newest first."""
    query = _seen().order_by(_run.c.asked_at.desc(), _run.c.id.desc()).limit(limit)
    return [_export(row) for row in tx.execute(query if officer is None else query.where(_run.c.officer == officer.id))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Makes the files, and clears them away."""

    database: Database
    library: Library
    folder: Path

    def go_round(self, now: datetime) -> None:
        """Make the next parts of the oldest list that nobody is at, and remove what is older than a day."""
        self._clear_away(now)
        with self.database.read() as tx:
            waiting = select(_run.c.id).where(_run.c.finished_at.is_(None), _free(now)).order_by(_run.c.asked_at)
            run_id = tx.scalar(waiting.limit(1))
        if run_id is not None:
            self.work_on(run_id, now, PARTS_A_ROUND)

    def work_on(self, run_id: str, now: datetime, parts: int) -> None:
        """Make up to `parts` more parts, and the file when none is left; nothing where somebody else is at it."""
        with self.database.begin() as tx:
            taken = update(_run).where(_run.c.id == run_id, _run.c.finished_at.is_(None), _free(now))
            if not tx.execute(taken.values(taken_until=now + PATIENCE)).rowcount:
                return
            row = tx.execute(select(_run).where(_run.c.id == run_id)).one()
        export, targets = _export(row), [(str(each[0]), int(each[1])) for each in row.cases]
        places = range(0, len(targets), BATCH)
        missing = [place for place in places if not self._part(run_id, place).exists()]
        for place in missing[:parts]:
            self._write_part(export, place, targets[place : place + BATCH])
            done = min(place + BATCH, export.total)
            self._note(run_id, done=done)
        ready = len(missing) <= parts and self._finish(export, places)
        ended: dict[str, Any] = {"done": export.total, "cases": [], "finished_at": now} if ready else {}
        with self.database.begin() as tx:
            still_wanted = update(_run).where(_run.c.id == run_id, _run.c.removed_at.is_(None))
            if not tx.execute(still_wanted.values(taken_until=None, **ended)).rowcount:
                self._remove(tx, export, now)  # a case that may stand in it was erased meanwhile

    def path(self, export: Export) -> Path:
        """Return where the file lies."""
        return self.folder / f"{export.id}.{'xlsx' if export.form == 'xlsx' else 'csv'}"

    def remove_all(self, tx: Tx, now: datetime) -> None:
        """Take every file away, because a case that may stand in one is erased."""
        for export in [_export(row) for row in tx.execute(_seen().where(_run.c.removed_at.is_(None)))]:
            self._remove(tx, export, now)

    def _clear_away(self, now: datetime) -> None:
        with self.database.read() as tx:
            old = _seen().where(_run.c.finished_at <= now - KEPT, _run.c.removed_at.is_(None))
            outdated = [_export(row) for row in tx.execute(old)]
        for export in outdated:
            with self.database.begin() as tx:
                self._remove(tx, export, now)

    def _remove(self, tx: Tx, export: Export, now: datetime) -> None:
        for path in (self.path(export), _unfinished(self.path(export))):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder / export.id, ignore_errors=True)
        gone = {"removed_at": now, "finished_at": export.finished_at or now, "cases": []}
        tx.execute(update(_run).where(_run.c.id == export.id).values(gone))

    def _plan(self, tx: Tx, export: Export) -> SheetPlan:
        fields = fields_of(tx, self.library, export.procedure) if export.answers else ()
        return SheetPlan(export.source, fields, export.language)

    def _part(self, run_id: str, place: int) -> Path:
        return self.folder / run_id / f"{place}.json"

    def _write_part(self, export: Export, place: int, targets: Sequence[Target]) -> None:
        with self.database.read() as tx:
            rows = sheet_rows(tx, self.library, self._plan(tx, export), targets)
        path = self._part(export.id, place)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _whole(path, lambda part: part.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8"))

    def _finish(self, export: Export, places: range) -> bool:
        """Make the file of its parts; False where they were taken away meanwhile."""
        with suppress(FileNotFoundError):
            self._put_together(export, places)
            return True
        return False

    def _put_together(self, export: Export, places: range) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.database.read() as tx:
            head = self._plan(tx, export).head
        rows = self._rows(export, places)
        if export.form == "xlsx":
            from intake.workbook import write_workbook  # 8 MB, loaded by the first workbook: docs/adr/0029

            _whole(self.path(export), lambda part: write_workbook(part, export.procedure or export.source, head, rows))
        else:
            encoding: Literal["utf-8", "cp932"] = "cp932" if export.form == "cp932" else "utf-8"

            def write(part: Path) -> None:
                with part.open("wb") as file:
                    file.writelines(csv_lines(chain([head], rows), encoding))

            _whole(self.path(export), write)
        shutil.rmtree(self.folder / export.id, ignore_errors=True)

    def _rows(self, export: Export, places: range) -> Iterator[Sequence[Cell]]:
        for place in places:
            yield from json.loads(self._part(export.id, place).read_text(encoding="utf-8"))

    def _note(self, run_id: str, **changed: Any) -> None:
        with self.database.begin() as tx:
            tx.execute(update(_run).where(_run.c.id == run_id).values(changed))


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file that is there whole or not at all, for nobody else's eyes."""
    part = _unfinished(path)
    part.touch(mode=0o600)
    write(part)
    part.replace(path)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(_run.c.taken_until.is_(None), _run.c.taken_until <= now)


def _seen() -> Select[Any]:
    return select(*(column for column in _run.c if column.name != "cases"))


def _export(row: Row[Any]) -> Export:
    return Export(
        id=row.id,
        officer=row.officer,
        source=cast(Source, row.source),
        procedure=row.procedure,
        narrowed=row.narrowed,
        answers=row.answers,
        form=cast(Form, row.form),
        language=row.language,
        total=row.total,
        cut=row.cut,
        done=row.done,
        asked_at=row.asked_at,
        finished_at=row.finished_at,
        removed_at=row.removed_at,
    )
