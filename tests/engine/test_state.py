"""The state of a case: changed in the quick way it is what it would be in Python's own."""

from dataclasses import replace

import pytest

from engine.core.state import NEW, CaseState, changed
from tests.engine.desk import MONDAY


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"last": 3}, id="a number"),
        pytest.param({"opened_at": MONDAY, "arrived": {"join": ("a",)}, "refused": True}, id="several"),
    ],
)
def test_a_changed_state_is_what_replacing_makes_of_it(changes: dict[str, object]) -> None:
    before = replace(NEW, last=7, performers={"review": "yamada"})

    after = changed(before, **changes)

    assert after == replace(before, **changes)  # type: ignore[arg-type]  # the same table
    assert isinstance(after, CaseState)
    assert before == replace(NEW, last=7, performers={"review": "yamada"})


def test_a_field_that_no_case_has_is_refused() -> None:
    with pytest.raises(KeyError):
        changed(NEW, unknown=1)
