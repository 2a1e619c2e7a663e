"""What residents thought (満足度): one tap after the receipt and after the decision, and a comment if they like.

An answer names the procedure and the day, never the case: nobody in the office can tell whose it is. The department
sees numbers and comments from `FEWEST` answers on, so that a single one is not guessed at. Comments go after a year;
addresses and long numbers are blotted out of them before they are kept.
"""

import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias, get_args

from sqlalchemy import func, insert, select, update

from accounts.officer import Officer
from catalog.procedures import department_of
from db.database import Tx
from guidance import tables
from kernel.clock import local_date
from kernel.errors import NotFound

Moment: TypeAlias = Literal["receipt", "decision"]
MOMENTS: Final[tuple[Moment, ...]] = get_args(Moment)
SCORES: Final = (5, 4, 3, 2, 1)
FEWEST: Final = 5
LONGEST: Final = 500
MOST_COMMENTS: Final = 100
WINDOW: Final = timedelta(days=365)
COMMENT_KEPT: Final = timedelta(days=365)
_MAIL: Final = re.compile(r"[\w.+-]+[@＠][\w.-]+", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9０-９]([-‐−ー－ 　]?[0-9０-９]){5,}|(?:[0-9A-Z]{4}-){2,}[0-9A-Z]{4}")
_table = tables.satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What was thought at one moment: how often each score was given."""

    counts: Mapping[int, int]

    @property
    def answers(self) -> int:
        """Return how many answered."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float:
        """Return the mean score, from 1 to 5."""
        return sum(score * count for score, count in self.counts.items()) / self.answers

    def share(self, score: int) -> float:
        """Return the share of those who gave `score`."""
        return self.counts.get(score, 0) / self.answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """What the department is shown of the last twelve months; a moment with too few answers is left out."""

    by_moment: Mapping[Moment, Opinion]
    comments: tuple[str, ...]


def rate(tx: Tx, procedure: str, moment: Moment, score: int, now: datetime) -> str:
    """Keep one answer and return its id: only whoever gave it knows it, to add a comment."""
    if score not in SCORES:
        raise NotFound
    answer = secrets.token_hex(16)
    row = {"id": answer, "procedure": procedure, "moment": moment, "score": score, "answered_on": local_date(now)}
    tx.execute(insert(_table).values(**row))
    return answer


def may_comment(tx: Tx, answer: str, now: datetime) -> bool:
    """Say whether a comment can be added to an answer: on the day it was given, once. `NotFound` on other days."""
    today = local_date(now)
    row = tx.execute(select(_table.c.comment).where(_table.c.id == answer, _table.c.answered_on == today)).one_or_none()
    if row is None:
        raise NotFound
    return row.comment is None


def add_comment(tx: Tx, answer: str, text: str, now: datetime) -> None:
    """Add a comment to an answer; what could lead to a person is blotted out. Old comments go."""
    erase_old_comments(tx, now)
    if text.strip() and may_comment(tx, answer, now):
        tx.execute(update(_table).where(_table.c.id == answer).values(comment=blotted(text.strip()[:LONGEST])))


def erase_old_comments(tx: Tx, now: datetime) -> None:
    """Erase comments whose time is over; the scores stay."""
    old = local_date(now - COMMENT_KEPT)
    tx.execute(update(_table).where(_table.c.answered_on < old, _table.c.comment.is_not(None)).values(comment=None))


def opinions_of(tx: Tx, officer: Officer, procedure: str, now: datetime) -> Opinions:
    """Return what residents thought of a procedure in the last twelve months."""
    department = department_of(tx, procedure)
    if not officer.sees(department):
        raise NotFound
    lately = (_table.c.procedure == procedure, _table.c.answered_on >= local_date(now - WINDOW))
    counted = select(_table.c.moment, _table.c.score, func.count().label("answers")).where(*lately)
    counts: dict[str, Counter[int]] = {moment: Counter() for moment in MOMENTS}
    for row in tx.execute(counted.group_by(_table.c.moment, _table.c.score)):
        counts[row.moment][row.score] = row.answers
    shown: dict[Moment, Opinion] = {
        moment: Opinion(counts=counts[moment]) for moment in MOMENTS if counts[moment].total() >= FEWEST
    }
    commented = select(_table.c.comment).where(*lately, _table.c.comment.is_not(None), _table.c.moment.in_(shown))
    newest = commented.order_by(_table.c.answered_on.desc(), _table.c.id).limit(MOST_COMMENTS)
    return Opinions(by_moment=shown, comments=tuple(tx.scalars(newest)))


def mean_satisfaction(tx: Tx, procedure: str, since: datetime) -> float | None:
    """Return the mean score of every answer since the day of `since`; None while there are too few to show."""
    answers = (_table.c.procedure == procedure, _table.c.answered_on >= local_date(since))
    count, total = tx.execute(select(func.count(), func.sum(_table.c.score)).where(*answers)).one()
    return int(total) / count if count >= FEWEST else None


def blotted(text: str) -> str:
    """Return `text` without mail addresses, telephone and receipt numbers."""
    return _NUMBER.sub("＊＊＊", _MAIL.sub("＊＊＊", text))
