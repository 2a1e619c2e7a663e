"""The link to an unfinished application, by mail to whoever asks for it.

It goes out at once and not through the outbox: the link is known to the resident's browser alone (only its hash is
kept), and neither it nor the address is written down anywhere. The mail holds nothing of what was typed.
"""

import smtplib
from datetime import datetime

from kernel.clock import local_date
from kernel.errors import DomainError
from kernel.ids import new_id
from kernel.text import Text, say
from notify.dossier import written_day
from notify.mail import Mail, MailServer
from notify.messages import MESSAGES


class NotSent(DomainError):
    """The mail server did not take it; nothing was lost, and it may be tried again."""

    code = "notify.not_sent"


def send_resume_link(
    server: MailServer, to: str, link: str, *, city: str, procedure: Text, until: datetime, language: str, now: datetime
) -> None:
    """Send `link`. Raises `BadAddress` for what is no address, `NotSent` when the server does not take it."""
    params = {
        "city": city,
        "procedure": say(procedure, language),
        "url": link,
        "until": written_day(local_date(until), language),
    }
    mail = Mail(
        id=f"resume-{new_id(now)}",
        to=to,
        subject=say(MESSAGES.text("letter.resume.subject", **params), language),
        body=say(MESSAGES.text("letter.resume.body", **params), language),
    )
    try:
        server.send(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent from error
