"""The pages of an application that is being filled in: one topic a page, all answers once more, the receipt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from catalog.bundle import Bundle
from forms.definition import Form
from forms.page_model import page_view, summary_view
from forms.validation import Validated, validate
from forms.views import PageView, SectionView
from forms.visibility import visibility
from intake.applications import Receipt, entry_form
from intake.drafts import ApplicationDraft
from intake.once_only import Origin, asks_known
from intake.same_content import mark_of
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text
from web.languages import language
from web.pages import render_page
from web.services import services


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """One page of the form."""

    template: ClassVar[str] = "resident/questions.html"
    token: str
    page: PageView
    bundle: Bundle
    uploads_at: str
    known_at: str
    """Where answers that are known are offered; empty but on the first page of a form that asks for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Check your answers."""

    template: ClassVar[str] = "resident/check.html"
    token: str
    bundle: Bundle
    sections: tuple[SectionView, ...]
    origins: Mapping[str, Origin]
    """Where answers are from that were known before."""
    unfinished: tuple[PageView, ...]
    last: str
    way: str
    """`counter` or `paper` where an officer types it for the applicant."""
    seen: str
    """Names what is shown: nothing else is sent by the button below it."""
    refusal: Text | None
    """Why it could not be received, although it is complete."""
    changed: bool
    """What is shown is not what was shown before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """受付のお知らせ."""

    template: ClassVar[str] = "resident/receipt.html"
    receipt: Receipt
    bundle: Bundle
    mailed: bool
    code: Markup
    token: str
    ask: Mapping[int, str]
    """What can be answered to how it went; empty once it was answered."""


def judged_answers(
    bundle: Bundle, form: Form, answers: Mapping[str, Json], *, only_page: str | None = None
) -> Validated:
    """Judge what was typed as of today: the whole application, or one page of it."""
    today = local_date(services().clock.now())
    return validate(form, answers, today, only_page=only_page, params=bundle.flow.params)


def show_questions(
    token: str,
    bundle: Bundle,
    page_key: str,
    answers: Mapping[str, Json],
    problems: Iterable[Problem],
    *,
    status: int = 200,
) -> ResponseReturnValue:
    """Show one page of the form with what was typed and what is wrong; `NotFound` where the form has no such page."""
    form, today = entry_form(bundle), local_date(services().clock.now())
    if page_key not in {each.key for each in form.pages}:
        raise NotFound
    view = page_view(form, page_key, answers, tuple(problems), language(), today=today, params=bundle.flow.params)
    known_at = url_for("known_answers.page", token=token) if view.previous is None and asks_known(form) else ""
    uploads_at = url_for("uploads.to_draft", token=token)
    shown = QuestionsPage(token=token, page=view, bundle=bundle, uploads_at=uploads_at, known_at=known_at)
    return render_page(shown), status


def show_check(
    token: str, bundle: Bundle, draft: ApplicationDraft, origins: Mapping[str, Origin] | None = None, *,
    refusal: Text | None = None, changed: bool = False, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    """Show all answers of a draft once more; with `refusal`, why they could not be received."""
    answers = draft.answers
    form, today = entry_form(bundle), local_date(services().clock.now())
    judged = judged_answers(bundle, form, answers)
    shown = visibility(form, answers, today, params=bundle.flow.params).pages
    views = [
        page_view(form, key, answers, judged.errors, language(), today=today, params=bundle.flow.params)
        for key in shown
    ]
    return render_page(
        CheckPage(
            token=token,
            bundle=bundle,
            sections=summary_view(form, judged.values, language(), judged.promised),
            origins=origins or {},
            unfinished=tuple(view for view in views if view.problems),
            last=shown[-1],
            way=draft.channel if draft.officer else "",
            seen=mark_of(judged.values) if judged.ok else "",
            refusal=refusal,
            changed=changed,
        )
    ), status
