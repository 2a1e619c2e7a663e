"""Joint decisions (合議): who decides, when it is decided, and what happens to the work that is left."""

from datetime import timedelta

import pytest

from db.database import Database
from engine.core.actor import Actor
from engine.core.commands import Claim, Complete
from engine.core.errors import ItemAlreadyClosed, NotYourWork, ReasonMissing
from engine.core.program import Program
from engine.shell.case_rows import find_case
from engine.shell.detail import case_detail
from engine.shell.inbox import inbox
from engine.shell.resident_status import resident_status
from engine.shell.worklist import Worklist
from kernel.json_types import Json
from kernel.text import say
from tests.engine.desk import Desk
from tests.engine.flows import SATO, STRANGER, YAMADA, node, program_of
from tests.engine.office import Office, Shelf

CLERK = Actor("officer", "abe", frozenset({"kankyo/clerk"}))
CHIEF = Actor("officer", "baba", frozenset({"kankyo/chief"}))
HEAD = Actor("officer", "chiba", frozenset({"kankyo/head"}))
BOTH_POSTS = Actor("officer", "doi", frozenset({"kankyo/clerk", "kankyo/chief"}))
MEMBERS = {"clerk": CLERK, "chief": CHIEF, "head": HEAD}
REASONS = {"return": "書類が足りません。", "refuse": "基準3に当たりません。"}


def panel(complete_when: Json = "all", **more: Json) -> Program:
    """Return apply → panel of three → task by another person → end; 差戻し goes to the applicant, 却下 to an end."""
    return program_of(
        [
            node("s", "start"),
            node("apply", "form", "resident", form="f"),
            node("panel", "approval", None, members=["clerk", "chief", "head"], complete_when=complete_when, **more),
            node("after", "task", "clerk", assign={"not_same_as": ["panel"]}),
            node("e", "end", result="approved"),
            node("fix", "form", "resident", form="f"),
            node("no", "end", result="refused"),
        ],
        [
            "s->apply", "apply->panel", "panel->after#approve", "after->e",
            "panel->fix#return", "fix->panel", "panel->no#refuse",
        ],
    )  # fmt: skip


def vote(desk: Desk, lane: str, outcome: str, *, by: Actor | None = None) -> None:
    """Let the member of `lane` decide."""
    item = next(each for each in desk.state.items if each.queue == f"kankyo/{lane}")
    reason = REASONS.get(outcome, "")
    desk.do(Complete(actor=by or MEMBERS[lane], item=item.number, outcome=outcome, reason=reason))


@pytest.mark.parametrize(
    ("complete_when", "votes", "then"),
    [
        pytest.param("all", ["clerk approve", "chief approve"], "panel", id="全員一致には一人足りない"),
        pytest.param("all", ["clerk approve", "chief approve", "head approve"], "after", id="全員一致"),
        pytest.param("all", ["clerk approve", "chief return"], "fix", id="全員一致では一人の差戻しで戻る"),
        pytest.param("all", ["head refuse"], "refused", id="全員一致では一人の却下で決まる"),
        pytest.param("any", ["chief approve"], "after", id="一人が決めればよい"),
        pytest.param("any", ["chief return"], "fix", id="一人が戻せばよい"),
        pytest.param({"at_least": 2}, ["clerk approve"], "panel", id="3人中2人には足りない"),
        pytest.param({"at_least": 2}, ["clerk approve", "head approve"], "after", id="3人中2人"),
        pytest.param({"at_least": 2}, ["clerk return", "chief approve"], "panel", id="割れても残り一人で決まる"),
        pytest.param({"at_least": 2}, ["clerk return", "chief approve", "head approve"], "after", id="多数が承認"),
        pytest.param({"at_least": 2}, ["clerk return", "chief return"], "fix", id="多数が差戻し"),
        pytest.param({"at_least": 2}, ["clerk refuse", "chief return"], "fix", id="同数なら軽いほう"),
        pytest.param({"at_least": 2}, ["clerk refuse", "chief refuse"], "refused", id="多数が却下"),
    ],
)
def test_a_joint_decision_is_made_as_soon_as_it_can_be(complete_when: Json, votes: list[str], then: str) -> None:
    desk = Desk(panel(complete_when)).receive()
    assert [item.queue for item in desk.state.items] == ["kankyo/clerk", "kankyo/chief", "kankyo/head"]
    assert desk.state.tokens == 1

    for each in votes:
        vote(desk, *each.split())

    assert then in {*desk.open_nodes, desk.state.result}
    assert desk.state.tokens == (0 if desk.state.result else 1)


def test_one_person_with_two_posts_has_one_vote_and_may_not_do_what_another_must_do() -> None:
    desk = Desk(panel("all")).receive()
    vote(desk, "clerk", "approve", by=BOTH_POSTS)

    with pytest.raises(NotYourWork):
        vote(desk, "chief", "approve", by=BOTH_POSTS)
    vote(desk, "chief", "approve")
    vote(desk, "head", "approve")

    assert set(desk.at("after").excluded) == {"doi", "baba", "chiba"}


def test_a_new_round_after_a_correction_begins_with_nobodys_vote() -> None:
    desk = Desk(panel("all")).receive()
    vote(desk, "clerk", "approve")
    vote(desk, "chief", "return")
    assert desk.at("fix").correction

    desk.correct("fix")
    assert len(desk.state.items) == 3
    assert desk.state.pending.votes == {}
    vote(desk, "clerk", "approve")

    assert len(desk.state.items) == 2


def test_a_refusal_by_members_needs_the_reason_of_each_and_is_a_persons() -> None:
    desk = Desk(panel("any")).receive()

    with pytest.raises(ReasonMissing):
        desk.do(Complete(actor=CHIEF, item=desk.state.items[1].number, outcome="refuse"))
    vote(desk, "chief", "refuse")

    assert desk.state.refused
    assert desk.state.judged
    assert desk.state.result == "refused"


def test_members_are_reminded_each_by_themselves_and_the_rest_fall_silent_once_it_is_decided() -> None:
    reminding: Json = [{"after": {"days": 1}, "do": "remind"}]
    desk = Desk(panel({"at_least": 2}, due={"days": 1}, on_overdue=reminding)).receive()
    vote(desk, "clerk", "approve")
    assert [timer.item for timer in desk.state.timers] == [2, 3]

    vote(desk, "head", "approve")
    desk.wait(timedelta(days=9))

    assert not desk.state.timers


def test_time_can_send_a_joint_decision_back_but_decide_nothing() -> None:
    returning: Json = [{"after": {"days": 1}, "do": {"outcome": "return"}}]
    desk = Desk(panel("all", due={"days": 1}, on_overdue=returning)).receive()

    desk.wait(timedelta(days=5))

    assert desk.open_nodes == ["fix"]


def an_office(database: Database, complete_when: Json) -> Office:
    office = Office(database, program=panel(complete_when))
    office.receive("one", {})
    return office


def test_early_completion_closes_the_other_members_work_and_tells_latecomers(database: Database) -> None:
    office = an_office(database, {"at_least": 2})
    items = {item.queue: item.number for item in office.case("one").state.items}
    last = Complete(actor=HEAD, item=items["kankyo/head"], outcome="approve")
    for lane in ("clerk", "chief"):
        queue = f"kankyo/{lane}"
        office.do("one", Complete(actor=MEMBERS[lane], item=items[queue], outcome="approve"))
        office.check_laws("one")

    with pytest.raises(ItemAlreadyClosed):
        office.do("one", last)

    assert office.open_nodes("one") == ["after"]


def test_who_has_voted_does_not_find_the_other_seats_in_the_inbox(database: Database) -> None:
    office = an_office(database, "all")
    number = office.case("one").state.items[0].number
    shelf = Shelf({"v1": office.program})

    office.do("one", Complete(actor=BOTH_POSTS, item=number, outcome="approve"))

    with database.read() as tx:
        lists = [Worklist(officer=each.id, posts=each.posts) for each in (BOTH_POSTS, CHIEF)]
        seen = {each.officer: [item.queue for item in inbox(tx, shelf, each).items] for each in lists}
    assert seen == {"doi": [], "baba": ["kankyo/chief"]}
    with pytest.raises(NotYourWork):
        office.do("one", Claim(actor=BOTH_POSTS, item=number + 1))


def test_the_applicant_reads_the_reason_of_the_member_whose_objection_counted(database: Database) -> None:
    office = an_office(database, {"at_least": 2})
    numbers = [item.number for item in office.case("one").state.items]
    shelf = Shelf({"v1": office.program})

    office.do("one", Complete(actor=CLERK, item=numbers[0], outcome="return", reason="住所が読めません。"))
    office.do("one", Complete(actor=CHIEF, item=numbers[1], outcome="refuse", reason="基準3に当たりません。"))

    with database.read() as tx:
        status = resident_status(tx, shelf, find_case(tx, "one"))
        detail = case_detail(tx, shelf, "one")
    assert [request.reason for request in status.requests] == ["住所が読めません。"]
    assert status.refusal_reason is None
    said = [say(line.text, "ja") for line in detail.history]
    assert "「panel」の合議で「差戻し」としました。" in said
    assert "「panel」の合議は「差戻し」に決まりました。" in said


def test_strangers_decide_nothing_jointly() -> None:
    desk = Desk(panel()).receive()

    for actor in (STRANGER, Actor("resident")):
        with pytest.raises(NotYourWork):
            desk.do(Complete(actor=actor, item=desk.state.items[0].number, outcome="approve"))
    vote(desk, "clerk", "approve", by=YAMADA)
    vote(desk, "chief", "approve", by=SATO)
    with pytest.raises(NotYourWork):
        vote(desk, "head", "approve", by=SATO)
