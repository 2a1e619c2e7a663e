"""A form as a sheet of paper: for talking it over, and for the counter, where somebody fills it in by pen.

Everything is there at once, in order, with numbers; what is asked only sometimes says when.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forms.control_boxes import boxes_view
from forms.definition import Field, Form
from forms.fields.numbers import unit_of
from forms.fields.registry import kind_of
from forms.fields.structure import fewest_items
from forms.wording import PHRASES, condition_text, fields_by_name, only_if
from kernel.condition import Condition
from kernel.text import Text, say

Shape: TypeAlias = Literal["line", "lines", "day", "month", "marks", "parts", "rows", "words"]
"""How an answer is written: a line, several lines, a date, marks beside options, labelled boxes, a table, or not."""
Need: TypeAlias = Literal["must", "may", "sometimes", "none"]

ROWS: Final = (3, 6)
"""Rows of a repeating group on paper: at least, at most."""
_MARKUP: Final = re.compile(r"\*\*|^\s*#+\s*|\[([^\]]*)\]\([^)]*\)", re.MULTILINE)
_BULLET: Final = re.compile(r"^\s*[-*] ", re.MULTILINE)
_YES_NO: Final[tuple[Text, ...]] = ({"ja": "はい", "en": "Yes"}, {"ja": "いいえ", "en": "No"})
_ADDED: Final[Text] = {"ja": "添付しました", "en": "Attached"}
_AGREE: Final[Text] = {"ja": "同意します", "en": "I agree"}
_OTHER: Final[Text] = {"ja": "そのほか（　　　　　　　　　）", "en": "Other: ____________"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The place to write an answer; `marks` are options, `parts` the labels of boxes or columns."""

    shape: Shape
    marks: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    rows: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """A question; `number` is "" where nothing is asked."""

    number: str
    label: str
    need: Need
    writing: Writing
    help: str = ""
    only_if: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """The questions of one page of the form."""

    title: str
    only_if: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """The whole form on paper."""

    title: str
    intro: str
    pages: tuple[PaperPage, ...]


def paper_form(form: Form, language: str) -> PaperForm:
    """Return `form` as it is printed."""
    sheet = _Sheet(form, language)
    return PaperForm(
        title=say(form.title, language),
        intro=say(form.intro, language),
        pages=tuple(
            PaperPage(
                title=say(page.title, language),
                only_if=sheet.only_if(page.when),
                questions=tuple(sheet.questions(page.fields)),
            )
            for page in form.pages
        ),
    )


class _Sheet:
    """Writes the questions of one form and numbers them."""

    def __init__(self, form: Form, language: str) -> None:
        self._known = fields_by_name(form)
        self._language = language
        self._number = 0

    def questions(self, fields: tuple[Field, ...]) -> Iterator[PaperQuestion]:
        """Yield the questions of a page."""
        for asked in fields:
            asks = kind_of(asked).asks
            self._number += asks
            yield PaperQuestion(
                number=str(self._number) if asks else "",
                label=self._label(asked),
                need=_need(asked) if asks else "none",
                writing=self._writing(asked),
                help=self._say(asked.help) + self._sometimes(asked),
                only_if=self.only_if(asked.when),
            )

    def only_if(self, condition: Condition | None) -> str:
        """Return the sentence over what is asked only sometimes, or ""."""
        return "" if condition is None else self._say(only_if(condition, self._known))

    def _say(self, text: Text | None) -> str:
        return say(text, self._language)

    def _label(self, asked: Field) -> str:
        if asked.type != "note":
            return self._say(asked.label)
        text = asked.settings.get("text")
        said = self._say({tag: str(each) for tag, each in text.items()} if isinstance(text, Mapping) else str(text))
        return _MARKUP.sub(r"\1", _BULLET.sub("・", said))

    def _sometimes(self, asked: Field) -> str:
        if isinstance(asked.required, bool) or asked.required == asked.when:
            return ""
        condition = condition_text(asked.required, self._known)
        return self._say(PHRASES.text("required_if", condition=condition))

    def _writing(self, asked: Field) -> Writing:
        match asked.type:
            case "note":
                return Writing(shape="words")
            case "computed":
                return Writing(shape="line")
            case "textarea":
                return Writing(shape="lines", rows=_lines(asked))
            case "date" | "month":
                return Writing(shape="day" if asked.type == "date" else "month")
            case "yesno":
                return Writing(shape="marks", marks=tuple(map(self._say, _YES_NO)))
            case "consent":
                return Writing(shape="marks", marks=(self._say(_AGREE),))
            case "choice" | "choices":
                other = (self._say(_OTHER),) if asked.settings.get("other") is True else ()
                return Writing(shape="marks", marks=(*(self._say(each.label) for each in asked.options), *other))
            case "file":
                return Writing(shape="marks", marks=(self._say(_ADDED),))
            case "group":
                columns = tuple(self._say(inner.label) for inner in asked.fields if kind_of(inner).asks)
                return Writing(shape="rows", parts=columns, rows=min(max(fewest_items(asked), ROWS[0]), ROWS[1]))
            case "name" | "address" | "bank_account":
                boxes = boxes_view(asked, asked.key, {}, {}, self._language, own=False)
                return Writing(shape="parts", parts=tuple(box.label for box in boxes))
            case _:
                unit = unit_of(asked, self._language) if asked.type in ("number", "money") else ""
                return Writing(shape="line", unit=unit.strip())


def _need(asked: Field) -> Need:
    """Return whether a question must be answered; one that must be wherever it is asked is simply required."""
    if isinstance(asked.required, bool):
        return "must" if asked.required else "may"
    return "must" if asked.required == asked.when else "sometimes"


def _lines(asked: Field) -> int:
    """Return how many lines a long text gets: forty letters fit on one."""
    longest = asked.settings.get("max_length")
    return min(max(int(longest) // 80, 3), 8) if isinstance(longest, int | float) else 4
