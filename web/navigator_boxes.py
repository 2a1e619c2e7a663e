"""The boxes of the navigator's editor as the browser sends them: `questions.0.options.1.label.en`, back into a draft.

A row is there when its mark is (`questions.0.row`), so that an emptied row stays. Nothing is judged here.
"""

import json
from collections.abc import Iterator
from typing import Final

from werkzeug.datastructures import MultiDict

from guidance.navigator import MAX_LEADS, MAX_OPTIONS, MAX_QUESTIONS
from guidance.navigator_draft import Draft, DraftLead, DraftOption, DraftQuestion, Texts, Ticks
from kernel.documents import read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.names import LANGUAGE
from kernel.text import EASY

WRITTEN: Final = ("ja", "en", EASY)
"""The languages that have a box for every text; further ones where the navigator carries them."""
LONGEST: Final = 10_000
LONGEST_OWN: Final = 100_000
MAX_BRING: Final = 50
MAX_TICKS: Final = MAX_QUESTIONS * MAX_OPTIONS
Sent = MultiDict[str, str]


def languages_of_draft(draft: Draft) -> tuple[str, ...]:
    """Return the languages that have boxes."""
    carried = {language for texts in draft.texts() for language in texts}
    return (*WRITTEN, *sorted(carried - {*WRITTEN}))


def draft_sent(sent: Sent, key: str | None) -> Draft:
    """Return the draft that was sent; `key` is that of a navigator that is kept already."""
    return Draft(
        key=sent.get("key", "")[:100].strip() if key is None else key,
        title=_texts(sent, "title"),
        summary=_texts(sent, "summary"),
        otherwise=_texts(sent, "otherwise"),
        questions=tuple(
            DraftQuestion(
                key=sent.get(f"{row}.key", "")[:100],
                title=_texts(sent, f"{row}.title"),
                help=_texts(sent, f"{row}.help"),
                when=_ticks(sent, row),
                options=tuple(
                    DraftOption(
                        key=sent.get(f"{inner}.key", "")[:100],
                        label=_texts(sent, f"{inner}.label"),
                        own=_own(sent, inner),
                    )
                    for inner in _rows(sent, f"{row}.options", MAX_OPTIONS)
                ),
                own=_own(sent, row),
            )
            for row in _rows(sent, "questions", MAX_QUESTIONS)
        ),
        leads=tuple(
            DraftLead(
                when=_ticks(sent, row),
                procedure=sent.get(f"{row}.procedure", "")[:100],
                title=_texts(sent, f"{row}.title"),
                note=_texts(sent, f"{row}.note"),
                bring=tuple(_texts(sent, inner) for inner in _rows(sent, f"{row}.bring", MAX_BRING)),
                own=_own(sent, row),
            )
            for row in _rows(sent, "leads", MAX_LEADS)
        ),
        own=_own(sent, "navigator"),
    )


def boxes_of(draft: Draft) -> list[tuple[str, str]]:
    """Return what the browser would send for `draft`: how a preview carries it along."""
    return [(name, value) for name, value in _boxes(draft) if value]


def own_json(own: Json) -> str:
    """Return what stands under `x` as a hidden box holds it."""
    return "" if own is None else json.dumps(own, ensure_ascii=False, default=dict)


def _boxes(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "key", draft.key
    yield "navigator.x", own_json(draft.own)
    for name, texts in (("title", draft.title), ("summary", draft.summary), ("otherwise", draft.otherwise)):
        yield from _said(name, texts)
    for place, question in enumerate(draft.questions):
        row = f"questions.{place}"
        yield from _row(row, question.own)
        yield f"{row}.key", question.key
        yield from _said(f"{row}.title", question.title)
        yield from _said(f"{row}.help", question.help)
        yield from ((f"{row}.when", ".".join(tick)) for tick in question.when)
        for number, option in enumerate(question.options):
            inner = f"{row}.options.{number}"
            yield from _row(inner, option.own)
            yield f"{inner}.key", option.key
            yield from _said(f"{inner}.label", option.label)
    for place, lead in enumerate(draft.leads):
        row = f"leads.{place}"
        yield from _row(row, lead.own)
        yield f"{row}.procedure", lead.procedure
        yield from _said(f"{row}.title", lead.title)
        yield from _said(f"{row}.note", lead.note)
        yield from ((f"{row}.when", ".".join(tick)) for tick in lead.when)
        for number, texts in enumerate(lead.bring):
            yield f"{row}.bring.{number}.row", "1"
            yield from _said(f"{row}.bring.{number}", texts)


def _row(row: str, own: Json) -> Iterator[tuple[str, str]]:
    yield f"{row}.row", "1"
    yield f"{row}.x", own_json(own)


def _said(name: str, texts: Texts) -> Iterator[tuple[str, str]]:
    return ((f"{name}.{language}", said) for language, said in texts.items())


def _rows(sent: Sent, name: str, limit: int) -> Iterator[str]:
    """Yield the rows in order; one more than allowed, so that whoever sends too many is told."""
    for place in range(limit + 1):
        if f"{name}.{place}.row" not in sent:
            return
        yield f"{name}.{place}"


def _texts(sent: Sent, name: str) -> Texts:
    tags = (*WRITTEN, *(tag for tag in sent.getlist("languages")[:50] if LANGUAGE.fullmatch(tag)))
    found = {tag: sent.get(f"{name}.{tag}", "").replace("\r\n", "\n").strip()[: LONGEST + 1] for tag in tags}
    return {tag: said for tag, said in found.items() if said}


def _ticks(sent: Sent, row: str) -> Ticks:
    pairs = (tick[:200].partition(".") for tick in sent.getlist(f"{row}.when")[:MAX_TICKS])
    return tuple((question, answer) for question, dot, answer in pairs if dot)


def _own(sent: Sent, row: str) -> Json:
    said = sent.get(f"{row}.x", "")[:LONGEST_OWN]
    try:
        return read_json(said.encode("utf-8", "replace")) if said else None
    except UnusableDocument:
        return None


def row_of(pointer: str) -> str:
    """Return the row of the editor that a JSON Pointer leads to, or "" when it is the navigator as a whole."""
    tokens, row = pointer.strip("/").split("/"), list[str]()
    while len(tokens) >= 2 and tokens[0] in ("questions", "options", "leads", "bring") and tokens[1].isdecimal():
        row, tokens = [*row, *tokens[:2]], tokens[2:]
    return ".".join(row)
