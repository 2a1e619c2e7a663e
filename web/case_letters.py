"""The letters that a decision or a request for correction would send, as they would look, before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.directory import Directory
from bootstrap import Tx
from catalog.bundle import Bundle
from engine.shell.detail import CaseDetail
from kernel.clock import local_date
from kernel.text import Text
from notify.correction_ahead import correction_ahead
from notify.dossier import read_dossier
from notify.letters_ahead import letters_after
from notify.previews import LetterPreview, case_values, previews
from web.services import services


@dataclass(frozen=True, slots=True)
class LettersShown:
    """What an outcome of an item would send."""

    item: int
    outcome: Text
    letters: tuple[LetterPreview, ...]


def outcomes_with_letters(detail: CaseDetail, bundle: Bundle) -> Mapping[int, frozenset[str]]:
    """Return by item that the reader may do the outcomes that send letters."""
    return {
        work.item.number: frozenset(
            outcome.key
            for outcome in work.outcomes
            if _asks_applicant(bundle, work.item.node, outcome.key)
            or letters_after(bundle, detail.program, work.item.node, outcome.key)
        )
        for work in detail.work
        if work.allowed
    }


def letters_shown(
    tx: Tx,
    detail: CaseDetail,
    bundle: Bundle,
    directory: Directory,
    *,
    item: int,
    outcome: str,
    reason: str,
    fields: tuple[str, ...],
    due: str,
) -> LettersShown | None:
    """Return the letters of an outcome with what is typed so far; None where it cannot be chosen."""
    work = next((each for each in detail.work if each.item.number == item and each.allowed), None)
    chosen = next((each for each in work.outcomes if each.key == outcome), None) if work is not None else None
    context = services()
    dossier = read_dossier(tx, context.library, context.desk.record, detail.case.id, directory)
    if work is None or chosen is None or dossier is None:
        return None
    written_in = dossier.application.language
    today = local_date(context.clock.now())
    values = case_values(replace(dossier, reason=reason), today, written_in, context.settings.base_url)
    letters = letters_after(bundle, detail.program, work.item.node, outcome)
    shown = previews(letters, values, written_in)
    if _asks_applicant(bundle, work.item.node, chosen.key):
        mail = correction_ahead(
            dossier,
            city=context.settings.city_name,
            base_url=context.settings.base_url,
            fields=fields,
            due=_day(due),
            reason=reason,
        )
        shown = (LetterPreview(chosen.title, mail), *shown)
    return LettersShown(item, chosen.title, shown)


def _asks_applicant(bundle: Bundle, node: str, outcome: str) -> bool:
    """Say whether the outcome lets the case go back to a form of the applicant's (補正)."""
    flow = bundle.flow
    ways = (edge for edge in flow.edges if edge.source == node and edge.outcome == outcome)
    return any(flow.nodes[edge.target].type == "form" for edge in ways)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
