"""手続きナビ for the DX office: the city's navigators, brought in and changed as JSON, checked, shown to residents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from catalog.procedures import procedures
from guidance.navigator import FORMAT
from guidance.navigators import (
    Kept,
    keep_navigator,
    kept_navigator,
    kept_navigators,
    remove_navigator,
    show_navigator,
)
from kernel.documents import read_json
from kernel.errors import Stale, UnusableDocument
from kernel.json_types import JsonObject
from kernel.problems import Problem
from kernel.text import Text
from web.access import current_officer, staff_with
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("navigators", __name__, url_prefix="/office/navigators")
MAX_DOCUMENT: Final = 200_000
STARTER: Final[JsonObject] = {
    "format": FORMAT,
    "key": "my-navigator",
    "title": {"ja": "（どんなときの手続きか）", "en": ""},
    "summary": {"ja": "いくつかの質問に答えると、必要な手続きと持ち物が分かります。", "en": ""},
    "otherwise": {"ja": "当てはまる手続きが見つかりませんでした。○○課にお問い合わせください。", "en": ""},
    "questions": [
        {
            "key": "first",
            "title": {"ja": "（質問）", "en": ""},
            "options": [
                {"key": "yes", "label": {"ja": "はい", "en": "Yes"}},
                {"key": "no", "label": {"ja": "いいえ", "en": "No"}},
            ],
        }
    ],
    "leads": [
        {
            "when": {"first": ["yes"]},
            "title": {
                "ja": "（窓口でする手続き。オンラインでできるなら title の代わりに procedure に手続のキー）",
                "en": "",
            },
            "note": {"ja": "（期限や注意）", "en": ""},
            "bring": [{"ja": "（持ち物）", "en": ""}],
        }
    ],
}
"""What a new navigator begins with: every part of the format once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Every navigator, and where a new one is brought in; after a failed try with what was pasted and what is wrong."""

    template: ClassVar[str] = "office/navigators.html"
    navigators: tuple[Kept, ...]
    directory: Directory
    pasted: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigatorPage:
    """One navigator in words, and its document to be changed."""

    template: ClassVar[str] = "office/navigator.html"
    kept: Kept
    titles: Mapping[str, Text]
    """Of the procedures that it leads to."""
    document: str
    revision: int
    problems: tuple[Problem, ...]


@blueprint.get("")
@staff_with("dx")
def page() -> ResponseReturnValue:
    """List the navigators."""
    return _list("", ())


@blueprint.post("")
@staff_with("dx")
def bring() -> ResponseReturnValue:
    """Bring a new navigator in."""
    context, raw = services(), _typed()
    try:
        with context.database.begin() as tx:
            key = keep_navigator(tx, current_officer(), read_json(raw), revision=None, now=context.clock.now())
    except UnusableDocument as error:
        return _list(raw.decode("utf-8", "replace"), error.problems), 422
    flash(_("取り込みました。内容を確かめてから、住民に見せてください。"))
    return redirect(url_for(".show", navigator_key=key), code=303)


@blueprint.get("/<navigator_key>")
@staff_with("dx")
def show(navigator_key: str) -> ResponseReturnValue:
    """Show one navigator."""
    return _one(navigator_key, None, None, ())


@blueprint.post("/<navigator_key>")
@staff_with("dx")
def change(navigator_key: str) -> ResponseReturnValue:
    """Keep the changed document, show it to residents or no longer, or take it away."""
    context, officer, raw = services(), current_officer(), _typed()
    revision = request.form.get("revision", default=0, type=int)
    try:
        with context.database.begin() as tx:
            match request.form.get("_do"):
                case "show":
                    show_navigator(tx, officer, navigator_key, shown=True)
                    told = _("住民に見えるようにしました。")
                case "hide":
                    show_navigator(tx, officer, navigator_key, shown=False)
                    told = _("住民に見えないようにしました。")
                case "remove":
                    remove_navigator(tx, officer, navigator_key)
                    flash(_("ナビを消しました。"))
                    return redirect(url_for(".page"), code=303)
                case _:
                    typed = read_json(raw)
                    same = {**typed, "key": navigator_key} if isinstance(typed, dict) else typed
                    keep_navigator(tx, officer, same, revision=revision, now=context.clock.now())
                    told = _("保存しました。")
    except UnusableDocument as error:
        return _one(navigator_key, raw.decode("utf-8", "replace"), revision, error.problems), 422
    except Stale:
        sentence = _(
            "ほかの人が先に保存しました。入力した内容はこの画面に残っています。別の画面で相手の内容を確かめてください。"
        )
        problem = Problem(code="revision.stale", pointer="", message=sentence)
        return _one(navigator_key, raw.decode("utf-8", "replace"), revision, (problem,)), 409
    flash(told)
    return redirect(url_for(".show", navigator_key=navigator_key), code=303)


@blueprint.get("/<navigator_key>.json")
@staff_with("dx")
def document(navigator_key: str) -> ResponseReturnValue:
    """Return the document, to be taken elsewhere."""
    with services().database.read() as tx:
        kept = kept_navigator(tx, current_officer(), navigator_key)
    headers = {"Content-Disposition": f'attachment; filename="{navigator_key}.json"'}
    return Response(_written(kept.navigator.document), mimetype="application/json", headers=headers)


def _typed() -> bytes:
    """Return the file that was chosen, else what stands in the box."""
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        return upload.stream.read(MAX_DOCUMENT)
    return request.form.get("document", "")[:MAX_DOCUMENT].encode("utf-8", "replace")


def _written(document: JsonObject) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def _list(pasted: str, problems: tuple[Problem, ...]) -> str:
    with services().database.read() as tx:
        found, directory = kept_navigators(tx, current_officer()), read_directory(tx)
    shown = pasted or _written(STARTER)
    return render_page(ListPage(navigators=found, directory=directory, pasted=shown, problems=problems))


def _one(key: str, typed: str | None, revision: int | None, problems: tuple[Problem, ...]) -> str:
    with services().database.read() as tx:
        kept = kept_navigator(tx, current_officer(), key)
        titles = {each.key: each.title for each in procedures(tx)}
    view = NavigatorPage(
        kept=kept,
        titles=titles,
        document=_written(kept.navigator.document) if typed is None else typed,
        revision=kept.revision if revision is None else revision,
        problems=problems,
    )
    return render_page(view)
