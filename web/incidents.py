"""Incidents (障害): what failed again and again, by cause, with the cases that wait; retried one by one or all."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.core.actor import Actor
from engine.core.commands import RetryJob
from engine.shell.cases import CaseLine, case_lines
from engine.shell.circuit import DownPartner, down_partners, note_answer
from engine.shell.jobs import Incident, call_again, incidents, retry, waiting_calls
from intake.applications import Application, applications
from kernel.text import Text
from web.access import current_officer, staff_with
from web.casework import posts_of
from web.pages import render_page
from web.services import services
from web.texts import CATALOGS

blueprint: Final = Blueprint("incidents", __name__, url_prefix="/staff/incidents")
MOST_SHOWN: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Incidents with the same cause: the same kind of work failed with the same error."""

    kind: str
    error: str
    incidents: tuple[Incident, ...]

    @property
    def sentence(self) -> Text | None:
        """What the error says, where it is one of ours."""
        catalog = next((each for each in CATALOGS if self.error in each.codes), None)
        if catalog is None or catalog.parameters(self.error):
            return None
        return catalog.text(self.error)

    @property
    def key(self) -> str:
        """Names the cause in a form."""
        return f"{self.kind}|{self.error}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsPage:
    """Everything that waits for an operator, by cause."""

    template: ClassVar[str] = "staff/incidents.html"
    causes: tuple[Cause, ...]
    count: int
    cases: dict[str, CaseLine]
    applications: dict[str, Application]
    down: tuple[DownPartner, ...]
    """Other systems that are left alone for a while because they do not answer."""
    waiting: tuple[str, ...]
    """Cases that wait for an answer of another system."""
    nonce: str


@blueprint.get("/")
@staff_with("admin")
def page() -> ResponseReturnValue:
    """Show what waits for an operator."""
    with services().database.read() as tx:
        found = list(incidents(tx))
        waiting = list(dict.fromkeys(case_id for case_id, _ in waiting_calls(tx, MOST_SHOWN)))
        ids = [*dict.fromkeys([*(each.case_id for each in found[:MOST_SHOWN]), *waiting])]
        view = IncidentsPage(
            causes=_by_cause(found[:MOST_SHOWN]),
            count=len(found),
            cases=dict(case_lines(tx, ids)),
            applications=applications(tx, ids),
            down=tuple(down_partners(tx)),
            waiting=tuple(waiting),
            nonce=secrets.token_hex(8),
        )
    return render_page(view)


@blueprint.post("/")
@staff_with("admin")
def again() -> ResponseReturnValue:
    """Let one of them, or all with the same cause, be tried again; each in a transaction of its own."""
    context, officer = services(), current_officer()
    chosen, nonce = request.form.get("job", ""), request.form.get("nonce", "")[:40]
    with context.database.read() as tx:
        found = [each for each in incidents(tx) if chosen in (f"{each.case_id}-{each.number}", _cause(each))]
    now, actor = context.clock.now(), Actor("officer", officer.id, posts_of(officer))
    for each in found:
        with context.database.begin() as tx:
            command = RetryJob(actor=actor, job=each.number)
            context.desk.engine.handle(tx, each.case_id, command, command_id=f"retry:{each.number}:{nonce}", now=now)
            retry(tx, each.case_id, each.number, now)
    flash(_("%(count)s件をやり直します。結果は数秒後にこの画面でわかります。", count=len(found)))
    return redirect(url_for(".page"), code=303)


@blueprint.post("/partners")
@staff_with("admin")
def call() -> ResponseReturnValue:
    """Call a partner at once who was left alone, because it is known to be back."""
    context, partner = services(), request.form.get("partner", "")[:300]
    with context.database.begin() as tx:
        note_answer(tx, partner)
        call_again(tx, context.clock.now())
    flash(_("すぐに呼び出します。結果は数秒後にこの画面でわかります。"))
    return redirect(url_for(".page"), code=303)


def _by_cause(found: Sequence[Incident]) -> tuple[Cause, ...]:
    ordered = sorted(found, key=_cause)
    return tuple(
        Cause(kind=key.partition("|")[0], error=key.partition("|")[2], incidents=tuple(same))
        for key, same in groupby(ordered, key=_cause)
    )


def _cause(incident: Incident) -> str:
    return f"{incident.kind}|{incident.error}"
