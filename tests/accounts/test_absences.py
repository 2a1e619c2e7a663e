"""Officers note when they are away; colleagues who do the same work and are there are suggested to stand in."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.absences import Absence, Part, absences, drop_absence, note_absence, who_could_stand_in
from accounts.directory import add_department, add_officer, read_directory
from accounts.errors import AbsenceDays, AbsenceHalf, AbsenceTwice, SubstituteUnknown
from accounts.officer import Grant, Membership, Officer
from accounts.substitutions import name_substitute, substitutions_by
from db.database import Database
from kernel.errors import DomainError, NotAllowed, NotFound

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def officer(name: str, *posts: str, admin: bool = False) -> Officer:
    held = frozenset(Membership(*post.split("/")) for post in posts)
    grants = frozenset({Grant("admin", "*")} if admin else ())
    return Officer(id=name, login=name, name=name, kana=name, posts=held, grants=grants)


ABE, INO, UNO = officer("abe", "kankyo/clerk"), officer("ino", "kankyo/clerk"), officer("uno", "kankyo/clerk")
HEAD, FAR = officer("head", "kankyo/head"), officer("far", "zeimu/clerk", admin=True)


@pytest.fixture
def town(database: Database) -> Database:
    with database.begin() as tx:
        for key in ("kankyo", "zeimu"):
            add_department(tx, key, key)
        for each in (ABE, INO, UNO, HEAD, FAR):
            add_officer(tx, each, password_hash=None, now=NOW)
    return database


def note(town: Database, by: Officer, whose: str, first: date, last: date, part: Part = "day") -> str:
    with town.begin() as tx:
        return note_absence(tx, by, whose, first, last, part, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "part", "refusal"),
    [
        pytest.param(TODAY, TODAY, "morning", None, id="きょうの午前"),
        pytest.param(TODAY - timedelta(days=2), TODAY, "day", None, id="きょう終わる"),
        pytest.param(TODAY, TODAY + timedelta(days=366), "day", None, id="一年"),
        pytest.param(TODAY, TODAY + timedelta(days=1), "morning", AbsenceHalf, id="二日の午前"),
        pytest.param(TODAY + timedelta(days=1), TODAY, "day", AbsenceDays, id="逆"),
        pytest.param(TODAY, TODAY - timedelta(days=1), "day", AbsenceDays, id="過去"),
        pytest.param(TODAY, TODAY + timedelta(days=367), "day", AbsenceDays, id="長すぎる"),
        pytest.param(date.max, date.max, "day", AbsenceDays, id="遠すぎる"),
        pytest.param(date.min, date.min, "day", AbsenceDays, id="日付でない"),
    ],
)
def test_the_days_of_an_absence(
    town: Database, first: date, last: date, part: Part, refusal: type[DomainError] | None
) -> None:
    if refusal is None:
        assert note(town, ABE, "abe", first, last, part)
    else:
        with pytest.raises(refusal):
            note(town, ABE, "abe", first, last, part)


def test_nobody_is_away_twice_but_both_halves_of_a_day_are_fine(town: Database) -> None:
    note(town, ABE, "abe", TODAY, TODAY, "morning")
    note(town, ABE, "abe", TODAY, TODAY, "afternoon")

    with pytest.raises(AbsenceTwice):
        note(town, ABE, "abe", TODAY, TODAY, "morning")
    with pytest.raises(AbsenceTwice):
        note(town, ABE, "abe", TODAY, TODAY + timedelta(days=3))
    assert note(town, INO, "ino", TODAY, TODAY)


def test_officers_note_their_own_and_administrators_anybodys(town: Database) -> None:
    with pytest.raises(NotAllowed):
        note(town, INO, "abe", TODAY, TODAY)
    with pytest.raises(SubstituteUnknown):
        note(town, FAR, "nobody", TODAY, TODAY)

    noted = note(town, FAR, "abe", TODAY, TODAY)

    with town.begin() as tx, pytest.raises(NotFound):
        drop_absence(tx, INO, noted, now=NOW)
    with town.begin() as tx:
        drop_absence(tx, ABE, noted, now=NOW)
    with town.read() as tx:
        assert absences(tx, ["abe"], TODAY, TODAY) == ()


def test_who_does_the_same_work_and_is_there_comes_first(town: Database) -> None:
    day = TODAY + timedelta(days=7)
    note(town, INO, "ino", day, day, "afternoon")
    with town.begin() as tx:
        name_substitute(tx, HEAD, "head", "ino", day, day, now=NOW)
    with town.read() as tx:
        directory = read_directory(tx)
        others = absences(tx, [*directory.officers], day, day)
        busy = substitutions_by(tx, [*directory.officers], day, day)

    def could(part: Part) -> list[str]:
        away = Absence(id="x", officer="abe", first_day=day, last_day=day, part=part)
        return [each.id for each in who_could_stand_in(directory, away, others, busy)]

    assert could("day") == ["uno", "head"]
    assert could("morning") == ["uno", "ino", "head"]
