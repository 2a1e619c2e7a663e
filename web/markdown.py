"""The safe subset of Markdown that notes may use: paragraphs, lists, emphasis, links to this site or to https."""

from typing import Final
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS: Final = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "code"}
_READER: Final = MarkdownIt("commonmark", {"html": False, "linkify": False})


def markdown(text: str) -> Markup:
    """Return `text` as clean HTML; what is not allowed is shown as it was typed, or dropped."""
    clean = nh3.clean(
        _READER.render(text[:20_000]),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_kept,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704  # cleaned by nh3 in the line above


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Drop addresses that look local and are not: `//host`, `/\\host`."""
    del tag
    if attribute != "href":
        return value
    local = value.startswith("/") and not value.startswith(("//", "/\\"))
    return value if local or urlsplit(value).scheme in ("https", "http", "mailto", "tel") else None
