"""Reads `minaoshi.form/1` documents: the only way in which a form comes into being.

Strict about what changes meaning (unknown properties, keys, types, settings, limits); every problem has a code,
a JSON Pointer and a sentence. Whether conditions name fields that exist is a question for `forms.lint.check_form`,
because a form that is being built may be half-way there.
"""

from collections.abc import Mapping
from typing import Final

from forms.definition import FORMAT, Form, Page
from forms.field_codec import FieldReader
from forms.messages import MESSAGES
from forms.reading import ObjectReader
from kernel.condition import parse_condition
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.problems import Problem, errors_in

MAX_PAGES: Final = 100


def read_form(document: Json) -> tuple[Form | None, list[Problem]]:
    """Return the form that `document` describes, or None with what is wrong."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        place = "/format" if isinstance(document, Mapping) else ""
        return None, [MESSAGES.problem("format.not_a_form", place, expected=FORMAT)]
    problems: list[Problem] = []
    reader = ObjectReader(document, "", problems)
    reader.only(("format", "key", "title", "intro", "pages"))
    key, title, intro = reader.key(), reader.text("title", required=True), reader.text("intro")
    pages = _pages(reader)
    if errors_in(problems):
        return None, problems
    return Form(
        key=key, title=title or "", intro=intro, pages=pages, document=document, digest=digest(document)
    ), problems


def require_form(document: Json) -> Form:
    """Return the form that `document` describes, or raise `UnusableDocument` with every problem."""
    form, problems = read_form(document)
    if form is None:
        raise UnusableDocument(tuple(problems))
    return form


def _pages(reader: ObjectReader) -> tuple[Page, ...]:
    fields = FieldReader(reader.problems)
    pages = [_page(item, fields) for item in reader.objects("pages", most=MAX_PAGES, required=True)]
    if reader.value.get("pages") == []:
        reader.report("form.no_pages", "pages")
    seen: set[str] = set()
    for page in pages:
        _report_taken(page.key, page.pointer, seen, reader)
    asked: set[str] = set()
    for page in pages:
        for field in page.fields:
            _report_taken(field.key, field.pointer, asked, reader)
    return tuple(pages)


def _page(reader: ObjectReader, fields: FieldReader) -> Page:
    reader.only(("key", "title", "when", "fields"))
    when = reader.value.get("when")
    return Page(
        key=reader.key(),
        title=reader.text("title", required=True) or "",
        fields=fields.fields(reader),
        when=None if when is None else parse_condition(when, reader.at("when"), reader.problems),
        pointer=reader.pointer,
    )


def _report_taken(key: str, pointer: str, seen: set[str], reader: ObjectReader) -> None:
    """Report a key that another page, or another field of any page, has already: answers are found by it."""
    if key and key in seen:
        reader.problems.append(MESSAGES.problem("format.duplicate_key", f"{pointer}/key", key=key))
    seen.add(key)
