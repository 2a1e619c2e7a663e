"""The question library (部品): questions that a department puts together once and asks in form after form.

A block is copied into a form, never linked: a form that residents see does not change because a block did.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, insert, select

from accounts.officer import Officer
from catalog import tables
from catalog.messages import MESSAGES
from catalog.procedures import department_of
from db.database import Tx
from forms.codec import require_form
from forms.definition import FORMAT
from forms.lint import check_form
from kernel.errors import UnusableDocument
from kernel.ids import new_id
from kernel.json_types import Json
from kernel.problems import errors_in
from kernel.text_ja import composed, text_fault, trimmed

LONGEST_TITLE: Final = 60
MOST_BLOCKS: Final = 100
"""Of one department: more would be no help to whoever looks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Questions under a name, of one department."""

    id: str
    title: str
    fields: tuple[Json, ...]


def blocks_of(tx: Tx, procedure_key: str) -> tuple[Block, ...]:
    """Return the blocks of the department that offers a procedure, by title."""
    table = tables.question_block
    query = (
        select(table.c.id, table.c.title, table.c.fields)
        .where(table.c.department == department_of(tx, procedure_key))
        .order_by(table.c.title, table.c.id)
        .limit(MOST_BLOCKS)
    )
    return tuple(Block(id=row.id, title=row.title, fields=tuple(row.fields)) for row in tx.execute(query))


def save_block(tx: Tx, officer: Officer, procedure_key: str, title: str, fields: list[Json], *, now: datetime) -> str:
    """Keep `fields` for the department's next forms; return the id.

    Raises `UnusableDocument` when they cannot stand alone: a condition that asks a question outside of them, say.
    """
    department = department_of(tx, procedure_key)
    officer.require("design", department)
    title = trimmed(composed(title))[:LONGEST_TITLE]
    if not title or text_fault(title):
        raise UnusableDocument((MESSAGES.problem("catalog.block_title", "/title"),))
    _require_alone(fields)
    table = tables.question_block
    held = select(func.count()).select_from(table).where(table.c.department == department)
    if (tx.execute(held).scalar() or 0) >= MOST_BLOCKS:
        raise UnusableDocument((MESSAGES.problem("catalog.too_many_blocks", "", limit=MOST_BLOCKS),))
    block_id = new_id(now)
    tx.execute(
        insert(table).values(
            id=block_id, department=department, title=title, fields=fields, made_by=officer.id, made_at=now
        )
    )
    return block_id


def discard_block(tx: Tx, officer: Officer, procedure_key: str, block_id: str) -> None:
    """Take a block out of the library; forms that have taken it keep their copy."""
    department = department_of(tx, procedure_key)
    officer.require("design", department)
    table = tables.question_block
    tx.execute(delete(table).where(table.c.id == block_id, table.c.department == department))


def _require_alone(fields: list[Json]) -> None:
    form = require_form(
        {
            "format": FORMAT,
            "key": "block",
            "title": "部品",
            "pages": [{"key": "block", "title": "部品", "fields": fields}],
        }
    )
    if not fields or (problems := errors_in(check_form(form))):
        raise UnusableDocument(tuple(problems) if fields else (MESSAGES.problem("catalog.block_empty", "/fields"),))
