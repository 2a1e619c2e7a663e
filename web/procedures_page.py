"""The procedure's public page and its letters, written by staff: texts in boxes, no document to know about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.bundle import OFFICE_PLACES
from catalog.drafts import Draft, drafts_of, save_draft
from catalog.page_form import blank_page, boxes_of, letters_of, page_from, with_letter, without_letter
from catalog.procedures import Procedure
from catalog.surroundings import surroundings
from kernel.errors import Stale, UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.text import say
from web.access import current_officer, staff_with
from web.life_events import category_names, names
from web.pages import render_page
from web.procedures import designed
from web.services import services

blueprint: Final = Blueprint("procedures_page", __name__, url_prefix="/staff/procedures/<key>/page")
MAX_BOX: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """The boxes as they stand; `revision` 0: nobody has written the page yet. `places` can be put into letters."""

    template: ClassVar[str] = "staff/procedures/page.html"
    procedure: Procedure
    boxes: Mapping[str, str]
    letters: int
    revision: int
    problems: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    shelves: tuple[tuple[str, str, Mapping[str, str]], ...]
    """Under what residents can look: name of the list, its title, its keys with their names."""


@blueprint.get("")
@staff_with("design")
def page(key: str) -> ResponseReturnValue:
    """Show the page and the letters, to be changed."""
    with services().database.read() as tx:
        found, draft, places = _opened(tx, key)
    document = draft.document if draft else blank_page(key, found.title)
    return _page(found, document, draft.revision if draft else 0, (), places)


@blueprint.post("")
@staff_with("design")
def save(key: str) -> ResponseReturnValue:
    """Keep what was typed, or add or take away a letter; whatever was typed comes back."""
    context = services()
    with context.database.read() as tx:
        found, draft, places = _opened(tx, key)
    before = draft.document if draft else blank_page(key, found.title)
    document = page_from(before, {name: value[:MAX_BOX] for name, value in request.form.items()})
    revision = request.form.get("revision", default=0, type=int)
    pressed, _colon, place = request.form.get("_do", "save").partition(":")
    if pressed == "add":
        return _page(found, with_letter(document), revision, (), places)
    if pressed == "remove" and place.isdigit():
        return _page(found, without_letter(document, int(place)), revision, (), places)
    problems = _missing(document)
    try:
        if not problems:
            kept_at = draft.key if draft else key
            with context.database.begin() as tx:
                save_draft(
                    tx, current_officer(), key, "page", kept_at, document,
                    revision=revision or None, now=context.clock.now(),
                )  # fmt: skip
            flash(_("手続案内と通知文を保存しました。"))
            return redirect(url_for(".page", key=key), code=303)
    except UnusableDocument as error:
        problems = tuple(("#title-ja", say(each.message)) for each in error.problems)
    except Stale:
        told = _(
            "ほかの人が先に保存しました。入力した内容はこの画面に残っています。別の画面で相手の内容を確かめてください。"
        )
        return _page(found, document, revision, (("#title-ja", told),), places, status=409)
    return _page(found, document, revision, problems, places, status=422)


def _opened(tx: Tx, key: str) -> tuple[Procedure, Draft | None, tuple[tuple[str, str], ...]]:
    found, drafts = designed(tx, key), drafts_of(tx, key)
    return found, next((each for each in drafts if each.kind == "page"), None), _places(drafts)


def _places(drafts: tuple[Draft, ...]) -> tuple[tuple[str, str], ...]:
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


def _label(label: Json) -> str:
    return say({tag: str(said) for tag, said in label.items()}) if isinstance(label, dict) else str(label or "")


def _missing(document: JsonObject) -> tuple[tuple[str, str], ...]:
    missing = [] if document.get("title") else [("#title-ja", _("手続の名前を入力してください。"))]
    for place, letter in enumerate(letters_of(document)):
        for name, told in (
            ("title", _("通知文%(number)sの名前を入力してください。", number=place + 1)),
            ("subject", _("通知文%(number)sの件名を入力してください。", number=place + 1)),
            ("body", _("通知文%(number)sの本文を入力してください。", number=place + 1)),
        ):
            if not letter.get(name):
                missing.append((f"#letters-{place}-{name}-ja", told))
    return tuple(missing)


def _page(
    found: Procedure,
    document: JsonObject,
    revision: int,
    problems: tuple[tuple[str, str], ...],
    places: tuple[tuple[str, str], ...],
    *,
    status: int = 200,
) -> ResponseReturnValue:
    view = EditPage(
        procedure=found,
        boxes=boxes_of(document),
        letters=len(letters_of(document)),
        revision=revision,
        problems=problems,
        places=places,
        shelves=(
            ("life_events", _("どんなできごとのときの手続か"), names()),
            ("categories", _("分野"), category_names()),
        ),
    )
    return render_page(view), status
