"""The page of a case, laid out: also again, with what somebody typed that could not be carried out."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.reasons import Provision, provisions
from engine.core.actor import Actor
from engine.core.asides import is_for
from engine.core.marking import tokens_of
from engine.core.program import Program, Step
from engine.core.sending_back import may_send_back, steps_behind
from engine.core.state import CaseState
from engine.shell.asides import AsideLine, asides_of_case
from engine.shell.detail import CaseDetail, case_detail
from engine.shell.waits import Panel, Waited, panels_of, waits_of
from forms.page_model import questions_view, summary_view
from forms.views import QuestionView, SectionView
from intake.applications import Application
from intake.awaited import still_to_come
from intake.correspondence import CaseMessage, conversation
from intake.once_only import Origin, origins_of
from kernel.clock import local_date
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text, say
from notify.deliver import Message, messages_of
from web.access import current_officer
from web.case_letters import LettersShown, letters_shown, outcomes_with_letters
from web.case_news import News, colleagues_of, news_of
from web.case_papers import Papers, papers_of
from web.case_queue import CaseQueue, queue_of_case
from web.casework import actor_of, applications_of, read_case
from web.languages import language
from web.pages import render_page
from web.services import services
from web.texts import text_of_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What an officer typed that could not be carried out, and why: it is shown again as it was."""

    item: int = 0
    reason: str = ""
    fields: tuple[str, ...] = ()
    due: str = ""
    provisions: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    preview: str = ""
    """The outcome whose letters are to be shown."""
    sentence: str = ""
    message: str = ""
    typed: Mapping[str, Json] | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case in full."""

    template: ClassVar[str] = "staff/cases/case.html"
    detail: CaseDetail
    bundle: Bundle
    application: Application | None
    sections: tuple[SectionView, ...]
    messages: tuple[Message, ...]
    directory: Directory
    questions: Mapping[int, tuple[QuestionView, ...]]
    words: Mapping[str, str]
    """What the keys of options mean, for values that rules saw."""
    news: News | None
    """What is new since the reader last looked; None at the first look."""
    asides: tuple[AsideLine, ...]
    asked: frozenset[int]
    """Those of the open ones that ask the reader."""
    colleagues: Mapping[int, tuple[Officer, ...]]
    behind: Mapping[int, tuple[Step, ...]]
    """By item the steps to which it can be sent back."""
    from_waits: tuple[tuple[int, Text], ...]
    """What the case waits for without being anybody's work, and from where the reader can send it back."""
    conversation: tuple[CaseMessage, ...]
    belongs: bool
    """The reader works in a department of the procedure."""
    waits: tuple[Waited, ...]
    troubles: Mapping[int, str]
    """By wait what went wrong with a call the last time, in words."""
    panels: tuple[Panel, ...]
    papers: Papers
    provisions: tuple[Provision, ...]
    """On what a reason can stand."""
    sending: Mapping[int, frozenset[str]]
    """By item the outcomes that send letters."""
    letters: LettersShown | None
    """Those of the outcome that the reader asked about."""
    origins: Mapping[str, Origin]
    """Where answers are from that were known before (once only)."""
    queue: CaseQueue | None
    """The list from which the case was opened."""
    attempt: Attempt
    nonce: str
    at: datetime


def show_case(tx: Tx, case_id: str, attempt: Attempt) -> str:
    """Lay the page of a case out, with what was typed and refused if there was something."""
    officer, context = current_officer(), services()
    now = context.clock.now()
    actor = actor_of(tx, officer, now)
    seen = read_case(tx, officer, actor, case_id)
    detail = case_detail(tx, context.library, case_id, reader=actor)
    bundle = context.library.bundle(tx, seen.program)
    record = context.desk.record.values(tx, case_id)
    directory, papers = read_directory(tx), papers_of(tx, bundle, case_id, record)
    coming = still_to_come(papers.awaited)
    return render_page(
        CasePage(
            detail=detail,
            bundle=bundle,
            application=applications_of(tx, [case_id]).get(case_id),
            waits=(waits := waits_of(tx, seen, detail.program)),
            troubles={wait.number: say(text_of_code(wait.error), language()) for wait in waits if wait.error},
            panels=panels_of(tx, seen, detail.program),
            sections=tuple(
                section for form in bundle.forms.values() for section in summary_view(form, record, language(), coming)
            ),
            origins=origins_of(tx, case_id, record),
            messages=messages_of(tx, case_id),
            directory=directory,
            questions=_questions(detail, bundle, record, attempt, now),
            words={
                option.key: say(option.label, language())
                for form in bundle.forms.values()
                for field in form.fields()
                for option in field.options
            },
            news=news_of(tx, detail, bundle, officer.id),
            asides=tuple(asides_of_case(tx, case_id)),
            asked=frozenset(aside.number for aside in seen.state.asides if is_for(aside, actor)),
            colleagues=colleagues_of(detail, directory),
            behind={
                work.item.number: steps_behind(detail.program, seen.state, work.item.number)
                for work in detail.work
                if work.allowed
            },
            from_waits=_from_waits(detail.program, seen.state, actor),
            conversation=conversation(tx, case_id),
            belongs=any(post.department in detail.program.departments for post in officer.posts),
            papers=papers,
            provisions=provisions(bundle.flow),
            sending=outcomes_with_letters(detail, bundle),
            letters=letters_shown(
                tx,
                detail,
                bundle,
                directory,
                item=attempt.item,
                outcome=attempt.preview,
                reason=attempt.reason,
                fields=attempt.fields,
                due=attempt.due,
            )
            if attempt.preview
            else None,
            queue=queue_of_case(tx, officer, actor, directory, case_id, now),
            attempt=attempt,
            nonce=secrets.token_hex(8),
            at=now,
        )
    )


def _from_waits(program: Program, state: CaseState, actor: Actor) -> tuple[tuple[int, Text], ...]:
    waiting = [token for token in tokens_of(state) if token.kind != "item"]
    return tuple(
        (token.numbers[0], program.steps[token.node].title)
        for token in waiting
        if may_send_back(program, state, token, actor) and steps_behind(program, state, token.numbers[0])
    )


def _questions(
    detail: CaseDetail, bundle: Bundle, record: Mapping[str, Json], attempt: Attempt, now: datetime
) -> dict[int, tuple[QuestionView, ...]]:
    """Return the questions of the forms that staff fill in at open steps."""
    found = {}
    for work in detail.work:
        if work.form and work.form in bundle.forms and not work.item.is_residents:
            form = bundle.forms[work.form]
            typed = attempt.typed if attempt.typed is not None and attempt.item == work.item.number else record
            keys = [field.key for field in form.fields()]
            found[work.item.number] = questions_view(
                form, keys, typed, attempt.problems, language(), today=local_date(now)
            )
    return found
