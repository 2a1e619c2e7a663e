"""A page as a browser without scripts sees it: heading, text, links, forms, and what a pressed button would send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, Self

SILENT: Final = frozenset({"script", "style", "title", "head"})
VOID: Final = frozenset({"input", "meta", "link", "br", "hr", "img", "path", "rect"})
Pairs = list[tuple[str, str]]


@dataclass
class Button:
    """A button of a form, and what it adds to what is sent."""

    text: str = ""
    name: str = ""
    value: str = ""


@dataclass
class WebForm:
    """A form: where it goes, what stands in it, what can be pressed. `choices` are values offered but not taken."""

    method: str
    action: str
    filled: Pairs = field(default_factory=list)
    offered: Pairs = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def sent(self, button: Button, typed: Mapping[str, str | Sequence[str]]) -> Pairs:
        """Return what the browser would send when `button` is pressed and `typed` was put in first."""
        pairs = [(name, value) for name, value in self.filled if name not in typed]
        for name, value in typed.items():
            pairs += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        return [*pairs, (button.name, button.value)] if button.name else pairs


@dataclass
class HtmlPage:
    """What the reader of a page sees."""

    status: int
    path: str
    html: str
    text: str = ""
    heading: str = ""
    language: str = ""
    forms: list[WebForm] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, status: int, path: str, html: str) -> Self:
        """Read the markup of a page."""
        page = cls(status, path, html)
        _Reader(page).feed(html)
        page.text = " ".join(page.text.split())
        page.heading = " ".join(page.heading.split())
        return page

    def form_with(self, button: str) -> tuple[WebForm, Button]:
        """Return the form with a button that says `button`, and the button."""
        for form in self.forms:
            for each in form.buttons:
                if each.text == button:
                    return form, each
        known = [each.text for form in self.forms for each in form.buttons]
        raise AssertionError(f"no button {button!r} on {self.path} ({self.status} {self.heading}), only {known}")

    def link(self, text: str) -> str:
        """Return where the first link goes whose text begins with `text`."""
        found = next((href for shown, href in self.links if shown.startswith(text)), None)
        assert found is not None, f"no link {text!r} on {self.path}, only {[shown for shown, _ in self.links]}"
        return found

    def buttons(self) -> list[str]:
        """Return what the buttons say."""
        return [each.text for form in self.forms for each in form.buttons]


class _Reader(HTMLParser):
    def __init__(self, page: HtmlPage) -> None:
        super().__init__()
        self.page = page
        self.open: list[str] = []
        self.select = ""
        self.textarea: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        form = self.page.forms[-1] if self.page.forms and "form" in self.open else None
        if tag == "html":
            self.page.language = given.get("lang", "")
        elif tag == "a":
            self.page.links.append(("", given.get("href", "")))
        elif tag == "form":
            self.page.forms.append(WebForm(given.get("method", "get"), given.get("action", "")))
        elif form is not None:
            self._control(form, tag, given)

    def _control(self, form: WebForm, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "button":
            form.buttons.append(Button("", name, value))
        elif tag == "input" and given.get("type") != "file" and name:
            ticks = given.get("type") in ("checkbox", "radio")
            (form.offered if ticks and "checked" not in given else form.filled).append((name, value))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            (form.filled if "selected" in given else form.offered).append((self.select, value))
        elif tag == "textarea":
            form.filled.append((name, ""))
            self.textarea = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea is not None:
            filled = self.page.forms[-1].filled
            filled[-1] = (filled[-1][0], "".join(self.textarea).removeprefix("\n"))
            self.textarea = None
        if tag == "select":
            self.select = ""
        while tag in self.open and self.open.pop() != tag:
            pass
        self.page.text += " "

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.textarea.append(data)
        if SILENT & set(self.open):
            return
        self.page.text += data
        if "h1" in self.open:
            self.page.heading += data
        if "a" in self.open:
            text, href = self.page.links[-1]
            self.page.links[-1] = ((text + data).strip(), href)
        if {"button", "form"} <= {*self.open} and self.page.forms[-1].buttons:
            button = self.page.forms[-1].buttons[-1]
            button.text = (button.text + data).strip()
