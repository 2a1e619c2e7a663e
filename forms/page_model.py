"""What a page shows, as typed values: a template lays them out and decides nothing.

`page_view` is a page of a form with what was typed and what is wrong; `summary_view` is every answer in words,
for checking before submitting and for the office. No JavaScript is presumed: a question that depends on another
one of the same page is shown with the sentence that says when to answer it (`only_if`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from forms.definition import Field, Form, Page
from forms.fields.registry import display, kind_of
from forms.program import program_of
from forms.promises import PROMISES, SHORT, How
from forms.question_view import QuestionBuilder, Surroundings, file_views
from forms.resolution import resolve
from forms.views import AnswerView, PageView, ProblemView, QuestionView, SectionView
from forms.visibility import pages_shown
from forms.wording import fields_by_name
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from kernel.text import foreign, say


def page_view(
    form: Form,
    page_key: str,
    typed: Mapping[str, Json],
    problems: Sequence[Problem],
    language: str,
    *,
    today: date,
    params: JsonObject | None = None,
) -> PageView:
    """Return the page `page_key` with `typed` (the answers to the whole form so far) and its problems.

    Raises KeyError where the form has no such page.
    """
    page = _page(form, page_key)
    resolved = resolve(program_of(form), typed, today, params=params or {}, only_page="")
    shown = pages_shown(form, resolved.hidden)
    builder = QuestionBuilder(fields_by_name(form), problems, language, today, params or {}, _promised(typed))
    around = Surroundings(values=resolved.values, beside=frozenset(asked.key for asked in page.fields))
    views = (builder.view(asked, typed, around) for asked in page.fields)
    questions = tuple(view for view in views if view is not None)
    pages = shown if page_key in shown else (*shown, page_key)
    place = pages.index(page_key)
    return PageView(
        key=page.key,
        title=say(page.title, language),
        form_title=say(form.title, language),
        intro=say(form.intro, language) if place == 0 else "",
        number=place + 1,
        total=len(pages),
        questions=questions,
        problems=tuple(_summary_of_problems(questions, problems, language)),
        previous=pages[place - 1] if place > 0 else None,
        next=pages[place + 1] if place + 1 < len(pages) else None,
        holds_files=any(map(_holds_files, questions)),
        lang=foreign(page.title, language),
    )


def questions_view(
    form: Form,
    keys: Sequence[str],
    typed: Mapping[str, Json],
    problems: Sequence[Problem],
    language: str,
    *,
    today: date,
) -> tuple[QuestionView, ...]:
    """Return views of just the questions `keys`, as a correction request (補正) asks for them."""
    values = resolve(program_of(form), typed, today, params={}, only_page="").values
    builder = QuestionBuilder(fields_by_name(form), problems, language, today, {}, _promised(typed))
    around = Surroundings(values=values, beside=frozenset(keys))
    views = (builder.view(asked, typed, around) for asked in form.fields() if asked.key in keys)
    return tuple(view for view in views if view is not None)


def _promised(typed: Mapping[str, Json]) -> Mapping[str, Json]:
    given = typed.get(PROMISES)
    return given if isinstance(given, Mapping) else {}


def summary_view(
    form: Form, values: Mapping[str, Json], language: str, promised: Mapping[str, How] | None = None
) -> tuple[SectionView, ...]:
    """Return every answer in words, page by page; what was not asked or is unanswered and optional is left out.

    `promised` attachments stand there with how they are to come.
    """
    sections = (
        SectionView(
            page=page.key,
            title=say(page.title, language),
            answers=(
                *_answers(page.fields, values, page, "", language),
                *_awaited(page, promised or {}, language),
            ),
        )
        for page in form.pages
    )
    return tuple(section for section in sections if section.answers)


def _awaited(page: Page, promised: Mapping[str, How], language: str) -> Iterator[AnswerView]:
    for asked in page.fields:
        if asked.key in promised:
            yield AnswerView(
                key=asked.key,
                label=say(asked.label, language),
                text=say(SHORT[promised[asked.key]], language),
                pointer=f"/{asked.key}",
                page=page.key,
                type=asked.type,
            )


def _answers(
    fields: Sequence[Field], values: Mapping[str, Json], page: Page, prefix: str, language: str
) -> Iterator[AnswerView]:
    for asked in fields:
        value = values.get(asked.key)
        if value is None or not (kind_of(asked).asks or asked.type == "computed"):
            continue
        pointer = f"{prefix}/{asked.key}"
        given = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []
        group = asked.type == "group"
        if group and not given:
            continue
        yield AnswerView(
            key=asked.key,
            label=say(asked.label, language),
            text=display(asked, value, language),
            pointer=pointer,
            page=page.key,
            type=asked.type,
            items=tuple(
                tuple(_answers(asked.fields, item, page, f"{pointer}/{place}", language))
                for place, item in enumerate(given if group else ())
            ),
            files=file_views(value) if asked.type == "file" else (),
        )


def _holds_files(view: QuestionView) -> bool:
    return view.control == "file" or any(_holds_files(inner) for item in view.items for inner in item.questions)


def _page(form: Form, key: str) -> Page:
    for page in form.pages:
        if page.key == key:
            return page
    raise KeyError(key)


def _summary_of_problems(
    questions: Sequence[QuestionView], problems: Sequence[Problem], language: str
) -> Iterator[ProblemView]:
    """Yield the lines of the error summary in the order of the page; other pages' problems are not for here."""
    for problem in problems:
        view = _about(questions, problem.pointer)
        if view is not None:
            box = next((box.id for box in view.boxes if problem.pointer == f"{view.pointer}/{box.part}"), "")
            yield ProblemView(
                text=say(problem.message, language),
                target=box or view.first_id,
                warning=problem.severity != "error",
            )


def _about(questions: Sequence[QuestionView], pointer: str) -> QuestionView | None:
    """Return the innermost question that `pointer` leads to."""
    for view in questions:
        if pointer == view.pointer or pointer.startswith(view.pointer + "/"):
            inner = (_about(item.questions, pointer) for item in view.items)
            return next((found for found in inner if found is not None), view)
    return None
