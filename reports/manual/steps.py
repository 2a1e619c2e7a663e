"""Each step of a manual: who does what, what to look at and to write, until when, and what follows."""

from collections.abc import Iterator

from kernel.text import say
from reports.manual.model import CheckLine, Fact, Step
from reports.manual.ways import Telling, begins, ways_of
from workflow.definition import Duration, Node

_BY_SYSTEM = frozenset({"decision", "service", "notice", "timer", "wait", "subflow"})


def steps_of(telling: Telling) -> tuple[Step, ...]:
    """Return every numbered step in order."""
    ordered = sorted(telling.numbers, key=lambda key: telling.numbers[key])
    return tuple(_step(telling, telling.flow.nodes[key]) for key in ordered)


def duration(telling: Telling, length: Duration) -> str:
    """Return a length of time in words."""
    if length.business_days is not None:
        return telling.say("business_days", count=length.business_days)
    if length.days is not None:
        return telling.say("days", count=f"{length.days:g}")
    return telling.say("hours", count=f"{length.hours or 0:g}")


def _step(telling: Telling, node: Node) -> Step:
    lane = telling.flow.lanes.get(node.lane or "")
    return Step(
        number=telling.numbers[node.key],
        key=node.key,
        title=telling.title(node.key),
        actor=say(lane.title, telling.language) if lane else telling.say("nobody"),
        kind=telling.say(f"kind.{node.type}"),
        by_system=node.type in _BY_SYSTEM and not (lane and lane.kind == "staff"),
        by_resident=bool(lane and lane.kind == "resident"),
        begins=begins(telling, node),
        todo=_todo(telling, node),
        facts=tuple(fact for fact in _facts(telling, node) if fact.parts),
        checks=tuple(_checks(telling, node)),
        ways=ways_of(telling, node),
        controls=tuple(_controls(telling, node)),
        tables=(node.inline_table.key,) if node.inline_table else tuple(filter(None, (node.table,))),
        letters=tuple(filter(None, (node.template,))),
    )


def _todo(telling: Telling, node: Node) -> str:
    """Return the office's own instructions; without them what the type of the step says."""
    if node.instructions:
        return say(node.instructions, telling.language)
    if node.type == "task":
        return telling.say(f"action.{node.action or 'other'}")
    if node.type == "timer":
        if node.wait is not None:
            return telling.say("todo.timer_wait", length=duration(telling, node.wait))
        if node.until is not None:
            return telling.say("todo.timer_until", day=telling.words.expr(node.until, telling.language))
    return telling.say(f"todo.{node.type}")


def _facts(telling: Telling, node: Node) -> Iterator[Fact]:
    words, language, flow = telling.words, telling.language, telling.flow

    def fact(code: str, *parts: str) -> Fact:
        return Fact(telling.say(f"fact.{code}"), tuple(part for part in parts if part))

    yield fact("due", *_due(telling, node))
    yield fact("decides", *_decides(telling, node))
    yield fact("other_person", *_others(telling, node))
    yield fact("reads", telling.listed(words.names(node.reads, language)))
    yield fact("writes", telling.listed(words.names(node.writes, language)) if node.type != "form" else "")
    yield fact("deletes", telling.listed(words.names(node.deletes, language)))
    for code, keys in (("needs", node.documents.needs), ("produces", node.documents.produces)):
        known = [say(flow.documents[key].title, language) if key in flow.documents else key for key in keys]
        yield fact(code, telling.listed(known))
    systems = [say(flow.systems[key].title, language) if key in flow.systems else key for key in node.systems]
    yield fact("systems", telling.listed(systems))
    yield fact("medium", telling.say(f"medium.{node.medium}") if node.medium else "")
    receiver, lane = flow.lanes.get(node.to or ""), flow.lanes.get(node.lane or "")
    if node.type == "notice" and receiver:
        yield fact("to", say(receiver.title, language))
    if node.each:
        yield fact("each", words.name(node.each, language))
    if node.minutes is not None and lane and lane.kind == "staff":
        yield fact("minutes", telling.say("minutes", count=f"{node.minutes.mean:g}"))
    if node.pinned:
        yield fact("pinned", node.pinned)


def _due(telling: Telling, node: Node) -> Iterator[str]:
    if node.due is None:
        return
    yield telling.say("due", length=duration(telling, node.due))
    for late in node.on_overdue:
        length = duration(telling, late.after)
        if late.outcome is not None:
            known = next((each.title for each in node.outcomes if each.key == late.outcome), late.outcome)
            yield telling.say("overdue.outcome", length=length, outcome=say(known, telling.language))
        elif late.do:
            yield telling.say(f"overdue.{late.do}", length=length)


def _decides(telling: Telling, node: Node) -> Iterator[str]:
    flow, language = telling.flow, telling.language
    if node.type != "approval":
        return
    if node.matter:
        yield telling.say("matter", matter=node.matter)
    rows = [row for row in flow.authority if row.matter == node.matter]
    by_amount = node.amount is not None or bool(node.assign and node.assign.authority is not None)
    for row in rows if by_amount else ():
        who = _level(telling, row.decided_by)
        limit = f"{row.up_to:,.0f}" if row.up_to is not None else ""
        yield telling.say("authority_to", who=who, limit=limit) if limit else telling.say("authority_rest", who=who)
    if node.level and not by_amount:
        yield telling.say("level", who=_level(telling, node.level))
    members = [say(flow.lanes[key].title, language) for key in node.members if key in flow.lanes]
    if members:
        rule = node.complete_when
        kind = rule.kind if rule else "all"
        count = str(rule.at_least) if rule and rule.at_least else ""
        yield telling.say(f"members.{kind}", who=telling.listed(members), count=count)


def _others(telling: Telling, node: Node) -> Iterator[str]:
    if node.assign is None:
        return
    named = [telling.say("step_ref", number=each.number, title=each.title)
             for each in telling.refs(node.assign.not_same_as)]  # fmt: skip
    if named:
        yield telling.say("assign.not_same", steps=telling.listed(named))
    for same in telling.refs([node.assign.same_as] if node.assign.same_as else []):
        yield telling.say("assign.same", step=telling.say("step_ref", number=same.number, title=same.title))


def _level(telling: Telling, key: str) -> str:
    lane = next((each for each in telling.flow.lanes.values() if each.role == key), None)
    return say(lane.title, telling.language) if lane else key


def _checks(telling: Telling, node: Node) -> Iterator[CheckLine]:
    for key in node.checks:
        known = telling.flow.checks.get(key)
        exact = telling.words.condition(known.condition, telling.language) if known and known.condition else ""
        yield CheckLine(say(known.title, telling.language) if known else key, exact)


def _controls(telling: Telling, node: Node) -> Iterator[str]:
    for key in node.control:
        known = telling.flow.controls.get(key)
        if known is not None:
            basis = say(known.basis, telling.language)
            title = say(known.title, telling.language)
            yield telling.say("control", title=title, basis=basis) if basis else title
