"""Reads `minaoshi.form/1` documents: the only way in which a form comes into being.

Strict about what changes meaning (unknown properties, keys, types, settings, limits); every problem has a code,
a JSON Pointer and a sentence. Whether conditions name fields that exist is a question for `forms.lint.check_form`,
because a form that is being built may be half-way there.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from forms.definition import FORMAT, Form, Page
from forms.field_codec import FieldReader, key_of, place_of, report_doubles
from forms.messages import MESSAGES, PLACES
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.object_reader import ObjectReader
from kernel.problems import Problem, errors_in

MAX_PAGES: Final = 100


def read_form(document: Json) -> tuple[Form | None, list[Problem]]:
    """Return the form that `document` describes, or None with what is wrong."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        place = "/format" if isinstance(document, Mapping) else ""
        return None, [MESSAGES.problem("format.not_a_form", place, expected=FORMAT)]
    problems: list[Problem] = []
    reader = ObjectReader(document, "", PLACES["form"], problems, MESSAGES)
    reader.raw("format")
    key, title, intro = key_of(reader), reader.text("title", required=True), reader.text("intro")
    pages = _pages(reader)
    reader.finish()
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
    fields = FieldReader()
    found = reader.objects("pages", partial(place_of, "pages"), required=True, limit=MAX_PAGES)
    pages = [_page(item, fields) for item in found]
    if reader.value.get("pages") == []:
        reader.report("form.no_pages", "pages")
    report_doubles(reader, [(page.key, page.pointer) for page in pages])
    report_doubles(reader, [(field.key, field.pointer) for page in pages for field in page.fields])
    return tuple(pages)


def _page(reader: ObjectReader, fields: FieldReader) -> Page:
    page = Page(
        key=key_of(reader),
        title=reader.text("title", required=True) or "",
        fields=fields.fields(reader),
        when=reader.condition("when"),
        pointer=reader.pointer,
    )
    reader.finish()
    return page
