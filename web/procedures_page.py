"""The procedure's public page and its letters, written by staff: texts in boxes, no document to know about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.drafts import Draft, drafts_of, save_draft
from catalog.page_form import (
    blank_page,
    boxes_of,
    letters_of,
    page_from,
    with_letter,
    with_place,
    without_letter,
)
from catalog.procedures import Procedure
from kernel.errors import NotFound, Stale, UnusableDocument
from kernel.json_types import JsonObject
from kernel.text import Text, say
from web.access import current_officer, staff_with
from web.letter_previews import Previewed, places_of, warnings_of, with_case, with_sample_answers
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
    warnings: Mapping[str, tuple[Text, ...]]
    """By letter what a refusal has to say and the letter does not."""
    previewed: Previewed | None
    preview_number: str


@blueprint.get("")
@staff_with("design")
def page(key: str) -> ResponseReturnValue:
    """Show the page and the letters, to be changed."""
    with services().database.read() as tx:
        found, draft, drafts = _opened(tx, key)
    document = draft.document if draft else blank_page(key, found.title)
    return _page(found, document, draft.revision if draft else 0, (), drafts)


@blueprint.post("")
@staff_with("design")
def save(key: str) -> ResponseReturnValue:
    """Keep what was typed, or add or take away a letter; whatever was typed comes back."""
    context = services()
    with context.database.read() as tx:
        found, draft, drafts = _opened(tx, key)
    before = draft.document if draft else blank_page(key, found.title)
    document = page_from(before, {name: value[:MAX_BOX] for name, value in request.form.items()})
    revision = request.form.get("revision", default=0, type=int)
    pressed, _colon, place = request.form.get("_do", "save").partition(":")
    if pressed == "preview":
        return _previewed(found, document, revision, drafts, place)
    if pressed in ("add", "remove", "chip"):
        return _page(found, _rewritten(document, pressed, place, drafts), revision, (), drafts)
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
        return _page(found, document, revision, (("#title-ja", told),), drafts, status=409)
    return _page(found, document, revision, problems, drafts, status=422)


def _opened(tx: Tx, key: str) -> tuple[Procedure, Draft | None, tuple[Draft, ...]]:
    found, drafts = designed(tx, key), drafts_of(tx, key)
    return found, next((each for each in drafts if each.kind == "page"), None), drafts


def _rewritten(document: JsonObject, pressed: str, place: str, drafts: tuple[Draft, ...]) -> JsonObject:
    """Return `document` with one letter more or fewer, or with something put into one."""
    if pressed == "add":
        return with_letter(document)
    number, _colon, name = place.partition(":")
    if not (number.isdecimal() and len(number) < 4):
        return document
    if pressed == "remove":
        return without_letter(document, int(number))
    known = name in dict(places_of(drafts))
    return with_place(document, int(number), name) if known else document


def _previewed(
    found: Procedure, document: JsonObject, revision: int, drafts: tuple[Draft, ...], which: str
) -> ResponseReturnValue:
    """Show the letters as they would look; what was typed stays, and nothing is kept."""
    typed = request.form.get("preview_number", "").strip()[:40]
    with services().database.read() as tx:
        if which != "case":
            shown = with_sample_answers(tx, found, document, drafts)
            return _page(found, document, revision, (), drafts, previewed=shown, number=typed)
        try:
            shown = with_case(tx, found, document, typed)
        except NotFound:
            told = _("その受付番号の案件は見つかりません。この手続の、あなたが見られる案件の番号を入れてください。")
            problems = (("#preview_number", told),)
            return _page(found, document, revision, problems, drafts, number=typed, status=422)
    return _page(found, document, revision, (), drafts, previewed=shown, number=typed)


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
    drafts: tuple[Draft, ...],
    *,
    previewed: Previewed | None = None,
    number: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    view = EditPage(
        procedure=found,
        boxes=boxes_of(document),
        letters=len(letters_of(document)),
        revision=revision,
        problems=problems,
        places=places_of(drafts),
        shelves=(
            ("life_events", _("どんなできごとのときの手続か"), names()),
            ("categories", _("分野"), category_names()),
        ),
        warnings=warnings_of(document, drafts),
        previewed=previewed,
        preview_number=number,
    )
    return render_page(view), status
