"""The form in the editor as residents will see it: the same page model, the same template, the same validation.

Nothing is kept: the editor sends the document, the answers so far and what was pressed, and gets a page back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from forms.codec import require_form
from forms.definition import Form
from forms.page_model import page_view, summary_view
from forms.validation import validate
from forms.views import PageView, SectionView
from forms.visibility import visibility
from forms.web_input import answers_from_pairs
from kernel.clock import local_date
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from web.answers_edit import pressed_edit
from web.languages import language, speaking
from web.pages import render_page
from web.pretended_files import pretended_files
from web.services import services

CHECK: Final = "_check"
"""The page after the last one: check your answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """One page of a draft; `page` is None when every page is done and `sections` hold the answers."""

    template: ClassVar[str] = "staff/procedures/preview.html"
    title: str
    page: PageView | None
    sections: tuple[SectionView, ...]


def preview(document: JsonObject, sent: Mapping[str, Json], procedure: str) -> dict[str, Json]:
    """Return `{"html", "page", "answers"}` after the button in `sent`; raise `UnusableDocument`."""
    form = require_form(document)
    tongue = sent.get("language")
    shown, answers, problems = _turned(form, sent)
    with speaking(tongue if isinstance(tongue, str) else language()):
        html = render_page(_page(form, shown, answers, problems, procedure))
    return {"html": html, "page": shown, "answers": {**answers}}


def _turned(form: Form, sent: Mapping[str, Json]) -> tuple[str, Mapping[str, Json], tuple[Problem, ...]]:
    """Return the page to show, the answers and what is wrong after what was pressed."""
    keys = [each.key for each in form.pages]
    asked, given = sent.get("page"), sent.get("answers")
    shown = asked if isinstance(asked, str) and asked in [*keys, CHECK] else keys[0]
    answers: Mapping[str, Json] = given if isinstance(given, dict) else {}
    pairs = sent.get("pairs")
    if not isinstance(pairs, list) or shown == CHECK:
        return shown, answers, ()
    read = [*_pairs(pairs)]
    answers = {**answers, **answers_from_pairs(form, read, page=shown, kept=answers)}
    edit = pressed_edit(form, answers, dict(read)) or pretended_files(form, answers, dict(read), sent.get("files"))
    if edit is not None and edit.done:
        return shown, edit.answers, edit.problems
    answers = answers if edit is None else edit.answers
    today = local_date(services().clock.now())
    judged = validate(form, answers, today, only_page=shown)
    if not judged.ok:
        return shown, answers, tuple(judged.problems)
    return visibility(form, answers, today).page_after(shown) or CHECK, answers, ()


def _page(
    form: Form, shown: str, answers: Mapping[str, Json], problems: tuple[Problem, ...], procedure: str
) -> PreviewPage:
    today = local_date(services().clock.now())
    if shown == CHECK:
        values = validate(form, answers, today).values
        return PreviewPage(title=procedure, page=None, sections=summary_view(form, values, language()))
    view = page_view(form, shown, answers, problems, language(), today=today)
    return PreviewPage(title=procedure, page=view, sections=())


def _pairs(pairs: list[Json]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        match pair:
            case [str(name), str(value)]:
                yield name, value
            case _:
                continue
