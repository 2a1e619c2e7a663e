"""JSON Patch: applied, found and undone."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.documents import canonical
from workflow.patch import UnusablePatch, apply_patch, diff, inverse

APPLIED = [
    ({"a": 1}, [{"op": "add", "path": "/b", "value": [2]}], {"a": 1, "b": [2]}),
    ({"a": [1, 2]}, [{"op": "add", "path": "/a/1", "value": 9}], {"a": [1, 9, 2]}),
    ({"a": [1]}, [{"op": "add", "path": "/a/-", "value": 9}], {"a": [1, 9]}),
    ({"a": 1}, [{"op": "add", "path": "/a", "value": 2}], {"a": 2}),
    ({"a": 1}, [{"op": "replace", "path": "", "value": []}], []),
    ({"a": 1, "b": 2}, [{"op": "remove", "path": "/a"}], {"b": 2}),
    ({"a": [1, 2]}, [{"op": "replace", "path": "/a/0", "value": None}], {"a": [None, 2]}),
    ({"a": [1, 2, 3]}, [{"op": "move", "from": "/a/0", "path": "/a/2"}], {"a": [2, 3, 1]}),
    ({"a": {"b": 1}}, [{"op": "copy", "from": "/a", "path": "/c"}], {"a": {"b": 1}, "c": {"b": 1}}),
    ({"a/b": 1, "m~n": 2}, [{"op": "test", "path": "/a~1b", "value": 1}], {"a/b": 1, "m~n": 2}),
    ({"a/b": 1, "m~n": 2}, [{"op": "remove", "path": "/m~0n"}], {"a/b": 1}),
    ({"a": 1}, [{"op": "test", "path": "/a", "value": 1.0}], {"a": 1}),
    ({"": 1}, [{"op": "replace", "path": "/", "value": 2}], {"": 2}),
]  # fmt: skip
REFUSED = [
    ({"a": 1}, {"op": "remove", "path": "/b"}, "patch.no_such_place"),
    ({"a": [1]}, {"op": "remove", "path": "/a/1"}, "patch.no_such_place"),
    ({"a": [1]}, {"op": "add", "path": "/a/3", "value": 1}, "patch.no_such_place"),
    ({"a": [1]}, {"op": "add", "path": "/a/01", "value": 1}, "patch.no_such_place"),
    ({"a": [1]}, {"op": "remove", "path": "/a/-"}, "patch.no_such_place"),
    ({"a": 1}, {"op": "add", "path": "/a/b", "value": 1}, "patch.no_such_place"),
    ({"a": 1}, {"op": "replace", "path": "/b", "value": 1}, "patch.no_such_place"),
    ({"a": 1}, {"op": "test", "path": "/a", "value": True}, "patch.test_failed"),
    ({"a": 1}, {"op": "add", "path": "/b"}, "patch.malformed"),
    ({"a": 1}, {"op": "add", "path": "b", "value": 1}, "patch.malformed"),
    ({"a": 1}, {"op": "add", "path": "/~2", "value": 1}, "patch.malformed"),
    ({"a": 1}, {"op": "explode", "path": "/a"}, "patch.malformed"),
    ({"a": {"b": 1}}, {"op": "move", "from": "/a", "path": "/a/b"}, "patch.malformed"),
    ({"a": 1}, {"op": "remove", "path": ""}, "patch.malformed"),
    ({"a": 1}, {"path": "/a"}, "patch.malformed"),
    ({"a": 1}, {"op": "copy", "path": "/b"}, "patch.malformed"),
    ({"a": 1}, "remove", "patch.malformed"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "patch", "expected"), APPLIED)
def test_a_patch_does_what_rfc_6902_says(document: Any, patch: Any, expected: Any) -> None:
    before = copy.deepcopy(document)

    assert apply_patch(document, patch) == expected
    assert document == before


@pytest.mark.parametrize(("document", "operation", "code"), REFUSED)
def test_a_patch_that_does_not_fit_is_refused_with_its_place(document: Any, operation: Any, code: str) -> None:
    with pytest.raises(UnusablePatch) as refusal:
        apply_patch(document, [operation])

    assert refusal.value.problems[0].code == code


def test_a_patch_that_doubles_the_document_again_and_again_is_stopped() -> None:
    doubling = [{"op": "copy", "from": "", "path": f"/c{turn}"} for turn in range(60)]

    with pytest.raises(UnusablePatch) as refusal:
        apply_patch({"a": [0] * 100}, doubling)

    assert refusal.value.problems[0].code == "patch.too_large"


def test_a_patch_that_nests_too_deeply_is_stopped() -> None:
    deep: Any = 0
    for _ in range(60):
        deep = [deep]

    with pytest.raises(UnusablePatch):
        apply_patch({"a": {"b": {"c": {"d": {"e": 1}}}}}, [{"op": "add", "path": "/a/b/c/d/e", "value": deep}])


def test_one_node_more_is_one_operation() -> None:
    before: Any = {"nodes": [{"key": f"n{index}", "title": str(index)} for index in range(500)]}
    after = copy.deepcopy(before)
    after["nodes"].insert(250, {"key": "new", "title": "new"})

    assert diff(before, after) == ({"op": "add", "path": "/nodes/250", "value": {"key": "new", "title": "new"}},)


def test_one_property_of_one_node_is_one_operation() -> None:
    before: Any = {"nodes": [{"key": "a", "minutes": 1}, {"key": "b", "minutes": 2}]}

    patch = diff(before, {"nodes": [{"key": "a", "minutes": 1}, {"key": "b", "minutes": 3}]})
    assert patch == ({"op": "replace", "path": "/nodes/1/minutes", "value": 3},)


def test_edges_are_known_by_their_ends_and_outcome() -> None:
    a, b = {"from": "a", "to": "b", "outcome": "approve"}, {"from": "a", "to": "b", "outcome": "refuse"}

    assert diff([a, b], [b]) == ({"op": "remove", "path": "/0"},)


def test_a_node_that_moves_to_the_end_is_taken_out_and_put_in() -> None:
    keys = [{"key": key} for key in "abcd"]

    assert [step["op"] for step in diff(keys, [*keys[1:], keys[0]])] == ["remove", "add"]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab/~", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("ab/~", max_size=2), inner, max_size=4)
        | st.lists(
            st.builds(lambda key, value: {"key": key, "value": value}, st.sampled_from("abcde"), inner), max_size=5
        )
    ),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(values, values)
def test_a_difference_applied_is_the_other_document(before: Any, after: Any) -> None:
    patch = diff(before, after)

    assert canonical(apply_patch(before, patch)) == canonical(after)
    assert canonical(apply_patch(after, inverse(before, patch))) == canonical(before)
