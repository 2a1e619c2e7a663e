"""Paper applications as CSV or Excel, as OCR gives them: brought by staff, received row by row, put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.bundle import Bundle
from forms.sheet_columns import Column, columns_of
from intake.applications import Application, applications, entry_form
from intake.counter import counter_guides
from intake.errors import NoColumns
from intake.paper_rows import entry_of, work_sheet_off
from intake.paper_sheets import (
    PROBLEMS,
    PaperSheet,
    bring_sheet,
    forget_sheets,
    read_sheet_of,
    sheets_of,
)
from kernel.errors import NotFound, UnusableDocument
from kernel.json_types import Json
from kernel.sheet_writing import csv_lines
from kernel.sheets import MAX_BYTES, read_sheet
from kernel.text import Text, say
from web.access import current_officer, staff
from web.languages import language
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("paper_sheets", __name__, url_prefix="/staff/counter/sheets")


@dataclass(frozen=True, slots=True, kw_only=True)
class BringPage:
    """Where a sheet is brought: the pattern, what came before, and why a file could not be read."""

    template: ClassVar[str] = "staff/counter/bring.html"
    key: str
    bundle: Bundle
    columns: tuple[Column, ...]
    before: tuple[PaperSheet, ...]
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """What became of each row."""

    template: ClassVar[str] = "staff/counter/rows.html"
    sheet: PaperSheet
    bundle: Bundle
    applications: Mapping[str, Application]


@blueprint.get("/<key>")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show how a sheet has to look, and those that were brought."""
    with services().database.read() as tx:
        return _bring(tx, key)


@blueprint.get("/<key>/pattern.csv")
@staff
def pattern(key: str) -> ResponseReturnValue:
    """Give an empty sheet with the headings of the form."""
    with services().database.read() as tx:
        bundle = _bundle(tx, key)
    heading = ["管理番号", *(column.title for column in columns_of(entry_form(bundle)))]
    return _csv([heading], f"{key}-pattern")


@blueprint.post("/<key>")
@staff
def bring(key: str) -> ResponseReturnValue:
    """Keep the rows of a file; nothing is received before the page that follows asks for it."""
    context, brought = services(), request.files.get("file")
    try:
        rows = read_sheet(b"" if brought is None else brought.stream.read(MAX_BYTES + 1))
        with context.database.begin() as tx:
            name = (brought.filename or "") if brought is not None else ""
            sheet, unknown = bring_sheet(tx, current_officer(), _bundle(tx, key), name, rows, context.clock.now())
    except UnusableDocument as error:
        return _refused(key, tuple(each.message for each in error.problems))
    except NoColumns as error:
        return _refused(key, (text_of(error),))
    if unknown:
        flash(_("次の列は申請書の項目ではないので、使いません：%(names)s", names="、".join(unknown[:20])))
    return redirect(url_for(".rows", sheet_id=sheet), code=303)


@blueprint.get("/rows/<sheet_id>")
@staff
def rows(sheet_id: str) -> ResponseReturnValue:
    """Show what became of each row."""
    with services().database.read() as tx:
        sheet, bundle = _sheet(tx, sheet_id)
        found = applications(tx, [row.case_id for row in sheet.rows if row.case_id])
    return render_page(RowsPage(sheet=sheet, bundle=bundle, applications=found))


@blueprint.post("/rows/<sheet_id>")
@staff
def go_on(sheet_id: str) -> ResponseReturnValue:
    """Receive the next rows."""
    context = services()
    with context.database.read() as tx:
        sheet, bundle = _sheet(tx, sheet_id)
    work_sheet_off(context.database, context.desk, bundle, sheet, context.clock.now())
    return redirect(url_for(".rows", sheet_id=sheet_id), code=303)


@blueprint.post("/rows/<sheet_id>/<int:number>")
@staff
def put_right(sheet_id: str, number: int) -> ResponseReturnValue:
    """Open a row that could not be received as an entry at the counter."""
    context = services()
    with context.database.begin() as tx:
        sheet, bundle = _sheet(tx, sheet_id)
        token = entry_of(tx, context.desk, current_officer(), sheet, number, bundle, context.clock.now())
    return redirect(url_for("apply.check", token=token), code=303)


@blueprint.get("/rows/<sheet_id>/wrong.csv")
@staff
def wrong(sheet_id: str) -> ResponseReturnValue:
    """Give the rows that could not be received as a file, each with what is wrong; it can be brought again."""
    with services().database.read() as tx:
        sheet, _bundle_of_it = _sheet(tx, sheet_id)
    kept = [place for place, cell in enumerate(sheet.heading) if cell != PROBLEMS]
    lines = [
        [*(row.cells[place] if place < len(row.cells) else "" for place in kept), _told(row.problems)]
        for row in sheet.rows
        if row.state == "wrong"
    ]
    return _csv([[*(sheet.heading[place] for place in kept), PROBLEMS], *lines], f"{sheet.procedure}-wrong")


@blueprint.post("/rows/<sheet_id>/forget")
@staff
def forget(sheet_id: str) -> ResponseReturnValue:
    """Erase the rows that were not received, at the wish of the office."""
    context = services()
    with context.database.begin() as tx:
        sheet, _bundle_of_it = _sheet(tx, sheet_id)
        forget_sheets(tx, context.clock.now(), sheet.id)
    return redirect(url_for(".page", key=sheet.procedure), code=303)


def _told(problems: tuple[Json, ...]) -> str:
    texts = ({str(tag): str(text) for tag, text in each.items()} for each in problems if isinstance(each, Mapping))
    return " ".join(say(text, language()) for text in texts)


def _sheet(tx: Tx, sheet_id: str) -> tuple[PaperSheet, Bundle]:
    sheet = read_sheet_of(tx, current_officer(), sheet_id)
    return sheet, services().library.bundle(tx, sheet.bundle_digest)


def _bundle(tx: Tx, key: str) -> Bundle:
    found = next((each for each in counter_guides(tx, services().library, current_officer()) if each.key == key), None)
    if found is None:
        raise NotFound
    return found.bundle


def _refused(key: str, problems: tuple[Text, ...]) -> ResponseReturnValue:
    with services().database.read() as tx:
        return _bring(tx, key, problems), 422


def _bring(tx: Tx, key: str, problems: tuple[Text, ...] = ()) -> str:
    bundle = _bundle(tx, key)
    return render_page(
        BringPage(
            key=key,
            bundle=bundle,
            columns=columns_of(entry_form(bundle), items=1),
            before=sheets_of(tx, current_officer(), key),
            problems=problems,
        )
    )


def _csv(lines: list[list[str]], name: str) -> Response:
    response = Response(b"".join(csv_lines(lines, "utf-8")), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
