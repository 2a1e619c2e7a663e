"""A navigator while it is edited: what stands in the boxes, however incomplete.

`draft_of` and `document_of` undo one another, so that nothing that a document says is lost by editing it; empty boxes
are left out of it. Whether a draft can be kept says `guidance.navigator` alone: here everything goes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from guidance.navigator import FORMAT, Navigator
from kernel.json_types import Json, JsonObject
from kernel.text import Text

Texts: TypeAlias = Mapping[str, str]
"""By language what stands in its box."""
Ticks: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a question and one of its answers: a condition as it is ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOption:
    """An answer. `own` is what somebody wrote under `x`, here as everywhere."""

    key: str
    label: Texts = field(default_factory=dict)
    own: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    """A question; without ticks it is always asked."""

    key: str
    title: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    when: Ticks = ()
    options: tuple[DraftOption, ...] = ()
    own: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLead:
    """Something to do; without ticks always."""

    when: Ticks = ()
    procedure: str = ""
    title: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)
    bring: tuple[Texts, ...] = ()
    own: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A navigator in boxes."""

    key: str
    title: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    otherwise: Texts = field(default_factory=dict)
    questions: tuple[DraftQuestion, ...] = ()
    leads: tuple[DraftLead, ...] = ()
    own: Json = None

    def texts(self) -> Iterator[Texts]:
        """Yield every text."""
        yield from (self.title, self.summary, self.otherwise)
        for question in self.questions:
            yield from (question.title, question.help, *(option.label for option in question.options))
        for lead in self.leads:
            yield from (lead.title, lead.note, *lead.bring)


def new_draft() -> Draft:
    """Return what a new navigator begins with: one question with yes and no."""
    yes, no = {"ja": "はい", "en": "Yes"}, {"ja": "いいえ", "en": "No"}
    options = (DraftOption(key="yes", label=yes), DraftOption(key="no", label=no))
    return Draft(key="", questions=(DraftQuestion(key="q1", options=options),))


def draft_of(found: Navigator) -> Draft:
    """Return a kept navigator in boxes."""
    document = found.document
    questions, leads = _objects(document, "questions"), _objects(document, "leads")
    return Draft(
        key=found.key,
        title=_boxes(found.title),
        summary=_boxes(found.summary),
        otherwise=_boxes(found.otherwise),
        questions=tuple(
            DraftQuestion(
                key=each.key,
                title=_boxes(each.title),
                help=_boxes(each.help),
                when=_ticks(written),
                options=tuple(
                    DraftOption(key=option.key, label=_boxes(option.label), own=one.get("x"))
                    for option, one in zip(each.options, _objects(written, "options"), strict=True)
                ),
                own=written.get("x"),
            )
            for each, written in zip(found.questions, questions, strict=True)
        ),
        leads=tuple(
            DraftLead(
                when=_ticks(written),
                procedure=each.procedure or "",
                title=_boxes(each.title),
                note=_boxes(each.note),
                bring=tuple(map(_boxes, each.bring)),
                own=written.get("x"),
            )
            for each, written in zip(found.leads, leads, strict=True)
        ),
        own=document.get("x"),
    )


def document_of(draft: Draft) -> JsonObject:
    """Return the document that the boxes say; empty ones are left out."""
    questions = [
        _filled(
            key=each.key,
            title=_said(each.title),
            help=_said(each.help),
            when=_when(each.when),
            options=[_filled(key=one.key, label=_said(one.label), x=one.own) for one in each.options],
            x=each.own,
        )
        for each in draft.questions
    ]
    leads = [
        _filled(
            when=_when(each.when),
            procedure=each.procedure,
            title=_said(each.title),
            note=_said(each.note),
            bring=[said for texts in each.bring if (said := _said(texts))],
            x=each.own,
        )
        for each in draft.leads
    ]
    said = _filled(
        key=draft.key,
        title=_said(draft.title),
        summary=_said(draft.summary),
        otherwise=_said(draft.otherwise),
        questions=questions,
        leads=leads,
        x=draft.own,
    )
    return {"format": FORMAT, **said}


def _objects(document: JsonObject, name: str) -> list[JsonObject]:
    rows = document.get(name)
    return [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list | tuple) else []


def _boxes(text: Text) -> Texts:
    found = {"ja": text} if isinstance(text, str) else text
    return {language: said for language, said in found.items() if said}


def _said(texts: Texts) -> JsonObject:
    return {language: said for language, said in texts.items() if said}


def _ticks(written: JsonObject) -> Ticks:
    when = written.get("when")
    named = when.items() if isinstance(when, Mapping) else ()
    return tuple(
        (question, answer)
        for question, answers in named
        if isinstance(answers, list | tuple)
        for answer in answers
        if isinstance(answer, str)
    )


def _when(ticks: Ticks) -> JsonObject:
    found: dict[str, list[Json]] = {}
    for question, answer in ticks:
        found.setdefault(question, []).append(answer)
    return {**found}


def _filled(**properties: Json) -> JsonObject:
    return {name: value for name, value in properties.items() if value not in (None, "", {}, [])}
