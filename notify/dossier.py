"""What a letter is written from: the case, its version, who applied, and the record in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.directory import Directory
from catalog.bundle import Bundle
from catalog.library import Library
from db.database import Tx
from engine.shell.case_rows import find_case
from engine.shell.children import roots_of
from engine.shell.reasons import latest_reason
from engine.shell.view import CaseView
from forms.definition import Field
from forms.fields.registry import display
from intake.applications import Application, application
from intake.record import CaseRecord
from kernel.clock import JAPAN, local_date
from kernel.json_types import Json
from kernel.text import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything about one case that letters may speak of."""

    case: CaseView
    bundle: Bundle
    application: Application
    record: Mapping[str, Json]
    directory: Directory
    reason: str

    def values(self, language: str, base_url: str) -> dict[str, str]:
        """Return the words for every place that a letter may hold."""
        words = {key: _plain(value) for key, value in self.record.items()}
        for form in self.bundle.forms.values():
            words |= {field.key: self._shown(field, language) for field in form.fields() if field.key in self.record}
        disposition = self.bundle.flow.disposition
        return words | {
            "receipt_number": self.application.number,
            "applicant_name": self.application.addressee(language),
            "procedure_title": say(self.bundle.page.title, language),
            "department": self.directory.title_of(self.case.department, language),
            "contact": say(self.bundle.page.contact, language),
            "today": "",
            "received_on": written_day(local_date(self.application.arrived_at), language),
            "due_on": written_day(self.case.standard_due, language) if self.case.standard_due else "",
            "reason": self.reason,
            "status_url": f"{base_url}/s",
            "appeal_notice": say(disposition.appeal_notice, language) if disposition else "",
        }

    def labels(self, keys: tuple[str, ...], language: str) -> str:
        """Return the labels of fields, for a correction request."""
        known = {field.key: field.label for form in self.bundle.forms.values() for field in form.fields()}
        mark = "、" if language != "en" else ", "
        return mark.join(say(known.get(key, key), language) for key in keys)

    def arrived(self, language: str) -> str:
        """Return the instant of arrival, in Japan."""
        local = self.application.arrived_at.astimezone(JAPAN)
        return f"{written_day(local.date(), language)} {local:%H:%M}"

    def _shown(self, field: Field, language: str) -> str:
        return display(field, self.record.get(field.key), language)


def read_dossier(tx: Tx, library: Library, record: CaseRecord, case_id: str, directory: Directory) -> Dossier | None:
    """Return the dossier of a case, or None for a case that nobody applied for. A child is its root's."""
    case = find_case(tx, case_id)
    applied = application(tx, roots_of(tx, [case_id]).get(case_id, case_id))
    if applied is None:
        return None
    return Dossier(
        case=case,
        bundle=library.bundle(tx, case.program),
        application=applied,
        record=record.values(tx, case_id),
        directory=directory,
        reason=latest_reason(tx, case_id) or "",
    )


def written_day(day: date, language: str) -> str:
    """Return a day as letters write it: 2026年11月22日 / 22 November 2026."""
    return f"{day.year}年{day.month}月{day.day}日" if language != "en" else f"{day.day} {day:%B %Y}"


def _plain(value: Json) -> str:
    return "" if value is None or isinstance(value, list | Mapping) else str(value)
