"""Furigana over the texts of a page (ルビ), laid into the finished HTML: a sentence has it, wherever it is from.

The reader switches it on and off by a link; nothing on the page needs JavaScript. What people typed carries no reading:
elements that hold it say `translate="no"`. Values of attributes, text areas and lists to choose from stay as they are.
"""

from collections.abc import Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from flask import g, has_request_context, request, session

from guidance.furigana import furigana_of, has_kanji
from web.languages import is_english

WITHOUT: Final = frozenset({"script", "style", "title", "textarea", "option", "svg", "ruby", "template", "head"})
"""Elements whose text nobody reads aloud, or that may hold nothing but text."""
EMPTY: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def furigana_wanted() -> bool:
    """Say whether this page is to carry readings; `?furigana=1` switches them on until `?furigana=0`."""
    if not has_request_context():
        return False
    found: bool | None = g.get("furigana")
    if found is None:
        if (asked := request.args.get("furigana", "")) in ("0", "1"):
            session["furigana"] = asked
        found = g.furigana = session.get("furigana") == "1" and not is_english()
    return found


def with_furigana(page: str, given: Mapping[str, str] | None = None) -> str:
    """Return the HTML of `page` with readings over its Japanese; `given` are those that forms bring along."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    texts = {text: unescape(text) for place, text in enumerate(reader.parts) if place in reader.spoken}
    read = furigana_of({text.strip() for text in texts.values() if has_kanji(text)}, given)
    marked = {written: _marked(text, read.get(text.strip(), ())) for written, text in texts.items()}
    return "".join(
        marked.get(part, part) if place in reader.spoken else part for place, part in enumerate(reader.parts)
    )


class _Reader(HTMLParser):
    """Cuts a page into parts that, joined, are the page again; `spoken` are the places of texts to be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.spoken: set[int] = set()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")
        if tag not in EMPTY:
            given = dict(attrs)
            foreign = not (given.get("lang") or "ja").startswith("ja")
            silent = tag in WITHOUT or given.get("translate") == "no" or foreign
            self._open.append((tag, silent or self._is_silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        places = [place for place, (opened, _silent) in enumerate(self._open) if opened == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if not self._is_silent and has_kanji(data):
            self.spoken.add(len(self.parts))
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _marked(text: str, pieces: tuple[tuple[str, str], ...]) -> str:
    """Return `text` as HTML with its readings; screen readers know how to read and are told the text alone."""
    said = "".join(
        f'<ruby>{escape(piece, quote=False)}<rp aria-hidden="true">（</rp><rt aria-hidden="true">{escape(over)}</rt>'
        '<rp aria-hidden="true">）</rp></ruby>'
        if over
        else escape(piece, quote=False)
        for piece, over in pieces
    )
    inner = text.strip()
    if not said:
        return text
    before, _inner, after = text.partition(inner)
    return f"{before}<span>{said}</span>{after}"  # one box in rows that lay their parts out (flex)
