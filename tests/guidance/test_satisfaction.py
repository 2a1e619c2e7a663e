"""What residents thought: numbers from five on, nothing that leads to a person, comments for a year."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.directory import add_department
from accounts.officer import Grant, Officer
from catalog.procedures import create_procedure
from db.database import Database, Tx
from guidance import tables
from guidance.satisfaction import (
    FEWEST,
    LONGEST,
    add_comment,
    blotted,
    erase_old_comments,
    may_comment,
    opinions_of,
    rate,
)
from kernel.errors import NotFound

NOW: Final = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY: Final = timedelta(days=1)
HERE: Final = Officer(id="1", login="a", name="A", grants=frozenset({Grant("design", "kankyo")}))
ELSEWHERE: Final = Officer(id="2", login="b", name="B", grants=frozenset({Grant("design", "zeimu")}))


@pytest.fixture
def tx(database: Database) -> Iterator[Tx]:
    with database.begin() as opened:
        add_department(opened, "kankyo", "環境課")
        create_procedure(opened, HERE, "dogs", "kankyo", "犬", NOW)
        yield opened


def answered(tx: Tx, *scores: int, at: datetime = NOW) -> list[str]:
    return [rate(tx, "dogs", "receipt", score, at) for score in scores]


def test_a_few_answers_are_not_shown_nor_their_comments(tx: Tx) -> None:
    [first, *_] = answered(tx, 1, 2, 3, 4)
    add_comment(tx, first, "入力が長い", NOW)
    assert FEWEST == 5

    before = opinions_of(tx, HERE, "dogs", NOW)
    answered(tx, 5)
    after = opinions_of(tx, HERE, "dogs", NOW)

    assert (before.by_moment, before.comments) == ({}, ())
    assert (after.by_moment["receipt"].answers, after.by_moment["receipt"].mean) == (5, 3.0)
    assert after.comments == ("入力が長い",)
    assert "decision" not in after.by_moment


def test_answers_count_for_twelve_months(tx: Tx) -> None:
    answered(tx, 1, 1, 1, 1, 1, at=NOW - 366 * DAY)
    answered(tx, 5, 5, 5, 5, 5)

    assert opinions_of(tx, HERE, "dogs", NOW).by_moment["receipt"].counts == {5: 5}


def test_only_the_department_sees_them(tx: Tx) -> None:
    with pytest.raises(NotFound):
        opinions_of(tx, ELSEWHERE, "dogs", NOW)


def test_a_comment_is_added_once_on_the_day_by_whoever_answered(tx: Tx) -> None:
    [answer] = answered(tx, 3)

    assert may_comment(tx, answer, NOW)
    add_comment(tx, answer, " はやかった " + "。" * LONGEST, NOW)
    add_comment(tx, answer, "もう一度", NOW)

    assert not may_comment(tx, answer, NOW)
    assert tx.scalar(select(tables.satisfaction.c.comment)) == ("はやかった " + "。" * LONGEST)[:LONGEST]
    with pytest.raises(NotFound):
        may_comment(tx, answer, NOW + DAY)
    with pytest.raises(NotFound):
        add_comment(tx, "0" * 32, "だれか", NOW)


def test_comments_go_after_a_year_and_scores_stay(tx: Tx) -> None:
    [answer] = answered(tx, 4)
    add_comment(tx, answer, "よかった", NOW)

    erase_old_comments(tx, NOW + 365 * DAY)
    kept = tx.scalar(select(tables.satisfaction.c.comment))
    erase_old_comments(tx, NOW + 366 * DAY)

    assert kept == "よかった"
    assert tx.execute(select(tables.satisfaction.c.comment, tables.satisfaction.c.score)).one() == (None, 4)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("太郎 taro@example.jp まで", "太郎 ＊＊＊ まで"),
        ("電話は090-1234-5678です", "電話は＊＊＊です"),
        ("０３ー１２３４ー５６７８", "＊＊＊"),
        ("受付番号 7KQ3-M8XP-2R4T-9WBV", "受付番号 ＊＊＊"),
        ("15分で終わり、3日で届いた", "15分で終わり、3日で届いた"),
        ("2026年に2回、550円", "2026年に2回、550円"),
    ],
)
def test_what_leads_to_a_person_is_blotted_out(typed: str, kept: str) -> None:
    assert blotted(typed) == kept


@pytest.mark.parametrize("score", [0, 6, -1])
def test_only_five_answers_exist(tx: Tx, score: int) -> None:
    with pytest.raises(NotFound):
        rate(tx, "dogs", "receipt", score, NOW)


def test_nothing_leads_from_an_answer_to_a_case(database: Database) -> None:
    columns = {column.name for column in tables.satisfaction.c}

    assert columns == {"id", "procedure", "moment", "score", "comment", "answered_on"}
    assert str(tables.satisfaction.c.answered_on.type) == "DATE"
    row = {"id": "x", "procedure": "dogs", "moment": "receipt", "score": 9, "answered_on": NOW.date()}
    with database.begin() as tx, pytest.raises(IntegrityError):
        tx.execute(tables.satisfaction.insert().values(**row))
