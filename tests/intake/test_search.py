"""Finding cases by what they hold: folded spelling, parts of words, corrections, and only what the reader may open."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from accounts.directory import officer_by_login
from bootstrap import Services, services
from catalog.versions import current_version
from db.all_tables import every_table
from engine.core.actor import Actor
from engine.shell.case_rows import find_case
from engine.shell.worklist import Worklist
from forms.validation import validate
from intake import tables
from intake.amendments import amend
from intake.applications import entry_form
from intake.case_words import forget_words, grams, note_missing_words
from intake.desk import receive
from intake.errors import SearchTooShort
from intake.search import search_cases, terms_of
from kernel.clock import SimulatedClock, local_date
from kernel.json_types import Json
from kernel.text_ja import search_key
from samples.answers import answers
from samples.town import publish_procedures, settle
from settings import read_settings
from web.casework import posts_of

MORNING: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DOG: Final = "dog-registration"
OWN: Final = frozenset({"kankyo"})
NOBODY: Final = Worklist(officer="nobody", posts=frozenset())
GIVEN: Final[dict[str, Json]] = {
    "dog_name": "ポチ太郎",
    "dog_breed": "toy-poodle",
    "dog_color": "茶トラ",
    "injected": False,
    "injected_on": None,
}


@dataclass
class Counter:
    """A counter at which dogs are registered. `numbers` are the receipts, by case."""

    house: Services
    numbers: dict[str, str]

    def register(self, **changed: Json) -> str:
        """Receive an application and return the id of its case."""
        now = self.house.clock.now()
        with self.house.database.begin() as tx:
            version = current_version(tx, DOG)
            assert version is not None
            bundle = self.house.library.bundle(tx, version.bundle_digest)
            form = entry_form(bundle)
            typed = answers(form.key, random.Random(len(self.numbers)), local_date(now)) | GIVEN | changed
            values = validate(form, typed, local_date(now), params=bundle.flow.params).values
            receipt = receive(tx, self.house.desk, bundle, values, language="ja", channel="online", now=now)
        self.numbers[receipt.case_id] = receipt.number
        return receipt.case_id

    def find(self, typed: str, *, departments: frozenset[str] = OWN, reader: Worklist = NOBODY) -> list[str]:
        """Return the cases that somebody finds."""
        with self.house.database.read() as tx:
            return [*search_cases(tx, typed, reader, departments=departments).case_ids]


@pytest.fixture
def counter(database_url: str, tmp_path: Path) -> Iterator[Counter]:
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url, "SECRET_KEY": "town" * 10}
    house = services(read_settings(settings), SimulatedClock(MORNING))
    with house.database.begin() as tx:
        every_table().create_all(tx)
        settle(tx, "not-used-here", MORNING)
        publish_procedures(tx, house.library, MORNING)
    yield Counter(house, {})
    house.database.dispose()


def name(family: str, given: str, kana: str) -> dict[str, Json]:
    family_kana, _, given_kana = kana.partition(" ")
    return {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}


def test_a_case_is_found_by_whatever_it_holds_however_it_is_spelled(counter: Counter) -> None:
    hanako = counter.register(applicant_name=name("佐藤", "花子", "サトウ ハナコ"))
    counter.register(applicant_name=name("鈴木", "一郎", "スズキ イチロウ"), dog_name="シロ")

    for typed in (
        "佐藤", "花子", "佐藤花子", "佐藤　花子", "花子 佐藤", "さとう", "ｻﾄｳ", "サトウハナコ", "ぽち", "ﾎﾟﾁ", "ポチ太",
        "佐藤 ポチ", counter.numbers[hanako], counter.numbers[hanako].lower().replace("-", " "),
        counter.numbers[hanako][:9],
    ):  # fmt: skip
        assert counter.find(typed) == [hanako], typed
    assert len(counter.find("トイ・プードル")) == len(counter.find("とい・ぷーどる")) == 2
    for typed in ("佐藤 シロ", "佐々", "花一", "100%", "佐_", "\\\\", "' OR 1=1 --", "子太"):
        assert counter.find(typed) == [], typed


def test_a_case_is_found_by_its_number_before_its_words_are_written(counter: Counter) -> None:
    case_id, other = counter.register(), counter.register(dog_name="シロ")
    with counter.house.database.begin() as tx:
        forget_words(tx, case_id)

    assert counter.find(counter.numbers[case_id]) == [case_id]
    assert counter.find(counter.numbers[other].lower()) == [other]
    assert counter.find(counter.numbers[case_id], departments=frozenset({"zeimu"})) == []


def test_only_what_the_reader_may_open_is_found(counter: Counter) -> None:
    case_id = counter.register()
    with counter.house.database.read() as tx:
        item = find_case(tx, case_id).state.items[0]
    hands = Worklist(officer="somebody", posts=frozenset({item.queue}))

    assert counter.find("ポチ太郎") == [case_id]
    assert counter.find("ポチ太郎", departments=frozenset({"zeimu"})) == []
    assert counter.find("ポチ太郎", departments=frozenset(), reader=hands) == [case_id]
    assert counter.find("ポチ太郎", departments=frozenset(), reader=NOBODY) == []


@pytest.mark.promise("P38")
def test_a_correction_changes_by_what_a_case_is_found_and_erasing_ends_it(counter: Counter) -> None:
    case_id, house = counter.register(), counter.house
    with house.database.begin() as tx:
        clerk = officer_by_login(tx, "kimura")
        assert clerk is not None
        case = find_case(tx, case_id)
        bundle, actor = house.library.bundle(tx, case.program), Actor("officer", clerk.id, posts_of(clerk))
        typed: dict[str, Json] = {"dog_name": "クロ丸"}
        assert amend(tx, house.desk, case, bundle, actor, typed, "誤記", command_id="a", now=MORNING).ok

    assert counter.find("くろまる") == []
    assert counter.find("クロ丸") == [case_id]
    assert counter.find("ポチ太郎") == []
    with house.database.begin() as tx:
        forget_words(tx, case_id)
        assert tx.execute(select(tables.case_words)).all() == []
    assert counter.find("クロ丸") == []


def test_cases_from_before_there_were_words_get_theirs(counter: Counter) -> None:
    cases = {counter.register() for _ in range(3)}
    house = counter.house
    with house.database.begin() as tx:
        tx.execute(delete(tables.case_words))

    with house.database.begin() as tx:
        written = [note_missing_words(tx, house.library, house.desk.record, most=2) for _turn in range(3)]

    assert written == [2, 1, 0]
    assert set(counter.find("ポチ太郎")) == cases


def test_pages_follow_each_other_newest_first(counter: Counter) -> None:
    cases = []
    for _ in range(5):
        cases.append(counter.register())
        counter.house.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # the clock of this test
    seen: list[str] = []
    after = None
    with counter.house.database.read() as tx:
        while True:
            page = search_cases(tx, "ポチ", NOBODY, departments=OWN, after=after, limit=2)
            seen += page.case_ids
            if (after := page.after) is None:
                break
        assert seen == cases[::-1]
        assert len(search_cases(tx, "ポチ", NOBODY, departments=OWN, after="9.x").case_ids) <= 5


@pytest.mark.parametrize("typed", ["", " 　", "あ", "あ い", "\u3164\u3164"])
def test_a_single_character_is_too_little_to_search_for(typed: str) -> None:
    with pytest.raises(SearchTooShort):
        terms_of(typed)


@given(st.text(alphabet="佐藤花子さとうはなこ犬ｱABc-1 ", min_size=2), st.data())
def test_a_text_has_every_pair_of_every_part_of_it(text: str, data: st.DataObject) -> None:
    folded = search_key(text)
    begin = data.draw(st.integers(0, len(folded)))
    part = folded[begin : data.draw(st.integers(begin, len(folded)))]

    assert set(grams(part)) <= set(grams(folded))
    assert all(gram.isascii() and gram.isalpha() and gram.islower() and len(gram) == 4 for gram in grams(folded))
