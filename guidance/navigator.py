"""手続きナビ: a few questions that lead to the right procedures. A `minaoshi.navigator/1` document.

    {"format": "minaoshi.navigator/1", "key", "title": text, "summary": text, "otherwise": text,
     "questions": [{"key", "title": text, "help": text, "when": when, "options": [{"key", "label": text}]}],
     "leads": [{"when": when, "procedure": key, "title": text, "note": text, "bring": [text]}]}

`when` is `{"question": ["answer", …]}`: every question named must have been answered with one of the answers listed.
A lead names a procedure that can be begun online, or a title of something that is done at the counter. What nobody
could ever reach is a mistake and is told as one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from guidance.messages import MESSAGES, PLACES
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.object_reader import ObjectReader
from kernel.problems import Problem, errors_in
from kernel.text import Text, named

FORMAT: Final = "minaoshi.navigator/1"
MAX_QUESTIONS: Final = 12
MAX_OPTIONS: Final = 10
MAX_LEADS: Final = 60
MAX_WAYS: Final = 20_000
When: TypeAlias = Mapping[str, frozenset[str]]
Given: TypeAlias = Mapping[str, str]
"""Answers by the key of their question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to choose."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with one answer; asked only where `when` holds."""

    key: str
    title: Text
    help: Text
    when: When
    options: tuple[Option, ...]

    def option(self, key: str | None) -> Option | None:
        """Return the answer with `key`."""
        return next((each for each in self.options if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Something to be done: a procedure, or (`title` alone) what is done elsewhere; what to bring for it."""

    when: When
    procedure: str | None
    title: Text
    note: Text
    bring: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigator:
    """Questions in order and where they lead; `otherwise` is said when they lead nowhere."""

    key: str
    title: Text
    summary: Text
    otherwise: Text
    questions: tuple[Question, ...]
    leads: tuple[Lead, ...]
    document: JsonObject
    digest: str


def holds(when: When, given: Given) -> bool:
    """Say whether the answers given so far are those that `when` asks for."""
    return all(given.get(question) in answers for question, answers in when.items())


def require_navigator(document: Json) -> Navigator:
    """Return the navigator that `document` describes, or raise `UnusableDocument` with every problem."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        place = "/format" if isinstance(document, Mapping) else ""
        raise UnusableDocument((MESSAGES.problem("guidance.not_a_navigator", place, expected=FORMAT),))
    problems: list[Problem] = []
    reader = ObjectReader(document, "", PLACES["navigator"], problems, MESSAGES)
    reader.raw("format")
    questions = _questions(reader)
    found = Navigator(
        key=reader.key("key", required=True) or "",
        title=reader.text("title", required=True) or "",
        summary=reader.text("summary") or "",
        otherwise=reader.text("otherwise", required=True) or "",
        questions=questions,
        leads=_leads(reader, questions),
        document=document,
        digest=digest(document),
    )
    reader.finish()
    if not errors_in(problems):
        problems.extend(_never_reached(found))
    if errors_in(problems):
        raise UnusableDocument(tuple(problems))
    return found


def _place_of(kind: str, value: JsonObject, index: int) -> Text:
    said = value.get("key") or value.get("procedure")
    return named(PLACES[kind], said if isinstance(said, str) else f"#{index + 1}")


def _questions(reader: ObjectReader) -> tuple[Question, ...]:
    found: list[Question] = []
    for part in reader.objects("questions", partial(_place_of, "questions"), required=True, limit=MAX_QUESTIONS):
        question = Question(
            key=part.key("key", required=True) or "",
            title=part.text("title", required=True) or "",
            help=part.text("help") or "",
            when=_when(part, found),
            options=tuple(_options(part)),
        )
        if question.key in {each.key for each in found}:
            reader.report("format.duplicate_item", "questions", value=question.key)
        part.finish()
        found.append(question)
    return tuple(found)


def _options(reader: ObjectReader) -> Iterator[Option]:
    keys: set[str] = set()
    for part in reader.objects("options", partial(_place_of, "options"), required=True, limit=MAX_OPTIONS):
        option = Option(key=part.key("key", required=True) or "", label=part.text("label", required=True) or "")
        if option.key in keys:
            reader.report("format.duplicate_item", "options", value=option.key)
        keys.add(option.key)
        part.finish()
        yield option


def _leads(reader: ObjectReader, questions: tuple[Question, ...]) -> tuple[Lead, ...]:
    found: list[Lead] = []
    for part in reader.objects("leads", partial(_place_of, "leads"), required=True, limit=MAX_LEADS):
        procedure, title = part.key("procedure"), part.text("title")
        if procedure is None and title is None:
            part.report("guidance.nothing_to_lead_to")
        bring = part.strings("bring") if _is_plain(part.raw("bring")) else _texts(part, "bring")
        found.append(
            Lead(
                when=_when(part, [*questions]),
                procedure=procedure,
                title=title or "",
                note=part.text("note") or "",
                bring=bring,
            )
        )
        part.finish()
    return tuple(found)


def _is_plain(value: Json) -> bool:
    return not isinstance(value, list | tuple) or all(isinstance(each, str) for each in value)


def _texts(reader: ObjectReader, name: str) -> tuple[Text, ...]:
    """Return a list of texts, of which some are in several languages."""
    found = (reader.part({name: value}, name, place=reader.place).text(name) for value in reader.items(name))
    return tuple(text for text in found if text)


def _when(reader: ObjectReader, before: list[Question]) -> When:
    part = reader.object("when")
    if part is None:
        return {}
    known, found = {question.key: question for question in before}, dict[str, frozenset[str]]()
    for name in part.value:
        answers = frozenset(part.keys(name))
        if name not in known:
            reader.report("guidance.unknown_question", "when", question=name[:64])
            continue
        for answer in sorted(answers):
            if known[name].option(answer) is None:
                reader.report("guidance.unknown_option", "when", option=answer, question=name)
        found[name] = answers
    return found


def _never_reached(navigator: Navigator) -> Iterator[Problem]:
    """Walk every way through the questions and name what none of them comes by."""
    questions, leads, ways = set[str](), set[int](), 0
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        given = waiting.pop()
        following = next((q for q in navigator.questions if q.key not in given and holds(q.when, given)), None)
        if following is None:
            leads |= {place for place, lead in enumerate(navigator.leads) if holds(lead.when, given)}
            ways += 1
        else:
            questions.add(following.key)
            waiting += [{**given, following.key: option.key} for option in following.options]
        if ways + len(waiting) > MAX_WAYS:
            yield MESSAGES.problem("guidance.too_many_ways", "/questions", limit=MAX_WAYS)
            return
    for place, question in enumerate(navigator.questions):
        if question.key not in questions:
            where = named(PLACES["questions"], question.key)
            yield MESSAGES.problem("guidance.never_reached", f"/questions/{place}", place=where)
    for place, lead in enumerate(navigator.leads):
        if place not in leads:
            where = named(PLACES["leads"], lead.procedure or f"#{place + 1}")
            yield MESSAGES.problem("guidance.never_reached", f"/leads/{place}", place=where)
