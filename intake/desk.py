"""The counter (窓口): receiving an application, a correction, a withdrawal. One call is one use case.

Each function works in the caller's transaction: what belongs to one receipt is written whole or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.bundle import Bundle
from catalog.procedures import department_of
from db.database import Tx
from db.prepared import in_one_go
from engine.core.actor import RESIDENT
from engine.core.commands import Correct, Open, Withdraw
from engine.core.state import OpenItem
from engine.shell.case_rows import find_case
from engine.shell.opening import Opening
from engine.shell.runner import Engine
from engine.shell.view import CaseView
from forms.definition import Form
from forms.promises import PROMISES
from forms.validation import Validated, validate
from intake.applications import Receipt, enter, entry_form, keep_submission, mark_sent, receipt_of
from intake.awaited import keep_promises, promised_in
from intake.case_words import note_words, renew_words
from intake.drafts import ApplicationDraft
from intake.errors import NothingToCorrect
from intake.proxies import hand_proxy_over
from intake.reception import require_place
from intake.record import CaseRecord
from intake.same_content import require_as_seen, require_as_sent
from intake.signatures import hand_signers_over, require_signed
from kernel.clock import local_date
from kernel.ids import new_id
from kernel.json_types import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the counter works with. `secret_key` makes look-up passwords."""

    engine: Engine
    record: CaseRecord
    secret_key: str


def submit(
    tx: Tx,
    desk: Desk,
    draft: ApplicationDraft,
    bundle: Bundle,
    *,
    language: str,
    now: datetime,
    channel: str = "",
    seen: str = "",
) -> Receipt | None:
    """Receive what stands in `draft`; None when it is not complete. The same draft again gives the same receipt.

    `seen` is the mark of what the applicant looked at (`intake.same_content`): anything else is refused.
    By which words it is found is worked out afterwards, with the receipt's mail (`intake.case_words.WordClerk`).

    Of two who press the button at once the database refuses the second (`Doubled`, in a late transaction): the case's
    id follows from the draft. Raises what `intake.reception` raises when nothing can be received now, and
    `SignaturesMissing` while somebody has to confirm it.
    """
    if draft.case_id is not None:
        require_as_sent(tx, draft.case_id, seen)
        return receipt_of(tx, desk.secret_key, draft.case_id)
    form = entry_form(bundle)
    judged = validate(form, draft.answers, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        return None
    require_as_seen(judged.values, seen)
    applying, channel = bundle.page.applying, channel or draft.channel
    involved = applying.involves_others or bool(draft.officer)
    if involved:
        require_signed(tx, desk.secret_key, draft, applying, now)
    require_place(tx, bundle.procedure, judged.values, started_at=draft.started_at, channel=channel, now=now)
    with in_one_go(tx):
        case_id = _begin(tx, desk, bundle, draft.future_case, judged.values, channel, now)
        by = draft.officer or "resident"
        receipt = _keep(tx, desk, bundle, case_id, judged.values, language, channel, now, by=by)
        mark_sent(tx, draft, form, case_id)
    if judged.promised:
        keep_promises(tx, case_id, form, judged, now)
    if involved:
        hand_proxy_over(tx, draft.id, case_id)
        hand_signers_over(tx, draft.id, case_id)
    return receipt


def receive(
    tx: Tx, desk: Desk, bundle: Bundle, values: Mapping[str, Json], *, language: str, channel: str, now: datetime
) -> Receipt:
    """Let a case begin with answers that are valid, and give it its receipt."""
    with in_one_go(tx):
        case_id = _begin(tx, desk, bundle, new_id(now), values, channel, now)
        receipt = _keep(tx, desk, bundle, case_id, values, language, channel, now)
        note_words(tx, bundle, case_id, receipt.number, values, now)
    return receipt


def _begin(
    tx: Tx, desk: Desk, bundle: Bundle, case_id: str, values: Mapping[str, Json], channel: str, now: datetime
) -> str:  # fmt: skip
    """Let the engine open a case with this id, and return it."""
    opening = Opening(
        case_id=case_id,
        procedure=bundle.procedure,
        department=department_of(tx, bundle.procedure),
        program=bundle.digest,
        channel=channel,
        may_be_there=False,
    )
    command = Open(actor=RESIDENT, answered=bundle.entry.key)
    desk.engine.open_case(tx, opening, command, values=values, command_id=f"open:{case_id}", now=now)
    return case_id


def _keep(
    tx: Tx, desk: Desk, bundle: Bundle, case_id: str, values: Mapping[str, Json], language: str, channel: str,
    now: datetime, *, by: str = "resident",
) -> Receipt:  # fmt: skip
    """Keep what was sent in, and by whom. Only writes."""
    keep_submission(tx, case_id, bundle.entry.key, entry_form(bundle), values, by=by, now=now)
    return enter(tx, desk.secret_key, bundle, case_id, values, language=language, channel=channel, now=now)


def waiting_item(case: CaseView) -> OpenItem | None:
    """Return what the applicant has to do now: a correction, a later form; or None."""
    return next((item for item in case.state.items if item.is_residents), None)


def asked_form(bundle: Bundle, item: OpenItem) -> Form:
    """Return the form that answers `item`: its own, or for a correction without one the application's."""
    key = bundle.flow.nodes[item.node].form
    return bundle.forms[key] if key else entry_form(bundle)


def answer(
    tx: Tx,
    desk: Desk,
    case: CaseView,
    bundle: Bundle,
    typed: Mapping[str, Json],
    *,
    item: int,
    command_id: str,
    now: datetime,
) -> Validated:
    """Take the applicant's answer to `item`. Nothing changes unless the returned judgement is `ok`.

    `typed` is laid over the record; a field that the answer hides is taken out of it.
    """
    case = find_case(tx, case.id, lock=True)  # the case first, then its record: the order that the engine keeps
    waiting = case.state.find(item)
    if waiting is None or not waiting.is_residents:
        raise NothingToCorrect
    form = asked_form(bundle, waiting)
    known = desk.record.values(tx, case.id)
    own = {field.key for field in form.fields()}
    before = {key: value for key, value in known.items() if key in own}
    again = typed.get(PROMISES)
    promised = {**promised_in(tx, case.id), **(again if isinstance(again, Mapping) else {})}
    answers = {**before, **typed, PROMISES: promised}
    judged = validate(form, answers, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        return judged
    values: dict[str, Json] = {key: judged.values.get(key) for key in own}
    desk.record.record(tx, case.id, values)
    keep_promises(tx, case.id, form, judged, now)
    renew_words(tx, desk.record, bundle, case.id)
    keep_submission(tx, case.id, waiting.node, form, judged.values, by="resident", now=now)
    desk.engine.handle(tx, case.id, Correct(actor=RESIDENT, item=item), command_id=command_id, now=now)
    return judged


def withdraw(tx: Tx, desk: Desk, case_id: str, reason: str, *, command_id: str, now: datetime) -> CaseView:
    """Take the application back (取下げ) at the applicant's wish; possible until the decision is made."""
    return desk.engine.handle(tx, case_id, Withdraw(actor=RESIDENT, reason=reason), command_id=command_id, now=now)
