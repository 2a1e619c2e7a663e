"""Typed pages: a frozen value whose fields are the template's only variables."""

from dataclasses import fields
from typing import Any, ClassVar, Protocol

from flask import render_template

from web.languages import template_named


class Page(Protocol):
    """A frozen dataclass that names the template which lays it out."""

    template: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def render_page(page: Page) -> str:
    """Lay `page` out."""
    return render_template(
        template_named(page.template), **{field.name: getattr(page, field.name) for field in fields(page)}
    )
