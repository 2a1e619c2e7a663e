"""Which field has to be known before which: the order in which visibility and computed values are worked out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forms.definition import Field, Form, Page
from forms.scoping import condition_in_item, expr_in_item
from kernel.condition import Condition, fields_of
from kernel.expr import fields_of_expr


def needs_of_form(form: Form) -> dict[str, frozenset[str]]:
    """Return, for every top-level field, the top-level fields that decide whether it is shown and what it is."""
    known = {asked.key for asked in form.fields()}
    return {asked.key: _needs(asked, page) & known for page in form.pages for asked in page.fields}


def needs_in_group(group: Field) -> dict[str, frozenset[str]]:
    """Return the same for the fields of an item, among themselves."""
    known = {asked.key for asked in group.fields}
    return {asked.key: frozenset(_names(asked, group.key)) & known for asked in group.fields}


def evaluation_order(needs: Mapping[str, frozenset[str]]) -> tuple[list[str], list[str]]:
    """Return the keys so that each comes after what it needs, and those that wait for each other in a circle.

    Keys that wait in a circle, or for one, come last in reading order; they see what is known by then.
    """
    waiting = {key: set(needed) for key, needed in needs.items()}
    dependants: dict[str, list[str]] = {key: [] for key in needs}
    for key, needed in needs.items():
        for other in needed:
            dependants[other].append(key)
    ready = [key for key in needs if not waiting[key]]
    order: list[str] = []
    for key in ready:  # grows while we walk
        order.append(key)
        for dependant in dependants[key]:
            waiting[dependant].discard(key)
            if not waiting[dependant]:
                ready.append(dependant)
    placed = set(order)
    stuck = [key for key in needs if key not in placed]
    return order + stuck, [key for key in stuck if _reaches_itself(key, needs)]


def _reaches_itself(start: str, needs: Mapping[str, frozenset[str]]) -> bool:
    seen: set[str] = set()
    stack = [*needs[start]]
    while stack:
        key = stack.pop()
        if key == start:
            return True
        if key not in seen:
            seen.add(key)
            stack.extend(needs[key])
    return False


def _needs(asked: Field, page: Page) -> frozenset[str]:
    """Return the first names of what `asked` reads; a group does not wait for itself."""
    names = set(_condition_names([asked.when, page.when]))
    names |= set(_expr_names(asked))
    if asked.type == "group":
        inner = {item.key for item in asked.fields}
        names |= {name for item in asked.fields for name in _names(item, asked.key) if name not in inner}
        names.discard(asked.key)
    return frozenset(names)


def _names(asked: Field, group: str) -> Iterator[str]:
    """Yield the first names of what a field of an item reads, those of groups within it included."""
    when = None if asked.when is None else condition_in_item(asked.when, group)
    yield from _condition_names([when])
    if asked.expr is not None:
        yield from _first(fields_of_expr(expr_in_item(asked.expr, group)))
    inner = {item.key for item in asked.fields}
    for item in asked.fields:
        yield from (name for name in _names(item, asked.key) if name not in inner and name != asked.key)


def _expr_names(asked: Field) -> Iterator[str]:
    if asked.expr is not None:
        yield from _first(fields_of_expr(asked.expr))


def _condition_names(conditions: Sequence[Condition | None]) -> Iterator[str]:
    for condition in conditions:
        if condition is not None:
            yield from _first(fields_of(condition))


def _first(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name.partition(".")[0]
