"""Typed pages: a frozen value whose fields are the template's only variables."""

from dataclasses import fields
from typing import Any, ClassVar, Final, Protocol

from flask import g, render_template

from catalog.bundle import Bundle
from intake.guide import Guide
from web.carried_languages import languages_carried, readings_carried
from web.furigana import furigana_wanted, with_furigana
from web.languages import template_named

RESIDENTS: Final = "resident/"
"""Where the templates of pages for residents stand: theirs are all the languages, and furigana."""


class Page(Protocol):
    """A frozen dataclass that names the template which lays it out."""

    template: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def render_page(page: Page) -> str:
    """Lay `page` out."""
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    if not page.template.startswith(RESIDENTS):
        return render_template(template_named(page.template), **values)
    bundle = _bundle_in(values)
    g.carried_languages = languages_carried(bundle) if bundle else ()
    html = render_template(template_named(page.template), **values)
    return with_furigana(html, readings_carried(bundle) if bundle else None) if furigana_wanted() else html


def _bundle_in(values: dict[str, Any]) -> Bundle | None:
    """Return the version that a page is about, if it is about one."""
    guide = values.get("guide")
    found = guide.bundle if isinstance(guide, Guide) else values.get("bundle")
    return found if isinstance(found, Bundle) else None
