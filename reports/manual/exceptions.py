"""What to do when a case does not go straight: returns, refusals, withdrawal, lateness, and mistakes of one's own."""

from collections.abc import Iterator

from reports.manual.model import Fact, Step
from reports.manual.ways import Telling


def exceptions_of(telling: Telling, steps: tuple[Step, ...]) -> tuple[Fact, ...]:
    """Return each exception that can happen in this procedure with what is done then."""
    return tuple(fact for fact in _facts(telling, steps) if fact.parts)


def _facts(telling: Telling, steps: tuple[Step, ...]) -> Iterator[Fact]:
    def fact(code: str, *parts: str) -> Fact:
        return Fact(telling.say(f"exception.{code}"), tuple(part for part in parts if part))

    returned = [*_returns(telling, steps)]
    residents = any(step.by_resident and telling.flow.nodes[step.key].due for step in steps)
    if returned:
        yield fact(
            "return",
            *returned,
            telling.say("exception.return_reason"),
            telling.say("exception.return_clock") if telling.flow.standard_days else "",
            telling.say("exception.return_silence") if residents else "",
        )
    refused = [*_refusals(telling, steps)]
    if refused:
        yield fact("refuse", *refused, telling.say("exception.refuse_reason"))
    yield fact("withdraw", telling.say("exception.withdraw_how"))
    if any(node.on_overdue for node in telling.flow.nodes.values()):
        yield fact("late", telling.say("exception.late_how"))
    if any(step.by_system and step.tables for step in steps):
        yield fact("rules", telling.say("exception.rules_how"))
    yield fact(
        "mistake",
        telling.say("exception.mistake_pull"),
        telling.say("exception.mistake_back"),
        telling.say("exception.mistake_amend"),
    )


def _returns(telling: Telling, steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        for way in step.ways:
            if way.back:
                yield telling.say(
                    "exception.return_at",
                    number=step.number,
                    title=step.title,
                    choice=way.choice,
                    target=telling.listed([_named(telling, each.number, each.title) for each in way.targets]),
                )


def _refusals(telling: Telling, steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        for way in step.ways:
            if way.refuses:
                yield telling.say(
                    "exception.refuse_at", number=step.number, title=step.title, choice=way.choice, who=step.actor
                )


def _named(telling: Telling, number: int, title: str) -> str:
    return telling.say("step_ref", number=number, title=title) if number else title
