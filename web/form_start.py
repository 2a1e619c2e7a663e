"""Beginning a form with something that is there: a template, a form in force elsewhere, a list in a sheet.

A list is looked over before it is taken: the page after the upload shows each line with its guessed type and why,
and only what is chosen there becomes a draft. Nothing of the sheet is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from catalog.form_starts import FormElsewhere, begin_form, form_elsewhere, forms_elsewhere, template, templates
from catalog.procedures import Procedure
from forms.definition import FIELD_TYPES, FieldType, Form
from forms.field_codec import MAX_FIELDS
from forms.field_list import ListedField, form_from_list, read_list
from forms.guesses import TYPE_NAMES
from kernel.errors import UnusableDocument
from kernel.json_types import JsonObject
from kernel.sheets import MAX_BYTES, read_sheet
from kernel.text import Text
from web.access import current_officer, staff_with
from web.pages import render_page
from web.procedures import designed
from web.services import services

blueprint: Final = Blueprint("form_start", __name__, url_prefix="/staff/procedures/<key>/edit/start")
LONGEST: Final = 2_000
LONGEST_SEARCH: Final = 100
NOT_OFFERED: Final = frozenset({"computed"})
"""A computed field needs its formula: it is made in the editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Where a form can begin; after a failed try with why the sheet could not be read."""

    template: ClassVar[str] = "staff/procedures/form_start.html"
    procedure: Procedure
    templates: tuple[Form, ...]
    elsewhere: tuple[FormElsewhere, ...]
    directory: Directory
    words: str
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The lines of a sheet as fields to be, each to be changed or left out."""

    template: ClassVar[str] = "staff/procedures/form_list.html"
    procedure: Procedure
    lines: tuple[ListedField, ...]
    notes: tuple[Text, ...]
    types: tuple[tuple[FieldType, Text], ...]
    problem: Text | None


@blueprint.get("")
@staff_with("design")
def page(key: str) -> ResponseReturnValue:
    """Show what a form can begin with."""
    return _page(key)


@blueprint.post("")
@staff_with("design")
def begin(key: str) -> ResponseReturnValue:
    """Begin with a template, or with a form in force elsewhere (`copy=procedure/form`)."""
    context = services()
    with context.database.begin() as tx:
        found = designed(tx, key)
        wanted, copied = request.form.get("template"), request.form.get("copy", "")
        form = template(wanted) if wanted else form_elsewhere(tx, *_halves(copied))
        place = begin_form(tx, current_officer(), key, form.document, found.title, now=context.clock.now())
    flash(_("フォームを写しました。この手続に合わせて直してください。元のフォームは変わりません。"))
    return _to_editor(key, place)


@blueprint.post("/list")
@staff_with("design")
def bring(key: str) -> ResponseReturnValue:
    """Read a sheet and show what its lines would become."""
    with services().database.read() as tx:
        found = designed(tx, key)
    upload = request.files.get("list")
    if upload is None or not upload.filename:
        return _page(key, problem=_("一覧のファイルを選んでください。")), 422
    try:
        listed = read_list(read_sheet(upload.stream.read(MAX_BYTES + 1)))
    except UnusableDocument as error:
        return _page(key, problem=error.problems[0].message), 422
    return render_page(_list_page(found, listed.fields, listed.notes))


@blueprint.post("/list/take")
@staff_with("design")
def take(key: str) -> ResponseReturnValue:
    """Make the chosen lines a form."""
    context, lines = services(), _typed_lines(request.form)
    with context.database.read() as tx:
        found = designed(tx, key)
    if not any(line.taken for line in lines):
        problem = _("取り込む項目がありません。1つ以上選んでください。")
        return render_page(_list_page(found, lines, (), problem=problem)), 422
    document: JsonObject = form_from_list(key, found.title, lines)
    try:
        with context.database.begin() as tx:
            place = begin_form(tx, current_officer(), key, document, found.title, now=context.clock.now())
    except UnusableDocument as error:
        return render_page(_list_page(found, lines, (), problem=error.problems[0].message)), 422
    flash(_("%(count)s項目のフォームを作りました。", count=sum(line.taken for line in lines)))
    return _to_editor(key, place)


def _page(key: str, *, problem: Text | None = None) -> str:
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    with services().database.read() as tx:
        view = StartPage(
            procedure=designed(tx, key),
            templates=templates(),
            elsewhere=forms_elsewhere(tx, key, words),
            directory=read_directory(tx),
            words=words,
            problem=problem,
        )
    return render_page(view)


def _list_page(
    found: Procedure, lines: tuple[ListedField, ...], notes: tuple[Text, ...], *, problem: Text | None = None
) -> ListPage:
    offered = tuple((each, TYPE_NAMES[each]) for each in FIELD_TYPES if each not in NOT_OFFERED)
    return ListPage(procedure=found, lines=lines, notes=notes, types=offered, problem=problem)


def _to_editor(key: str, place: str) -> ResponseReturnValue:
    return redirect(url_for("editors.page", key=key, kind="form", draft_key=place), code=303)


def _halves(copied: str) -> tuple[str, str]:
    procedure, _slash, form = copied.partition("/")
    return procedure, form


def _typed_lines(sent: Mapping[str, str]) -> tuple[ListedField, ...]:
    """Return the lines as they stand in the page, in its order; those that were made up by nobody are passed over."""
    lines = []
    for place in range(MAX_FIELDS):
        label = " ".join(sent.get(f"label-{place}", "").split())[:LONGEST]
        field_type = sent.get(f"type-{place}")
        if f"label-{place}" not in sent:
            break
        if field_type not in FIELD_TYPES or field_type in NOT_OFFERED:
            continue
        lines.append(_line(sent, place, label, field_type))
    return tuple(lines)


def _line(sent: Mapping[str, str], place: int, label: str, field_type: FieldType) -> ListedField:
    def typed(name: str) -> str:
        return sent.get(f"{name}-{place}", "").strip()[:LONGEST]

    length = typed("length")
    line = ListedField(
        label=label,
        type=field_type,
        reason=typed("reason"),
        taken=f"take-{place}" in sent and bool(label),
        required=f"required-{place}" in sent,
        english=typed("english"),
        help=typed("help"),
        options=tuple(dict.fromkeys(each.strip() for each in typed("options").split("、") if each.strip())),
        page=typed("page"),
        key=typed("key"),
    )
    return replace(line, length=int(length)) if length.isascii() and length.isdecimal() and int(length) else line
