"""Rules that the watch has stopped are told: to whoever put them on trial, and to all who design for the department.

That they are to be told is a row of `learning`, written together with the stop, so that neither a crash nor a mail
server that is away loses it. The pages of the procedure say the same all the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

import structlog

from accounts.directory import read_directory
from accounts.officer import Officer
from catalog.procedures import Procedure, procedure
from catalog.scheduling import TELL_AGAIN
from db.database import Database, Tx
from kernel.clock import local_date
from kernel.text import say
from learning.stopped import note_told, to_tell
from learning.trials import Trial
from notify.dossier import written_day
from notify.mail import Mail, MailServer, send_if_address
from notify.messages import MESSAGES

_LOG = structlog.get_logger("stopped_rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedRulesClerk:
    """Looks every few seconds whether a rule was stopped, and tells it once."""

    database: Database
    mail: MailServer
    city: str
    base_url: str

    def go_round(self, now: datetime) -> None:
        """Tell what is to be told; what the mail server does not take is tried again after some minutes."""
        with self.database.read() as tx:
            waiting = [(each, tuple(self._mails(tx, each))) for each in to_tell(tx, now)]
        for found, mails in waiting:
            again = None
            try:
                for mail in mails:
                    send_if_address(self.mail, mail)
            except (OSError, SMTPException) as error:
                _LOG.warning("stopped rule not told", trial=found.id, error=type(error).__name__)
                again = now + TELL_AGAIN
            with self.database.begin() as tx:
                note_told(tx, found.id, again_at=again)

    def _mails(self, tx: Tx, found: Trial) -> Iterator[Mail]:
        of = procedure(tx, found.procedure)
        params = {
            "city": self.city,
            "procedure": say(of.title, "ja"),
            "table": say(found.table.title, "ja"),
            "when": written_day(local_date(found.ended_at), "ja") if found.ended_at else "—",
            "why": found.reason or "—",
            "url": f"{self.base_url}/office/{found.procedure}/rules",
        }
        subject, body = (say(MESSAGES.text(f"rule_stopped.{part}", **params), "ja") for part in ("subject", "body"))
        for number, officer in enumerate(_concerned(tx, found, of)):
            yield Mail(id=f"rule-{found.id}-{number}", to=officer.email, subject=subject, body=body)


def _concerned(tx: Tx, found: Trial, of: Procedure) -> tuple[Officer, ...]:
    """Return who is told, in a fixed order: a mail that is sent again keeps its number."""
    officers = read_directory(tx).officers.values()
    concerned = (each for each in officers if each.id == found.started_by or each.may("design", of.department))
    return tuple(sorted((each for each in concerned if each.email), key=lambda each: each.id))
