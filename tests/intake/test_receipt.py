"""The receipt number and its password: read aloud, typed on a phone, told from a slip of the pen."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.receipt import look_up_password, password_hash, password_matches
from kernel.ids import ALPHABET, check_symbol, grouped, new_receipt_number, normalised_receipt_number

BODIES = st.text(alphabet=ALPHABET, min_size=15, max_size=15).filter(check_symbol)


def numbered(body: str) -> str:
    return grouped(body + (check_symbol(body) or ""))


@given(BODIES)
def test_a_number_is_understood_in_any_width_case_and_grouping(body: str) -> None:
    number = numbered(body)
    wide = number.lower().translate({ord(c): ord(c) + 0xFEE0 for c in string.ascii_lowercase + string.digits})

    assert normalised_receipt_number(number) == number
    assert normalised_receipt_number(wide.replace("-", "　")) == number
    assert normalised_receipt_number(number.replace("-", "ー").replace("ー", "")) == number


@given(BODIES, st.integers(0, 14), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(body: str, place: int, wrong: str) -> None:
    slipped = body[:place] + wrong + body[place + 1 :]

    assert (normalised_receipt_number(slipped + numbered(body)[-1]) is None) == (slipped != body)


@given(BODIES, st.integers(0, 13))
def test_two_swapped_symbols_are_noticed(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]

    assert (normalised_receipt_number(swapped + numbered(body)[-1]) is None) == (swapped != body)


@pytest.mark.parametrize("typed", ["", "%", "*", "R-2026-000002", "0000-0000", "あ" * 16, "0" * 10_000, "\0", "٣" * 16])
def test_what_cannot_be_a_number_is_not_taken_for_one(typed: str) -> None:
    assert normalised_receipt_number(typed) is None


def test_numbers_do_not_repeat_and_cannot_be_guessed_from_each_other() -> None:
    numbers = {new_receipt_number() for _ in range(2_000)}

    assert len(numbers) == 2_000
    assert len({number[:4] for number in numbers}) > 1_900


def test_the_password_opens_its_own_case_only() -> None:
    password = look_up_password("k" * 32, "case-a")

    assert password == look_up_password("k" * 32, "case-a")
    assert password_matches("case-a", password.lower().replace("-", " "), password_hash("case-a", password))
    assert not password_matches("case-b", password, password_hash("case-a", password))
    assert not password_matches("case-a", look_up_password("K" * 32, "case-a"), password_hash("case-a", password))
