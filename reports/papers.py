"""Papers for applicants: the copy of an application (申請の控え) and a letter as it is sent (通知書).

Both are whole pages that need nothing from outside, for the printer and for `reports.pdf`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kernel.text import say
from reports.messages import MESSAGES

ROOT: Final = Path(__file__).resolve().parents[1]
STYLES: Final = ("tokens.css", "paper.css")
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """A question and what was answered, in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A page of a form."""

    title: str
    answers: Sequence[PaperAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationCopy:
    """What the copy of an application says."""

    language: str
    city: str
    procedure: str
    number: str
    applicant: str
    arrived_at: str
    contact: str
    sections: Sequence[PaperSection]
    code: Markup
    """The QR code of the status page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says."""

    language: str
    city: str
    department: str
    number: str
    addressee: str
    date: str
    subject: str
    body: str


def application_copy(copy: ApplicationCopy) -> str:
    """Return the copy as a page."""
    return standing_page("report/copy.html", copy.language, copy=copy)


def letter_page(letter: Letter) -> str:
    """Return the letter as a page."""
    return standing_page("report/letter.html", letter.language, letter=letter)


def standing_page(template: str, language: str, **more: object) -> str:
    """Lay a page out that brings its styles with it."""
    return _TEMPLATES.get_template(template).render(
        language=language,
        word=lambda code: say(MESSAGES.text(f"paper.{code}"), language),
        style=Markup("\n".join((ROOT / "static" / "css" / name).read_text("utf-8") for name in STYLES)),  # noqa: S704  # our own files
        **more,
    )
