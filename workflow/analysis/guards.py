"""The guards: reasons why a step that looks superfluous has to stay (analysis catalogue, GD1–GD12).

Every guard answers for one step; where it holds, the proposal is not made. A control of any kind protects its step,
also an internal one, because nothing here may take a control away without people deciding so.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kernel.text import Text, say
from workflow.analysis.facts import Facts
from workflow.analysis.messages import MESSAGES
from workflow.definition import Node
from workflow.finding import Guard

SOFT: Final = frozenset({"GD10"})
"""Guards that do not stop a proposal but make it a hypothesis."""


def guard(code: str, holds: bool, **params: Text | int | float | None) -> Guard:
    """Return the guard `code`; its reason is told only where it holds."""
    return Guard(code=code, holds=holds, why=MESSAGES.text(code, **params) if holds else None)


def law(facts: Facts, node: Node) -> Guard:
    """GD1: the step performs a control, or a control names it."""
    controls = facts.controls_at(node)
    return guard(
        "GD1", bool(controls), step=facts.title(node.key), control=_named(control.title for control in controls)
    )


def separation(facts: Facts, node: Node) -> Guard:
    """GD2: who may work on the step is bound to another step, or a separation of duties runs through it."""
    bound = facts.bound_to.get(node.key, frozenset())
    by_control = any(control.rule and control.rule.not_same_person for control in facts.controls_at(node))
    return guard(
        "GD2",
        bool(bound) or by_control,
        step=facts.title(node.key),
        others=_named(facts.title(key) for key in sorted(bound) if key in facts.flow.nodes),
    )


def independence(facts: Facts, node: Node) -> Guard:
    """GD3: the step is a second look on purpose."""
    return guard("GD3", node.independent, step=facts.title(node.key))


def irreversible(facts: Facts, node: Node) -> Guard:
    """GD5: the step itself has an effect that cannot be taken back."""
    return guard("GD5", is_irreversible(node), step=facts.title(node.key), effect=facts.title(node.key))


def pinned(facts: Facts, node: Node) -> Guard:
    """GD11: somebody fixed the step and said why."""
    return guard("GD11", bool(node.pinned), step=facts.title(node.key), reason=node.pinned or "")


def freshness(facts: Facts, node: Node, names: Iterable[str]) -> Guard:
    """GD6: a datum may have expired between its writing and `node` (95th percentile of the time between)."""
    expired = [name for name in sorted(names) if has_expired(facts, node, name)]
    return guard("GD6", bool(expired), data=_named(data_title(facts, name) for name in expired))


def has_expired(facts: Facts, node: Node, name: str) -> bool:
    """Return whether what is known as `name` may be too old when `node` begins."""
    item = facts.item(name)
    if item is None or item.valid_days is None:
        return False
    writers = facts.data.reaching(node.key, name) & facts.flow.nodes.keys()
    return any(facts.days_between(writer, node.key) > item.valid_days for writer in writers)


def records(facts: Facts, names: Iterable[str]) -> Guard:
    """GD7: what the step writes is kept for the record, an audit or statistics."""
    kept = [name for name in sorted(names) if (item := facts.item(name)) and item.keep]
    return guard("GD7", bool(kept), data=_named(data_title(facts, name) for name in kept))


def is_irreversible(node: Node) -> bool:
    """Return whether what `node` does cannot be taken back (formats.md: paying, mailing and notices, unless stated)."""
    if node.effect is not None:
        return node.effect == "irreversible"
    return node.action in ("pay", "mail") or node.type == "notice"


def is_weighty(node: Node) -> bool:
    """Return whether the effect is stated as irreversible or is a payment: more than a letter that goes out."""
    return node.effect == "irreversible" or (node.effect is None and node.action == "pay")


def data_title(facts: Facts, name: str) -> Text:
    """Return how sentences call a datum."""
    item = facts.item(name)
    return item.title if item else name


def _named(titles: Iterable[Text]) -> Text:
    return listed([*titles])


def listed(titles: Iterable[Text]) -> Mapping[str, str]:
    """Return titles as one text: 「A」「B」 in Japanese, “A”, “B” in English."""
    known = [*titles]
    japanese: Callable[[Text], str] = lambda title: f"「{say(title, 'ja')}」"  # noqa: E731  # a format, not a function
    return {"ja": "".join(map(japanese, known)), "en": ", ".join(f"“{say(title, 'en')}”" for title in known)}
