"""Letters while they are written: what can be put in, what a refusal has to say, and how they look when filled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from accounts.directory import read_directory
from bootstrap import Tx
from catalog.bundle import OFFICE_PLACES
from catalog.drafts import Draft
from catalog.letter_rules import missing_in_letters
from catalog.page import Letter
from catalog.page_form import letters_of
from catalog.procedures import Procedure
from catalog.surroundings import surroundings
from forms.codec import require_form
from forms.definition import Form
from intake.applications import application_numbered
from kernel.clock import local_date
from kernel.errors import NotFound, UnusableDocument
from kernel.ids import normalised_receipt_number
from kernel.json_types import Json, JsonObject
from kernel.text import Text, say
from notify.dossier import read_dossier
from notify.previews import LetterPreview, SampleSetting, case_values, previews, sample_values
from web.access import current_officer
from web.casework import actor_of, seen_case
from web.languages import language
from web.services import services
from workflow.codec import require_flow
from workflow.definition import Flow

TO_BE = "to-be"


@dataclass(frozen=True, slots=True)
class Previewed:
    """Every letter as it would look, and of what: of invented answers, or of a case."""

    letters: tuple[LetterPreview, ...]
    of_case: str
    """The receipt number; empty for invented answers."""


def places_of(drafts: tuple[Draft, ...]) -> tuple[tuple[str, str], ...]:
    """Return what can be put into letters: what the office knows, then what the forms ask, with its name."""
    office = {
        "receipt_number": _("受付番号"),
        "applicant_name": _("申請者の氏名"),
        "procedure_title": _("手続の名前"),
        "department": _("担当課"),
        "contact": _("問い合わせ先"),
        "today": _("今日の日付"),
        "received_on": _("受け付けた日"),
        "due_on": _("期限"),
        "reason": _("理由"),
        "status_url": _("申請の状況のアドレス"),
        "appeal_notice": _("教示（不服申立ての案内）"),
        "correction_items": _("補正する項目"),
        "correction_due": _("補正の期限"),
    }
    asked: dict[str, str] = {}
    forms = surroundings(drafts)["forms"]
    for form in forms if isinstance(forms, list) else []:
        fields = form["fields"] if isinstance(form, dict) else []
        for field in fields if isinstance(fields, list) else []:
            if isinstance(field, dict) and "." not in str(field["name"]) and field["type"] not in ("note", "file"):
                asked[str(field["name"])] = _label(field["label"])
    return tuple((office | {name: label for name, label in asked.items() if name not in OFFICE_PLACES}).items())


def warnings_of(document: JsonObject, drafts: tuple[Draft, ...]) -> Mapping[str, tuple[Text, ...]]:
    """Return by letter what a refusal has to say and the letter does not."""
    flow = _flow(drafts)
    found: dict[str, tuple[Text, ...]] = {}
    if flow is not None:
        for finding in missing_in_letters(flow, {each.key: each for each in _letters(document)}):
            key = str(finding.detail.get("letter"))
            found[key] = (*found.get(key, ()), finding.message)
    return found


def with_sample_answers(tx: Tx, owner: Procedure, document: JsonObject, drafts: tuple[Draft, ...]) -> Previewed:
    """Return the letters filled with invented answers."""
    flow, context = _flow(drafts), services()
    disposition = flow.disposition if flow else None
    setting = SampleSetting(
        procedure=_text(document.get("title")) or owner.title,
        department=read_directory(tx).title_of(owner.department, language()),
        contact=_text(document.get("contact")),
        appeal_notice=(disposition.appeal_notice if disposition else None) or "",
        outputs={key: item.title for key, item in flow.data.items()} if flow else {},
    )
    today = local_date(context.clock.now())
    values = sample_values([*_forms(drafts)], setting, today, language(), context.settings.base_url)
    return Previewed(previews(_letters(document), values, language()), "")


def with_case(tx: Tx, owner: Procedure, document: JsonObject, typed: str) -> Previewed:
    """Return the letters filled with the answers of a case that the officer may see; else raise `NotFound`."""
    context, officer = services(), current_officer()
    number = normalised_receipt_number(typed)
    found = application_numbered(tx, number) if number else None
    if found is None:
        raise NotFound
    now = context.clock.now()
    case = seen_case(tx, officer, actor_of(tx, officer, now), found.case_id)
    if case.procedure != owner.key:
        raise NotFound
    dossier = read_dossier(tx, context.library, context.desk.record, found.case_id, read_directory(tx))
    if dossier is None:
        raise NotFound
    values = case_values(dossier, local_date(now), language(), context.settings.base_url)
    return Previewed(previews(_letters(document), values, language()), found.number)


def _letters(document: JsonObject) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            key=str(each.get("key", "")),
            title=_text(each.get("title")),
            subject=_text(each.get("subject")),
            body=_text(each.get("body")),
        )
        for each in letters_of(document)
    )


def _flow(drafts: tuple[Draft, ...]) -> Flow | None:
    found = next((each for each in drafts if (each.kind, each.key) == ("flow", TO_BE)), None)
    try:
        return require_flow(found.document) if found else None
    except UnusableDocument:
        return None


def _forms(drafts: tuple[Draft, ...]) -> Iterator[Form]:
    for each in drafts:
        if each.kind == "form":
            try:
                yield require_form(each.document)
            except UnusableDocument:
                continue


def _text(value: Json) -> Text:
    return {str(tag): str(said) for tag, said in value.items()} if isinstance(value, Mapping) else str(value or "")


def _label(label: Json) -> str:
    return say(_text(label))
