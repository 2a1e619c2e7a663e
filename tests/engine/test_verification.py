"""Whatever somebody changes in the recorded history is noticed, and said where (P22)."""

import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from db.database import Database, Tx
from engine.core.codec import write_state
from engine.core.state import NEW
from engine.shell import tables
from engine.shell.verification import Mismatch, Tally, last_testimonies, verify
from engine.shell.witness import WitnessFile, witnessed
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import SECRET, Office

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}
TAMPERINGS = 400
"""Tried with the suite, at random places; the long form tries 10,000."""

Tampering = Callable[[Tx], None]


def busy_office(database: Database, witness: Path, cases: int = 3) -> Office:
    """Return an office whose cases have histories of two to four entries."""
    office = Office(database, witness=WitnessFile(witness))
    for number in range(cases):
        case_id = f"c{number:02}"
        office.receive(case_id, DOUBTFUL if number % 3 else GOOD)
        if number % 3:
            office.complete(case_id, "review", "approve", by=YAMADA)
            office.now += timedelta(minutes=1)
            office.complete(case_id, "decide", "approve", by=SATO)
        office.complete(case_id, "tag", by=YAMADA)
    office.work()
    return office


def found_in(database: Database, witness: Path) -> list[Mismatch]:
    return [*verify(database, SECRET, last_testimonies(witnessed(witness)), Tally())]


def of_entry(number: int, case_id: str = "c01") -> Any:
    return (tables.history.c.case_id == case_id) & (tables.history.c.number == number)


def change(number: int, **values: Any) -> Tampering:
    return lambda tx: void(tx.execute(update(tables.history).where(of_entry(number)).values(**values)))


def void(_result: object) -> None:
    """Say that a result is not wanted."""


def take_out(number: int) -> Tampering:
    return lambda tx: void(tx.execute(delete(tables.history).where(of_entry(number))))


def swap(tx: Tx) -> None:
    """Let entries 2 and 3 change places, with everything that they hold."""
    for before, after in ((2, 99), (3, 2), (99, 3)):
        tx.execute(update(tables.history).where(of_entry(before)).values(number=after))


def slip_in(tx: Tx) -> None:
    """Add an entry of one's own at the end, and count it."""
    row = tx.execute(select(tables.history).where(of_entry(4))).one()._asdict()
    tx.execute(insert(tables.history).values(row | {"number": 5, "command_id": "forged", "events": "[1]"}))
    tx.execute(update(tables.case_file).where(tables.case_file.c.id == "c01").values(version=5))


def cut_the_tail(tx: Tx) -> None:
    """Take the last entry away and let the case say that there were only the others."""
    tx.execute(delete(tables.history).where(of_entry(4)))
    tx.execute(update(tables.case_file).where(tables.case_file.c.id == "c01").values(version=3))


def take_the_case_out(tx: Tx) -> None:
    """Remove everything that the engine knows of a case."""
    for table in (tables.decision_trace, tables.job, tables.work_item, tables.history):
        tx.execute(delete(table).where(table.c.case_id == "c01"))
    tx.execute(delete(tables.case_file).where(tables.case_file.c.id == "c01"))


def move_the_case(tx: Tx) -> None:
    tx.execute(update(tables.case_file).where(tables.case_file.c.id == "c01").values(department="zeimu"))


def forge_the_state(tx: Tx) -> None:
    tx.execute(update(tables.case_file).where(tables.case_file.c.id == "c01").values(state=write_state(NEW)))


@pytest.mark.parametrize(
    ("tampering", "code", "number"),
    [
        pytest.param(change(2, events="[1]"), "verify.entry_changed", 2, id="出来事を書き換える"),
        pytest.param(change(3, actor="suzuki"), "verify.entry_changed", 3, id="別人がしたことにする"),
        pytest.param(change(4, at=Office.now), "verify.entry_changed", 4, id="最後の日時を変える"),
        pytest.param(change(2, link=b"x" * 16), "verify.entry_changed", 2, id="鎖の環を作る"),
        pytest.param(change(2, link=None), "verify.entry_unlinked", 2, id="鎖の環を外す"),
        pytest.param(take_out(1), "verify.entry_missing", 1, id="最初を消す"),
        pytest.param(take_out(3), "verify.entry_missing", 3, id="途中を消す"),
        pytest.param(take_out(4), "verify.entry_missing", 4, id="最後を消す"),
        pytest.param(swap, "verify.entry_changed", 2, id="入れ替える"),
        pytest.param(slip_in, "verify.entry_changed", 5, id="書き足す"),
        pytest.param(cut_the_tail, "verify.head_changed", 3, id="末尾を切り、版も直す"),
        pytest.param(move_the_case, "verify.head_changed", 4, id="ほかの課の案件にする"),
        pytest.param(forge_the_state, "verify.state_differs", 4, id="今の状態だけ変える"),
        pytest.param(take_the_case_out, "verify.case_missing", 4, id="案件ごと消す"),
    ],
)
@pytest.mark.promise("P22")
def test_tampering_is_noticed_and_located(
    database: Database, tmp_path: Path, tampering: Tampering, code: str, number: int
) -> None:
    busy_office(database, tmp_path)
    assert found_in(database, tmp_path) == []

    with database.begin() as tx:
        tampering(tx)

    found = found_in(database, tmp_path)
    assert Mismatch(code, "c01", number) in found
    assert {each.case_id for each in found} == {"c01"}


@pytest.mark.promise("P22")
def test_a_case_that_is_put_back_from_an_old_copy_is_noticed_by_the_witness(database: Database, tmp_path: Path) -> None:
    office = Office(database, witness=WitnessFile(tmp_path))
    office.receive("c01", DOUBTFUL)
    copied = (tables.case_file, tables.history, tables.work_item, tables.job, tables.decision_trace)
    with database.read() as tx:
        old = [(table, [row._asdict() for row in tx.execute(select(table))]) for table in copied]
    office.complete("c01", "review", "return", by=YAMADA, reason="番号")

    with database.begin() as tx:
        take_the_case_out(tx)
        for table, rows in old:
            put_back(tx, table, rows)

    assert found_in(database, tmp_path) == [Mismatch("verify.witnessed_entry_missing", "c01", 2)]


def put_back(tx: Tx, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        tx.execute(insert(table), rows)


@pytest.mark.promise("P23")
def test_a_step_that_was_rolled_back_has_no_witness(database: Database, tmp_path: Path) -> None:
    office = Office(database, witness=WitnessFile(tmp_path))
    office.receive("c01", DOUBTFUL)

    with suppress(KeyError), database.begin() as tx:
        office.engine.open_case(tx, *office.opening("c02"), values=DOUBTFUL, command_id="submit", now=office.now)
        raise KeyError

    assert [(each.case_id, each.number) for each in witnessed(tmp_path)] == [("c01", 1)]


def test_a_witness_that_was_scribbled_on_is_said(database: Database, tmp_path: Path) -> None:
    busy_office(database, tmp_path)
    (path,) = tmp_path.glob("*.witness")
    with path.open("a") as file:
        file.write("何か\n")

    (found,) = found_in(database, tmp_path)

    assert (found.code, found.case_id) == (
        "verify.witness_unreadable",
        f"{path.name}:{len(path.read_text().splitlines())}",
    )


@pytest.mark.promise("P22")
def test_tampering_at_random_is_always_noticed_and_located(empty_sqlite_file: Path, tmp_path: Path) -> None:
    whole, copy = tmp_path / "whole.sqlite3", tmp_path / "copy.sqlite3"
    shutil.copy(empty_sqlite_file, whole)
    database = Database(f"sqlite:///{whole}")
    busy_office(database, tmp_path, cases=9)
    database.dispose()

    unnoticed = [seed for seed in range(TAMPERINGS) if not is_noticed(whole, copy, tmp_path, seed)]

    assert unnoticed == []


def is_noticed(whole: Path, copy: Path, witness: Path, seed: int) -> bool:
    """Tamper with a copy as `seed` says; return whether it is noticed at the case and the entry."""
    shutil.copy(whole, copy)
    database, chance = Database(f"sqlite:///{copy}"), random.Random(seed)
    with database.begin() as tx:
        rows = tx.execute(select(tables.history)).all()
        victim = chance.choice(rows)
        where = (tables.history.c.case_id == victim.case_id) & (tables.history.c.number == victim.number)
        tamper_at_random(tx, chance, victim, where)
    found = found_in(database, witness)
    database.dispose()
    return (victim.case_id, victim.number) in {(each.case_id, each.number) for each in found}


def tamper_at_random(tx: Tx, chance: random.Random, victim: Any, where: Any) -> None:
    column = chance.choice(["at", "actor_kind", "actor", "capacity", "command_id", "events", "link", "all", "both"])
    if column == "all":
        tx.execute(delete(tables.history).where(where))
    elif column == "both":  # a copy of another case's entry in its place
        other = chance.choice(
            tx.execute(select(tables.history).where(tables.history.c.case_id != victim.case_id)).all()
        )
        tx.execute(update(tables.history).where(where).values(events=other.events, actor=other.actor, link=other.link))
    else:
        tx.execute(update(tables.history).where(where).values({column: spoiled(getattr(victim, column), chance)}))


def spoiled(value: Any, chance: random.Random) -> Any:
    """Return `value` with one thing about it changed."""
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        return value[:place] + chance.choice("0 あ\n") + value[place:]
    return value + timedelta(microseconds=chance.choice((-1, 1, 86_400_000_000)))
