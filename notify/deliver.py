"""The engine's deliveries become letters: one row on the status page, and a mail where there is an address.

A delivery may come more than once (P7): its id is the letter's id, so the row is written once, and the mail's
Message-ID stays the same, so that a second copy can be recognised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from accounts.directory import read_directory
from accounts.officer import Officer
from catalog.library import Library
from db.database import Database, Tx
from db.prepared import Question
from engine.shell.lateness import times_escalated
from engine.shell.ports import DELIVERY_KINDS, Delivery, DeliveryKind, Handler
from intake.record import CaseRecord
from kernel.clock import Clock, local_date
from kernel.text import say
from notify import tables
from notify.dossier import Dossier, read_dossier, written_day
from notify.letters import WrittenLetter, write
from notify.mail import BadAddress, Mail, MailServer
from notify.messages import MESSAGES
from notify.superiors import superiors

TO_STAFF: Final[frozenset[DeliveryKind]] = frozenset({"remind", "escalate", "enquiry", "aside"})
LETTERS: Final = Question(
    select(tables.message)
    .where(tables.message.c.case_id == bindparam("case_id"), tables.message.c.recipient == bindparam("to"))
    .order_by(tables.message.c.created_at.desc(), tables.message.c.id.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The post room: writes letters and hands them over."""

    database: Database
    library: Library
    record: CaseRecord
    mail: MailServer
    clock: Clock
    city: str
    base_url: str

    @property
    def handlers(self) -> Mapping[DeliveryKind, Handler]:
        """A handler for every kind of delivery."""
        return dict.fromkeys(DELIVERY_KINDS, self.deliver)

    def file(self, tx: Tx, deliveries: Iterable[Delivery]) -> None:
        """Write letters down without mailing them: for cases that were brought in from elsewhere."""
        directory = read_directory(tx)
        for delivery in deliveries:
            dossier = read_dossier(tx, self.library, self.record, delivery.case_id, directory)
            if dossier is not None:
                recipients, letter = self._written(tx, dossier, delivery)
                if letter is not None:
                    _keep(tx, delivery, letter, dossier, "applicant" if recipients is None else "staff")

    def deliver(self, delivery: Delivery) -> None:
        """Tell it. Raises what the mail server raises when it must be tried again."""
        with self.database.begin() as tx:
            dossier = read_dossier(tx, self.library, self.record, delivery.case_id, read_directory(tx))
            if dossier is None:
                return
            recipients, letter = self._written(tx, dossier, delivery)
            if letter is None:
                return
            to_applicant = recipients is None
            if _keep(tx, delivery, letter, dossier, "applicant" if to_applicant else "staff"):
                return
        addresses = [dossier.application.email] if recipients is None else [each.email for each in recipients]
        for number, address in enumerate(filter(None, addresses)):
            self._send(f"{delivery.id}-{number}", address, letter)
        with self.database.begin() as tx:
            _mailed(tx, delivery, self.clock.now())

    def _send(self, mail_id: str, address: str, letter: WrittenLetter) -> None:
        try:
            self.mail.send(Mail(id=mail_id, to=address, subject=letter.subject, body=letter.body))
        except BadAddress:
            return  # the letter stands on the status page; trying again would not mend the address

    def _written(
        self, tx: Tx, dossier: Dossier, delivery: Delivery
    ) -> tuple[tuple[Officer, ...] | None, WrittenLetter | None]:
        """Return who gets it (None: the applicant) and what it says (None: there is nothing to say)."""
        if delivery.kind == "notice":
            return self._notice(dossier, delivery)
        if delivery.kind in TO_STAFF:
            late = delivery.kind in ("remind", "escalate")
            found = _in_charge(tx, dossier, delivery) if late else _asked(dossier, delivery)
            return found, self._standard(dossier, delivery, "ja")
        return None, self._standard(dossier, delivery, dossier.application.language)

    def _notice(self, dossier: Dossier, delivery: Delivery) -> tuple[tuple[Officer, ...] | None, WrittenLetter | None]:
        node = dossier.bundle.flow.nodes[delivery.node or ""]
        letter = dossier.bundle.page.letters.get(node.template or "")
        if letter is None:
            return None, None
        lane = dossier.bundle.flow.lanes.get(node.to or "")
        to_staff = lane is not None and lane.kind == "staff"
        language = "ja" if to_staff else dossier.application.language
        values = dossier.values(language, self.base_url) | {
            "today": written_day(local_date(self.clock.now()), language)
        }
        if not to_staff or lane is None:
            return None, write(letter, values, language)
        return dossier.directory.holders(lane.department or "", lane.role or ""), write(letter, values, language)

    def _standard(self, dossier: Dossier, delivery: Delivery, language: str) -> WrittenLetter:
        item = dossier.case.state.find(delivery.item) if delivery.item is not None else None
        due = written_day(local_date(item.due_at), language) if item is not None and item.due_at else "—"
        step = dossier.bundle.flow.nodes.get(delivery.node or "")
        staff = delivery.kind in TO_STAFF
        url = f"{self.base_url}/staff/cases/{delivery.case_id}" if staff else f"{self.base_url}/s"
        params = {
            "city": self.city,
            "number": dossier.application.number,
            "name": dossier.application.addressee(language),
            "procedure": say(dossier.bundle.page.title, language),
            "arrived": dossier.arrived(language),
            "url": url,
            "contact": say(dossier.bundle.page.contact, language),
            "reason": dossier.reason or "—",
            "fields": dossier.labels(item.fields, language) if item is not None and item.fields else "—",
            "due": due,
            "step": say(step.title, language) if step is not None else "",
        }
        subject = say(MESSAGES.text(f"letter.{delivery.kind}.subject", **params), language)
        return WrittenLetter(
            subject=subject, body=say(MESSAGES.text(f"letter.{delivery.kind}.body", **params), language)
        )


def _in_charge(tx: Tx, dossier: Dossier, delivery: Delivery) -> tuple[Officer, ...]:
    """Return who is told that an item is late: whoever has it, or could take it; for an escalation those above them."""
    item, directory = dossier.case.state.find(delivery.item or 0), dossier.directory
    if item is None:
        return ()  # done before the letter went
    if delivery.kind == "escalate":
        number = int(delivery.id.rpartition("-")[2])
        time = times_escalated(tx, delivery.case_id, item.number, number)
        return superiors(dossier.bundle.flow, directory, item.queue, time)
    owner = directory.officers.get(item.claimed_by or item.assignee or "")
    department, _, role = item.queue.partition("/")
    return (owner,) if owner is not None else directory.holders(department, role)


def _asked(dossier: Dossier, delivery: Delivery) -> tuple[Officer, ...]:
    """Return who is asked beside the flow: an officer, or everybody of a queue; for a message whoever answers it."""
    asides = dossier.case.state.asides
    if delivery.kind == "enquiry":
        aside = next((each for each in asides if each.kind == "message"), None)
    else:
        aside = next((each for each in asides if each.number == delivery.item), None)
    if aside is None:
        return ()  # seen before the letter went
    if aside.officer:
        known = dossier.directory.officers.get(aside.officer)
        return () if known is None else (known,)
    department, _, role = aside.queue.partition("/")
    return dossier.directory.holders(department, role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A letter as it went out."""

    id: str
    subject: str
    body: str
    created_at: datetime
    mailed_at: datetime | None


def messages_of(tx: Tx, case_id: str, *, recipient: str = "applicant") -> tuple[Message, ...]:
    """Return the letters of a case, newest first."""
    return tuple(
        Message(id=row.id, subject=row.subject, body=row.body, created_at=row.created_at, mailed_at=row.mailed_at)
        for row in LETTERS.all(tx, {"case_id": case_id, "to": recipient})
    )


def _keep(tx: Tx, delivery: Delivery, letter: WrittenLetter, dossier: Dossier, recipient: str) -> bool:
    """Write the letter down once; return whether it was already mailed. What a child (子案件) tells the applicant
    stands with the case that the applicant knows."""
    table = tables.message
    row = tx.execute(select(table.c.mailed_at).where(table.c.id == delivery.id)).one_or_none()
    if row is not None:
        return row.mailed_at is not None
    tx.execute(
        insert(table).values(
            id=delivery.id,
            case_id=dossier.application.case_id if recipient == "applicant" else delivery.case_id,
            recipient=recipient,
            subject=letter.subject,
            body=letter.body,
            created_at=delivery.at,
        )
    )
    return False


def _mailed(tx: Tx, delivery: Delivery, now: datetime) -> None:
    table = tables.message
    tx.execute(update(table).where(table.c.id == delivery.id).values(mailed_at=now))
