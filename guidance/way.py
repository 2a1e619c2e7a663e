"""A resident's way through a navigator: what was asked and answered, what comes next, where it leads.

The way is in the address of the page and nowhere else, so that going back works, a link can be sent to somebody, and
nothing about the resident is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.page import ProcedurePage
from catalog.procedures import Procedure
from guidance.navigator import Lead, Navigator, Option, Question, holds
from intake.guide import Guide
from kernel.text import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far somebody has come. `following` is None when every question is answered."""

    steps: tuple[tuple[Question, Option], ...]
    following: Question | None

    @property
    def given(self) -> dict[str, str]:
        """The answers, by question: what stands in the address."""
        return {question.key: option.key for question, option in self.steps}

    def before(self, question: Question) -> dict[str, str]:
        """Return the answers that were given before `question` was asked: how to go back to it."""
        keys = [asked.key for asked, _ in self.steps]
        return {key: self.given[key] for key in keys[: keys.index(question.key)]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Something to do at the end of the way; `page` is that of the procedure when it can be begun online now."""

    lead: Lead
    page: ProcedurePage | None
    title: Text

    @property
    def is_closed(self) -> bool:
        """Say whether it is a procedure of ours that takes no applications now."""
        return self.lead.procedure is not None and self.page is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """Something to bring or prepare, and for which of the destinations."""

    what: Text
    titles: tuple[Text, ...]


def way(navigator: Navigator, typed: Mapping[str, str]) -> Way:
    """Return how far `typed` leads; what was not asked, or answered with what was not offered, counts for nothing."""
    steps: list[tuple[Question, Option]] = []
    given: dict[str, str] = {}
    for question in navigator.questions:
        if not holds(question.when, given):
            continue
        option = question.option(typed.get(question.key))
        if option is None:
            return Way(steps=tuple(steps), following=question)
        given[question.key] = option.key
        steps.append((question, option))
    return Way(steps=tuple(steps), following=None)


def destinations(
    navigator: Navigator, done: Way, guides: Sequence[Guide], every: Sequence[Procedure]
) -> tuple[Destination, ...]:
    """Return what is to be done, in the order of the navigator. `guides` can be begun now, `every` is what there is."""
    pages = {guide.key: guide.bundle.page for guide in guides}
    titles = {procedure.key: procedure.title for procedure in every}
    reached = [lead for lead in navigator.leads if holds(lead.when, done.given)]
    return tuple(
        Destination(
            lead=lead,
            page=pages.get(lead.procedure or ""),
            title=lead.title or titles.get(lead.procedure or "", ""),
        )
        for lead in reached
    )


def needed(found: Sequence[Destination]) -> tuple[Needed, ...]:
    """Return what to bring for all of `found`, each thing once."""
    titles: dict[str, list[Text]] = {}
    texts: dict[str, Text] = {}
    for each in found:
        for what in (*each.lead.bring, *(each.page.needs if each.page is not None else ())):
            texts.setdefault(say(what), what)
            known = titles.setdefault(say(what), [])
            if each.title not in known:
                known.append(each.title)
    return tuple(Needed(what=texts[key], titles=tuple(known)) for key, known in titles.items())
