"""The daily mail (日次のお知らせ): what waits for an officer, at the hour that they chose, once a day.

It says how much there is and names late cases by their receipt numbers, never a resident. A day is claimed before its
mail goes out: two workers, or one that dies in between, never send it twice. Where the mail server did not take it the
day is given back and tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException
from typing import Final

import structlog
from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from accounts.directory import officer_by_id
from accounts.officer import Officer
from accounts.substitutions import absent_for
from catalog.library import Library
from db.database import Database, Tx
from engine.core.actor import queue_of
from engine.shell.asides import count_open_asides
from engine.shell.children import roots_of
from engine.shell.inbox import InboxItem, inbox, inbox_counts
from engine.shell.worklist import Worklist
from intake.applications import applications
from kernel.calendar_ja import is_business_day
from kernel.clock import JAPAN
from kernel.text import say
from notify import tables
from notify.dossier import written_day
from notify.mail import BadAddress, Mail, MailServer
from notify.messages import MESSAGES

HOURS: Final = tuple(range(6, 21))
MOST_AT_ONCE: Final = 50
MOST_NAMED: Final = 10
"""So many late cases are named; the rest is a number."""
_table = tables.digest
_LOG = structlog.get_logger("digests")


def chosen_hour(tx: Tx, officer_id: str) -> int | None:
    """Return at which hour in Japan the officer wants the mail; None: not at all."""
    return tx.scalar(select(_table.c.hour).where(_table.c.officer_id == officer_id))


def choose_hour(tx: Tx, officer: Officer, hour: int | None) -> None:
    """Let `officer` have the mail at `hour` of every office day; None, or an hour that is not offered, ends it."""
    if hour not in HOURS:
        tx.execute(delete(_table).where(_table.c.officer_id == officer.id))
    elif chosen_hour(tx, officer.id) is None:
        tx.execute(insert(_table).values(officer_id=officer.id, hour=hour, sent_on=None))
    else:
        tx.execute(update(_table).where(_table.c.officer_id == officer.id).values(hour=hour))


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestClerk:
    """Looks every few seconds whose mail is due."""

    database: Database
    library: Library
    mail: MailServer
    base_url: str

    def go_round(self, now: datetime) -> None:
        """Send the mails of this hour and of earlier ones that are still to go, on days on which offices are open."""
        local = now.astimezone(JAPAN)
        if not is_business_day(local.date()):
            return
        today = local.date()
        waiting = select(_table.c.officer_id).where(_table.c.hour <= local.hour, _not_yet(today)).limit(MOST_AT_ONCE)
        with self.database.read() as tx:
            due = [*tx.scalars(waiting)]
        for officer_id in due:
            if self._claimed(officer_id, today):
                self._send(officer_id, now, today)

    def _claimed(self, officer_id: str, today: date) -> bool:
        mine = (
            update(_table).where(_table.c.officer_id == officer_id, _not_yet(today)).values(sent_on=today.isoformat())
        )
        with self.database.begin() as tx:
            return tx.execute(mine).rowcount == 1

    def _send(self, officer_id: str, now: datetime, today: date) -> None:
        with self.database.read() as tx:
            mail = self._written(tx, officer_id, now, today)
        if mail is None:
            return
        try:
            self.mail.send(mail)
        except BadAddress:
            return  # tomorrow the address may be mended; today it is not
        except (OSError, SMTPException) as error:
            _LOG.warning("digest not sent", officer=officer_id, error=type(error).__name__)
            with self.database.begin() as tx:
                tx.execute(update(_table).where(_table.c.officer_id == officer_id).values(sent_on=None))

    def _written(self, tx: Tx, officer_id: str, now: datetime, today: date) -> Mail | None:
        """Return the mail, or None where nothing waits or nobody can get it."""
        officer = officer_by_id(tx, officer_id)
        if officer is None or not officer.email:
            return None
        worklist = _worklist(tx, officer, now, today)
        counts, asks = inbox_counts(tx, worklist).by_view, count_open_asides(tx, officer.id, worklist.posts)
        if not counts["all"] and not counts["mine"] and not asks:
            return None
        late = inbox(tx, self.library, worklist.of("late"), limit=MOST_NAMED).items
        numbers = _numbers(tx, late)
        params = {
            "day": written_day(today, "ja"),
            "open": str(counts["all"]),
            "mine": str(counts["mine"]),
            "late": str(counts["late"]),
            "asks": str(asks),
            "named": "\n".join(_named(each, numbers) for each in late) or "—",
            "url": f"{self.base_url}/staff/",
        }
        return Mail(
            id=f"digest-{officer.id}-{today.isoformat()}",
            to=officer.email,
            subject=say(MESSAGES.text("digest.subject", **params), "ja"),
            body=say(MESSAGES.text("digest.body", **params), "ja"),
        )


def _worklist(tx: Tx, officer: Officer, now: datetime, today: date) -> Worklist:
    away = absent_for(tx, officer, today)
    posts = {queue_of(post.department, post.role) for each in (officer, *away) for post in each.posts}
    return Worklist(officer=officer.id, posts=frozenset(posts), stands_in=frozenset(each.id for each in away), now=now)


def _numbers(tx: Tx, items: Sequence[InboxItem]) -> Mapping[str, str]:
    """Return the receipt numbers of the cases of `items`."""
    cases = [each.case_id for each in items]
    roots = roots_of(tx, cases)
    found = applications(tx, [*{roots.get(case_id, case_id) for case_id in cases}])
    return {each: found[root].number for each in cases if (root := roots.get(each, each)) in found}


def _named(item: InboxItem, numbers: Mapping[str, str]) -> str:
    due = written_day(item.due_at.astimezone(JAPAN).date(), "ja") if item.due_at else "—"
    return f"・{numbers.get(item.case_id, item.case_id[:12])} {say(item.title, 'ja')}（{due}）"


def _not_yet(today: date) -> ColumnElement[bool]:
    return or_(_table.c.sent_on.is_(None), _table.c.sent_on < today.isoformat())
