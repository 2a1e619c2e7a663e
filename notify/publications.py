"""Scheduled publications (予約公開): done when their time has come, and told to the two people who decided on them.

Both steps are rows of the catalog, so that a crash between them loses nothing: what was published but not told is told
in the next round. A mail server that is away is tried again after a few minutes; the pages say the same all the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import Final

import structlog

from accounts.directory import officers_by_id
from catalog.library import Library
from catalog.scheduling import TELL_AGAIN, Told, note_told, publish_due, to_tell
from db.database import Database
from kernel.clock import local_date
from kernel.errors import DomainError
from kernel.text import say
from notify.dossier import written_day
from notify.mail import Mail, MailServer, send_if_address
from notify.messages import MESSAGES

MOST_AT_ONCE: Final = 20
_LOG = structlog.get_logger("publications")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationClerk:
    """Looks every few seconds whether something is to be published, or told."""

    database: Database
    library: Library
    mail: MailServer
    city: str
    base_url: str

    def go_round(self, now: datetime) -> None:
        """Publish what is due, then tell what is to be told. Never raises for what a single publication brings."""
        for _ in range(MOST_AT_ONCE):
            try:
                with self.database.begin() as tx:
                    found = publish_due(tx, self.library, now=now)
            except DomainError as error:
                _LOG.warning("publication postponed", error=error.code)
                break
            if not found:
                break
        with self.database.read() as tx:
            waiting = to_tell(tx, now)
        for told in waiting:
            self._tell(told, now)

    def _tell(self, told: Told, now: datetime) -> None:
        try:
            for mail in self._mails(told):
                send_if_address(self.mail, mail)
            again = None
        except (OSError, SMTPException) as error:
            _LOG.warning("publication not told", proposal=told.proposal.id, error=type(error).__name__)
            again = now + TELL_AGAIN
        with self.database.begin() as tx:
            note_told(tx, told.proposal.id, again_at=again)

    def _mails(self, told: Told) -> Iterator[Mail]:
        asked = told.proposal
        people = tuple(dict.fromkeys(filter(None, (asked.proposed_by, asked.decided_by))))
        with self.database.read() as tx:
            officers = officers_by_id(tx, people)
        params = {
            "city": self.city,
            "procedure": say(told.title, "ja"),
            "when": written_day(local_date(asked.publish_at), "ja") if asked.publish_at else "—",
            "why": "\n".join(f"・{say(each, 'ja')}" for each in asked.failure) or "—",
            "url": f"{self.base_url}/staff/procedures/{asked.procedure}/proposals/{asked.id}",
        }
        for number, officer in enumerate(officers):
            if officer.email:
                yield Mail(
                    id=f"publication-{asked.id}-{told.outcome}-{number}",
                    to=officer.email,
                    subject=say(MESSAGES.text(f"publication.{told.outcome}.subject", **params), "ja"),
                    body=say(MESSAGES.text(f"publication.{told.outcome}.body", **params), "ja"),
                )
