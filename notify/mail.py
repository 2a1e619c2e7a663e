"""Sending mail through SMTP: one recipient, no header that came from outside."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from kernel.errors import DomainError

TIMEOUT_SECONDS: Final = 20
PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class BadAddress(DomainError):
    """The address cannot receive mail; a retry would not help."""

    code = "notify.bad_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person. `id` stays the same when it is sent again."""

    id: str
    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and in whose name: `smtp://`, `smtp+starttls://` or `smtps://`."""

    url: str
    sender: str

    def send(self, mail: Mail) -> None:
        """Hand `mail` over. Raises `BadAddress`, or `OSError`/`smtplib.SMTPException` when a retry makes sense."""
        message = compose(mail, self.sender)
        parts = urlsplit(self.url)
        host, port = parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme]
        context = ssl.create_default_context()
        smtp = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        )
        with smtp:
            if parts.scheme == "smtp+starttls":
                smtp.starttls(context=context)
            if parts.username:
                smtp.login(unquote(parts.username), unquote(parts.password or ""))
            smtp.send_message(message)


def send_if_address(server: MailServer, mail: Mail) -> None:
    """Hand over a mail about what pages say, too: what is no address is passed over, as a retry would not mend it.

    Raises `OSError` or `smtplib.SMTPException` when a retry makes sense.
    """
    with suppress(BadAddress):
        server.send(mail)


class NoMail(MailServer):
    """Where nothing is to leave the house (練習): letters are written down, and nobody gets them."""

    def send(self, mail: Mail) -> None:
        """See that the mail could be written, and keep it."""
        compose(mail, self.sender)


def compose(mail: Mail, sender: str) -> EmailMessage:
    """Build the message. Line breaks in a subject are spaces; the address must be exactly one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender)
    message["To"] = _address(mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Message-ID"] = f"<{mail.id}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def is_address(text: str) -> bool:
    """Say whether mail could be sent to `text`."""
    try:
        _address(text)
    except BadAddress:
        return False
    return True


def _address(text: str) -> Address:
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise BadAddress from error
    return Address(username=checked.ascii_local_part or checked.local_part, domain=checked.ascii_domain)


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2]
