"""The gallery: finished redesigns with their effect, and beginning a procedure of one's own with a copy of one."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from accounts.officer import Department
from bootstrap import Tx
from catalog.copying import CopyPlan, Original, copy_procedure, plan_copy
from catalog.procedures import procedures
from kernel.names import KEY
from kernel.text import say
from office.gallery import Entry, gallery, original_of, share, unshare
from office.sample_gallery import Sample, sample_original, samples
from web.access import current_officer, staff, staff_with
from web.languages import language
from web.pages import render_page
from web.procedures import seen
from web.services import services

blueprint: Final = Blueprint("gallery", __name__, url_prefix="/staff")
LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage:
    """What one can begin with."""

    template: ClassVar[str] = "staff/procedures/gallery.html"
    entries: tuple[Entry, ...]
    samples: tuple[Sample, ...]
    directory: Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPage:
    """What copying would bring, and the name, key and department of the copy."""

    template: ClassVar[str] = "staff/procedures/copy.html"
    original: Original
    procedure: str
    sample: str
    plan: CopyPlan | None
    title: str
    key: str
    department: str
    departments: tuple[Department, ...]
    problems: tuple[tuple[str, str], ...]


@blueprint.get("/gallery")
@staff
def page() -> ResponseReturnValue:
    """Show what is shared, and the samples."""
    with services().database.read() as tx:
        entries, directory = gallery(tx), read_directory(tx)
    return render_page(GalleryPage(entries=entries, samples=samples(), directory=directory))


@blueprint.get("/gallery/copy")
@staff_with("design")
def ask() -> ResponseReturnValue:
    """Show what copying a procedure or a sample would bring."""
    if not request.args.get("procedure") and not request.args.get("sample"):
        return redirect(url_for(".page"))
    with services().database.read() as tx:
        return render_page(_page(tx, ()))


@blueprint.post("/gallery/copy")
@staff_with("design")
def copy() -> ResponseReturnValue:
    """Copy it."""
    context = services()
    with context.database.begin() as tx:
        asked = _page(tx, _problems(tx))
        if asked.problems or asked.plan is None:
            return render_page(asked), 422
        copy_procedure(
            tx, current_officer(), asked.plan, key=asked.key, title=asked.title, department=asked.department,
            now=context.clock.now(),
        )  # fmt: skip
    flash(
        _(
            "下書きとして写しました（文書 %(count)s件）。公開するまで、住民には見えません。",
            count=len(asked.plan.documents),
        )
    )
    return redirect(url_for("procedures.overview", key=asked.key), code=303)


@blueprint.post("/procedures/<key>/share")
@staff_with("publish")
def decide(key: str) -> ResponseReturnValue:
    """Let other departments begin with a procedure, or no longer."""
    context = services()
    with context.database.begin() as tx:
        seen(tx, current_officer(), key)
        if request.form.get("decision") == "unshare":
            unshare(tx, current_officer(), key)
            told = _("ひな形から外しました。すでに写したものは、そのまま残ります。")
        else:
            share(tx, context.library, current_officer(), key, context.clock.now())
            told = _("ひな形にしました。ほかの課が、公開中の版から始められます。")
    flash(told)
    return redirect(url_for("procedures.overview", key=key), code=303)


def _page(tx: Tx, problems: tuple[tuple[str, str], ...]) -> CopyPage:
    officer, directory = current_officer(), read_directory(tx)
    given = request.values
    source, sample = given.get("procedure", "")[:64], given.get("sample", "")[:64]
    original = sample_original(sample) if sample else original_of(tx, services().library, officer, source)
    departments = tuple(each for each in directory.departments.values() if officer.may("design", each.key))
    own = next((each.key for each in departments if each.key in officer.departments), "")
    own = own or (departments[0].key if departments else "")
    department = given.get("department", own)
    title = given.get("title", say(original.title, language())).strip()[:LONGEST_TITLE]
    key = given.get("key", "").strip()[:64]
    known = department in {each.key for each in departments}
    plan = plan_copy(directory, original, key=key or "copy", title=title, department=department) if known else None
    return CopyPage(
        original=original,
        procedure=source,
        sample=sample,
        plan=plan,
        title=title,
        key=key,
        department=department,
        departments=departments,
        problems=problems,
    )


def _problems(tx: Tx) -> tuple[tuple[str, str], ...]:
    key, title = request.form.get("key", "").strip(), request.form.get("title", "").strip()
    problems = [] if title else [("#title", _("手続の名前を入力してください。"))]
    if not KEY.fullmatch(key):
        problems.append(("#key", _("記号は、英小文字で始まる英小文字・数字・ハイフンで入力してください。")))
    elif any(each.key == key for each in procedures(tx)):
        problems.append(("#key", _("この記号は使われています。別の記号にしてください。")))
    department = request.form.get("department", "")
    if department not in read_directory(tx).departments or not current_officer().may("design", department):
        problems.append(("#department", _("担当を選んでください。")))
    return tuple(problems)
