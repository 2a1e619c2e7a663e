"""The letters that a decision would send, as they would look, before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.directory import Directory
from bootstrap import Tx
from catalog.bundle import Bundle
from engine.shell.detail import CaseDetail
from kernel.clock import local_date
from kernel.text import Text
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
            if letters_after(bundle, detail.program, work.item.node, outcome.key)
        )
        for work in detail.work
        if work.allowed
    }


def letters_shown(
    tx: Tx, detail: CaseDetail, bundle: Bundle, directory: Directory, item: int, outcome: str, reason: str
) -> LettersShown | None:
    """Return the letters of an outcome with the reason as it is typed; None where it cannot be chosen."""
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
    return LettersShown(item, chosen.title, previews(letters, values, written_in))
