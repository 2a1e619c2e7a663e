"""Every promise has a test that says so, or says why it has none; the page that states them is up to date."""

import pytest

from tests.promises.page import PAGE, page, trials
from tests.promises.table import PROMISES, Promise

OF_THE_ENGINE = {f"P{number}" for number in (*range(1, 18), *range(20, 27))}
"""What an engine without holes may not leave untried."""


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.key)
def test_a_promise_is_tried_or_says_why_not(promise: Promise) -> None:
    tried = trials().get(promise.key, ())

    assert bool(tried) != bool(promise.untried)
    assert tried or promise.key not in OF_THE_ENGINE


def test_no_test_tries_what_nobody_promised() -> None:
    assert set(trials()) <= {each.key for each in PROMISES}
    assert [each.key for each in PROMISES] == [f"P{number}" for number in range(1, len(PROMISES) + 1)]


def test_the_page_of_promises_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.promises.page"
