"""The values that page templates read. Texts are in the reader's language; nothing is escaped yet."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Control: TypeAlias = Literal[
    "text", "textarea", "number", "time", "tel", "email", "postal_code", "radios", "checkboxes", "consent", "date",
    "month", "name", "address", "bank_account", "file", "group", "computed", "note",
]  # fmt: skip
"""What a question looks like. Controls with `boxes` are several inputs under one heading (a fieldset)."""

Tag: TypeAlias = Literal["required", "optional", "conditional", "none"]
"""必須, 任意, 場合により必須, or nothing to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """A radio button, a checkbox, or an entry of a select."""

    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """One input of a question that has several; with `options` it is a select."""

    id: str
    name: str
    part: str
    label: str
    value: str
    kind: Literal["text", "tel", "email", "select"] = "text"
    options: tuple[OptionView, ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 0
    required: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """An attachment that has arrived; its hidden input is `name=id`."""

    id: str
    name: str
    size: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with everything that its template needs.

    `id` is the element's id, `name` the input's name; `describedby` lists the ids of help and problem texts:
    `{id}-help`, `{id}-problem`. `problem` is about the question as a whole; a box has its own. `first_id` is
    where a link of the error summary leads.
    """

    key: str
    type: str
    control: Control
    id: str
    name: str
    pointer: str
    label: str
    lang: str = ""
    """In which language the form's own words stand, where that is none of the page's; else ""."""
    help: str = ""
    tag: Tag = "optional"
    required: bool = False
    only_if: str = ""
    value: str = ""
    boxes: tuple[BoxView, ...] = ()
    options: tuple[OptionView, ...] = ()
    other: BoxView | None = None
    """The text box beside その他 of a choice."""
    items: tuple["ItemView", ...] = ()
    add: str = ""
    """The value of the 追加 button of a group, or "" when it is full."""
    files: tuple[FileView, ...] = ()
    instead: tuple[OptionView, ...] = ()
    """How an attachment may come, now or another way; empty where it must be attached."""
    camera: str = ""
    """What the camera button takes, or "" where no pictures are accepted."""
    accept: str = ""
    max_mb: int = 0
    max_count: int = 0
    unit: str = ""
    text: str = ""
    """The Markdown of a note, or the words of a computed value."""
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 0
    problem: str = ""
    warning: str = ""
    first_id: str = ""
    describedby: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of a group: a card with its questions; `remove` is the value of its 削除 button, or ""."""

    number: int
    id: str
    title: str
    questions: tuple[QuestionView, ...]
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """A line of the error summary: the sentence and the element that it is about."""

    text: str
    target: str
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One screen of a form."""

    key: str
    title: str
    form_title: str
    intro: str
    number: int
    total: int
    questions: tuple[QuestionView, ...]
    problems: tuple[ProblemView, ...]
    previous: str | None
    next: str | None
    holds_files: bool = False
    """Whether anything on the page takes attachments, in items of groups, too."""
    lang: str = ""
    """In which language title and introduction stand, where that is not the page's own; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer in words; the answers of a group's items stand in `items`."""

    key: str
    label: str
    text: str
    pointer: str
    page: str
    type: str
    items: tuple[tuple["AnswerView", ...], ...] = ()
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """The answers of one page."""

    page: str
    title: str
    answers: tuple[AnswerView, ...]
