"""Entering for somebody (書かない窓口): at the counter, or from a paper application, with the resident's own form.

A draft of the counter knows who typed it and which way it came. At the counter the resident looks at the answers on
a tablet, by a code that lives for half an hour, or on a printed sheet; the first sends the application in.
"""

from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias, get_args

from accounts.officer import Officer
from catalog.library import Library
from catalog.procedures import department_of, procedures
from db.database import Tx
from intake.applications import applicant_name, entry_form
from intake.drafts import ApplicationDraft, begin_draft
from intake.guide import Guide, guide, guides
from intake.signatures import Wanted, ask_until, keep_signers, seen_in, signers_of
from kernel.errors import NotFound

Way: TypeAlias = Literal["counter", "paper"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
CODE_LIVES: Final = timedelta(minutes=30)


def counter_guides(tx: Tx, library: Library, officer: Officer) -> tuple[Guide, ...]:
    """Return the procedures that `officer` may enter applications for: those of their departments that are open."""
    seen = {each.key for each in procedures(tx) if officer.sees(each.department)}
    return tuple(each for each in guides(tx, library) if each.key in seen)


def begin_entry(tx: Tx, library: Library, officer: Officer, procedure: str, way: Way, now: datetime) -> tuple[str, str]:
    """Begin an entry; return the token of its draft and the first page; raises `NotFound` and what `guide` does."""
    found = guide(tx, library, procedure)
    if not officer.sees(department_of(tx, procedure)):
        raise NotFound
    token = begin_draft(tx, found.version, now, channel=way, officer=officer.id)
    return token, entry_form(found.bundle).pages[0].key


def show_to_applicant(
    tx: Tx, secret_key: str, library: Library, draft: ApplicationDraft, language: str, now: datetime
) -> None:
    """Let the applicant look at the answers on another screen: the code lives for half an hour."""
    form = entry_form(library.bundle(tx, draft.bundle_digest))
    name = applicant_name(form, draft.answers) or "—"
    known = signers_of(tx, secret_key, draft.id, seen_in(draft), now)
    others = [Wanted(role=each.role, name=each.name, email=each.email) for each in known if each.role != "applicant"]
    keep_signers(tx, secret_key, draft.id, [*others, Wanted(role="applicant", name=name, email="")], now)
    ask_until(tx, draft, language, now + CODE_LIVES, now, role="applicant")
