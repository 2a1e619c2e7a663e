"""The lists of the inbox: whose work stands in which, what narrows them, how they are counted, what comes next."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import insert

from db.database import Database
from engine.core.actor import Actor
from engine.core.commands import Assign, Claim
from engine.shell import tables
from engine.shell.inbox import MOST_COUNTED, inbox, inbox_counts, place_in_inbox
from engine.shell.saved_views import MOST_VIEWS, TooManyViews, ViewUnnamed, drop_view, keep_view, saved_views
from engine.shell.view import DISTANT
from engine.shell.worklist import NOBODY, Only, View, Worklist
from kernel.errors import NotFound
from tests.engine.desk import MONDAY
from tests.engine.flows import SATO, STRANGER, SUZUKI, YAMADA
from tests.engine.office import Office, Shelf

DOUBTFUL: Final = {"chip": False, "fee": 3000}
SECTION: Final = frozenset({"kankyo/clerk", "kankyo/chief", "kankyo/head"})


@pytest.fixture
def office(database: Database) -> Office:
    """Four applications on four days: one untouched, one that Yamada took, one past her, one given to Suzuki."""
    office = Office(database)
    for number in range(4):
        office.receive(f"c{number}", DOUBTFUL)
        office.now += timedelta(days=1)
    office.do("c1", Claim(actor=YAMADA, item=office.item("c1", "review")))
    office.complete("c2", "review", "approve", by=YAMADA)
    office.do("c3", Assign(actor=SATO, item=office.item("c3", "review"), to=SUZUKI))
    return office


def lists_of(actor: Actor, *, department: str = "kankyo") -> Worklist:
    return Worklist(
        officer=actor.id,
        posts=actor.posts,
        departments=frozenset({department}),
        section=SECTION,
        now=MONDAY + timedelta(days=365),
    )


def listed(office: Office, worklist: Worklist) -> list[str]:
    with office.database.read() as tx:
        return [item.case_id for item in inbox(tx, Shelf({"v1": office.program}), worklist).items]


@pytest.mark.parametrize(
    ("who", "view", "cases"),
    [
        pytest.param(YAMADA, "all", ["c0", "c1"], id="what one can do"),
        pytest.param(SUZUKI, "all", ["c0", "c1", "c3"], id="also what was given to one by name"),
        pytest.param(YAMADA, "mine", ["c1"], id="what one has taken"),
        pytest.param(SUZUKI, "mine", ["c3"], id="what one was given"),
        pytest.param(YAMADA, "section", ["c0", "c1", "c2", "c3"], id="what anybody in the section has to do"),
        pytest.param(YAMADA, "waiting", ["c2"], id="what one has done and another has now"),
        pytest.param(SUZUKI, "waiting", [], id="nothing that others have done"),
        pytest.param(STRANGER, "section", [], id="nothing of another department"),
    ],
)
def test_each_view_holds_what_its_name_says(office: Office, who: Actor, view: View, cases: list[str]) -> None:
    department = "zeimu" if who is STRANGER else "kankyo"

    found = listed(office, lists_of(who, department=department).of(view))

    assert sorted(found) == cases


def test_the_section_of_another_department_sees_only_its_own_cases(office: Office) -> None:
    outside = Worklist(
        officer="x", posts=frozenset(), departments=frozenset({"hisho"}), section=SECTION, view="section"
    )

    assert listed(office, outside) == []


def test_what_is_late_comes_first_and_alone(office: Office) -> None:
    every = lists_of(SUZUKI)

    late = listed(office, every.of("late"))

    assert late == listed(office, every.of("all"))
    assert listed(office, Worklist(officer="suzuki", posts=SUZUKI.posts, now=MONDAY, view="late")) == []


@pytest.mark.parametrize(
    ("only", "cases"),
    [
        pytest.param(Only(procedure="dog"), 4, id="procedure"),
        pytest.param(Only(procedure="cat"), 0, id="another procedure"),
        pytest.param(Only(node="review"), 3, id="step"),
        pytest.param(Only(decided=False), 4, id="before the decision"),
        pytest.param(Only(decided=True), 0, id="after the decision"),
        pytest.param(Only(assigned=NOBODY), 2, id="nobody's"),
        pytest.param(Only(assigned="suzuki"), 1, id="a colleague's"),
        pytest.param(Only(channel="online"), 4, id="online"),
        pytest.param(Only(channel="paper"), 0, id="on paper"),
        pytest.param(Only(due_before=MONDAY), 0, id="due"),
        pytest.param(Only(due_before=DISTANT), 3, id="due some day"),
        pytest.param(Only(no_deadline=True), 1, id="without a deadline"),
        pytest.param(Only(received_from=MONDAY + timedelta(days=1)), 3, id="received since"),
        pytest.param(Only(received_before=MONDAY + timedelta(days=1)), 1, id="received until"),
        pytest.param(Only(node="review", assigned=NOBODY, channel="online"), 1, id="several at once"),
    ],
)
def test_a_list_can_be_narrowed(office: Office, only: Only, cases: int) -> None:
    section = lists_of(YAMADA).of("section", only)

    with office.database.read() as tx:
        counts = inbox_counts(tx, section)

    assert len(listed(office, section)) == counts.shown == cases
    assert counts.by_view == {"all": 2, "mine": 1, "section": 4, "waiting": 1, "late": 2}


def test_what_is_late_is_counted_anew_as_time_goes_by(office: Office) -> None:
    early, late = (replace(lists_of(YAMADA), now=now) for now in (MONDAY - timedelta(days=365), DISTANT))

    with office.database.read() as tx:
        counted = [inbox_counts(tx, worklist).by_view["late"] for worklist in (early, late, early)]

    assert counted == [0, 2, 0]


def test_the_next_item_of_a_list_is_known_also_once_this_one_is_done(office: Office) -> None:
    every = lists_of(SUZUKI)
    order = listed(office, every)
    here = (order[1], office.item(order[1], "review"))

    with office.database.read() as tx:
        before = place_in_inbox(tx, every, *here)
    office.complete(here[0], "review", "approve", by=YAMADA)
    with office.database.read() as tx:
        after = place_in_inbox(tx, every, *here)

    assert before is not None
    assert after is not None
    assert (before.number, before.total) == (2, 3)
    assert [before.previous and before.previous[0], before.next and before.next[0]] == [order[0], order[2]]
    assert (after.number, after.total, after.previous, after.next) == (2, 2, before.previous, before.next)


def test_an_item_that_never_was_has_no_place(office: Office) -> None:
    with office.database.read() as tx:
        assert place_in_inbox(tx, lists_of(YAMADA), "nothing", 1) is None


def test_counting_stops_at_a_thousand(office: Office) -> None:
    model = {
        "number": 9, "procedure": "dog", "node": "review", "queue": "kankyo/clerk", "excluded": "",
        "opened_at": MONDAY, "due_at": MONDAY, "correction": False, "refuses": False,
    }  # fmt: skip
    with office.database.begin() as tx:
        items = [model | {"case_id": "c0", "number": 100 + number} for number in range(MOST_COUNTED + 50)]
        tx.execute(insert(tables.work_item), items)

    with office.database.read() as tx:
        counts = inbox_counts(tx, lists_of(YAMADA))

    assert counts.by_view["all"] == counts.shown == MOST_COUNTED + 1


def test_views_are_kept_for_oneself_or_for_the_section(database: Database) -> None:
    Office(database)
    kankyo, zeimu = frozenset({"kankyo"}), frozenset({"zeimu"})
    with database.begin() as tx:
        own = keep_view(tx, "yamada", "", "　急ぐもの ", {"due": "week"}, MONDAY)
        shared = keep_view(tx, "yamada", "kankyo", "窓口", {"channel": "counter"}, MONDAY + timedelta(hours=1))

    with database.begin() as tx:
        assert saved_views(tx, "yamada", kankyo) == [own, shared]
        assert saved_views(tx, "suzuki", kankyo) == [shared]
        assert saved_views(tx, "stranger", zeimu) == []
        assert (own.name, own.query) == ("急ぐもの", {"due": "week"})
        with pytest.raises(NotFound):
            drop_view(tx, "suzuki", shared.id)
        drop_view(tx, "yamada", shared.id)
        assert saved_views(tx, "suzuki", kankyo) == []


def test_a_view_needs_a_name_and_there_are_only_so_many(database: Database) -> None:
    Office(database)
    with database.begin() as tx:
        with pytest.raises(ViewUnnamed):
            keep_view(tx, "yamada", "", " 　", {}, MONDAY)
        for number in range(MOST_VIEWS):
            keep_view(tx, "yamada", "", f"表示{number}", {}, MONDAY)
        with pytest.raises(TooManyViews):
            keep_view(tx, "yamada", "", "もう一つ", {}, MONDAY)
