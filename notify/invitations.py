"""Asking people by mail to confirm an application that others fill in: principals of proxies, and co-signers.

Who is to be asked is a row that the applicant's request leaves; whoever takes it puts it off first, so that several
workers do not write twice, and a mail server that is away is tried again. The mail holds nothing of what was typed.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from catalog.library import Library
from db.database import Database, Tx
from intake.drafts import draft_owned
from intake.signatures import Signer, mail_due, note_mailed, put_mail_off
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.text import say
from notify.dossier import written_day
from notify.mail import BadAddress, Mail, MailServer
from notify.messages import MESSAGES

AGAIN: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitations:
    """Looks every few seconds whether somebody is to be asked."""

    database: Database
    library: Library
    mail: MailServer
    secret_key: str
    city: str
    base_url: str

    def go_round(self, now: datetime) -> None:
        """Ask one person. Raises what the mail server raises; it is tried again later."""
        with self.database.read() as tx:
            due = mail_due(tx, self.secret_key, now)
        if due is None:
            return
        with self.database.begin() as tx:
            if not put_mail_off(tx, due.id, now, now + AGAIN):
                return
            mail = self._mail(tx, due, now)
        if mail is not None:
            with suppress(BadAddress):  # the applicant has the code and can hand it over
                self.mail.send(mail)
        with self.database.begin() as tx:
            note_mailed(tx, due.id)

    def _mail(self, tx: Tx, signer: Signer, now: datetime) -> Mail | None:
        try:
            draft = draft_owned(tx, signer.owner, now)
        except NotFound:
            return None
        title = self.library.bundle(tx, draft.bundle_digest).page.title
        language = signer.language
        params = {
            "city": self.city,
            "name": signer.name,
            "procedure": say(title, language),
            "url": f"{self.base_url}/c/{signer.code}",
            "until": written_day(local_date(signer.expires_at or now), language),
        }
        return Mail(
            id=f"confirm-{signer.id}-{int(now.timestamp())}",
            to=signer.email,
            subject=say(MESSAGES.text(f"letter.{signer.role}.subject", **params), language),
            body=say(MESSAGES.text(f"letter.{signer.role}.body", **params), language),
        )
