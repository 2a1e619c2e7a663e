"""Random conditions, exprs and records: sensible ones, and what an attacker would try."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kernel.condition import OPERATORS
from kernel.expr import FUNCTIONS
from kernel.json_types import Json

NAMES: Final = st.sampled_from(["a", "b", "m", "m.a", "m.b", "n.family", "today", "x"])
SCALARS: Final[SearchStrategy[Json]] = st.sampled_from(
    [None, True, False, 0, 1, -1, 2.5, 0.1, 1e308, 10**30, "", "x", "5", "2026-04-01", "2026-04", "09:00", "today",
     "today+14d", "today+99999y", "2026-02-30", "港", "𠮷", "葛\U000e0100"]
)  # fmt: skip
REFERENCES: Final[SearchStrategy[Json]] = NAMES.map(lambda name: {"field": name}) | st.just({"param": "p"})
VALUES: Final[SearchStrategy[Json]] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "family"]), inner, max_size=2)
    ),
    max_leaves=6,
)
RECORDS: Final = st.dictionaries(st.sampled_from(["a", "b", "m", "n", "x"]), VALUES)


@st.composite
def comparisons(draw: st.DrawFn) -> Json:
    op = draw(st.sampled_from(OPERATORS))
    shape: dict[str, Json] = {"field": draw(NAMES), "op": op}
    if op == "between":
        return shape | {"value": [draw(SCALARS | REFERENCES), draw(SCALARS | REFERENCES)]}
    if op in ("in", "not_in"):
        return shape | {"value": draw(st.lists(SCALARS | REFERENCES, max_size=3))}
    return shape if op in ("empty", "not_empty") else shape | {"value": draw(SCALARS | REFERENCES)}


CONDITIONS: Final[SearchStrategy[Json]] = st.recursive(
    comparisons(),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts})
        | st.lists(inner, max_size=3).map(lambda parts: {"any": parts})
        | inner.map(lambda part: {"not": part})
    ),
    max_leaves=8,
)


def _calls(inner: SearchStrategy[Json]) -> SearchStrategy[Json]:
    two = st.tuples(inner, inner).map(list)
    return st.one_of(
        st.tuples(st.sampled_from(FUNCTIONS), two).map(lambda call: {call[0]: call[1]}),
        st.tuples(CONDITIONS, inner, inner).map(lambda parts: {"if": list(parts)}),
        st.sampled_from(["count", "sum_of", "any_of"]).map(lambda name: {name: ["m", "a"]}),
    )


EXPRS: Final[SearchStrategy[Json]] = st.recursive(SCALARS | REFERENCES, _calls, max_leaves=10)
ANYTHING: Final[SearchStrategy[Json]] = st.recursive(
    SCALARS | NAMES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "field", "op", "value", "param", "sum", "if", "count", "__class__"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
