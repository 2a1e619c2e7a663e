"""What people see of cases: inbox, case page, status page, figures. No query in a loop."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Claim, Complete, Withdraw
from engine.messages import MESSAGES
from engine.shell import tables
from engine.shell.case_rows import find_case
from engine.shell.cases import case_counts, case_lines, case_list
from engine.shell.detail import case_detail
from engine.shell.explanation import is_unchanged
from engine.shell.figures import measured
from engine.shell.inbox import inbox, may_work_on
from engine.shell.resident_status import resident_status
from engine.shell.worklist import Worklist
from kernel.text import say
from tests.engine.desk import MONDAY
from tests.engine.flows import SATO, STRANGER, SUZUKI, YAMADA, node, program_of
from tests.engine.office import SECRET, Office, Shelf

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def shelf(office: Office) -> Shelf:
    return Shelf({"v1": office.program})


def worklist_of(actor: object, **more: object) -> Worklist:
    return Worklist(officer=actor.id, posts=actor.posts, **more)  # type: ignore[attr-defined, arg-type]  # test data


def test_the_inbox_shows_the_work_of_ones_posts_page_by_page(office: Office) -> None:
    for number in range(7):
        office.receive(f"c{number}", DOUBTFUL)
        office.now += timedelta(days=1)
    seen: list[str] = []
    after = None
    with office.database.read() as tx:
        while True:
            page = inbox(tx, shelf(office), worklist_of(YAMADA), after=after, limit=3)
            seen += [item.case_id for item in page.items]
            after = page.after
            if after is None:
                break
        assert seen == [f"c{number}" for number in range(7)]
        assert page.items[0].title == "review"
        assert inbox(tx, shelf(office), worklist_of(STRANGER)).items == []
        assert inbox(tx, shelf(office), worklist_of(SATO)).items == []


def test_the_inbox_leaves_out_what_somebody_may_not_do(office: Office) -> None:
    both = type(SATO)("officer", "bo_th", SATO.posts | YAMADA.posts)
    office.receive("c1", DOUBTFUL)
    office.complete("c1", "review", "approve", by=both)
    office.receive("c2", DOUBTFUL)
    office.complete("c2", "review", "approve", by=YAMADA)

    with office.database.read() as tx:
        assert [item.case_id for item in inbox(tx, shelf(office), worklist_of(both)).items] == ["c2"]
        assert [item.case_id for item in inbox(tx, shelf(office), worklist_of(SATO)).items] == ["c1", "c2"]


@pytest.mark.parametrize("after", ["", "x", "1.2", "9" * 30 + ".c.1", "1.c.x", "99999999999999999.c.1", "٣.c.1"])
def test_a_page_mark_that_is_not_ours_does_no_harm(office: Office, after: str) -> None:
    office.receive("c1", DOUBTFUL)

    with office.database.read() as tx:
        assert len(inbox(tx, shelf(office), worklist_of(YAMADA), after=after).items) <= 1
        assert len(case_list(tx, "dog", after=after).cases) <= 1


def test_work_without_a_deadline_comes_last(database: Database) -> None:
    office = Office(
        database,
        program_of(
            [node("s", "start"), node("p", "parallel"), node("a", "task", "clerk"),
             node("b", "task", "clerk", due={"days": 900}), node("j", "parallel"), node("e", "end")],
            ["s->p", "p->a", "p->b", "a->j", "b->j", "j->e"],
        ),
    )  # fmt: skip
    office.receive("c1", {})

    with database.read() as tx:
        items = inbox(tx, shelf(office), worklist_of(YAMADA)).items
    assert [(item.node, item.due_at is None) for item in items] == [("b", False), ("a", True)]


def test_a_case_opens_for_those_whose_posts_have_work_in_it(office: Office) -> None:
    office.receive("c1", DOUBTFUL)

    with office.database.read() as tx:
        assert may_work_on(tx, worklist_of(YAMADA), "c1")
        assert not may_work_on(tx, worklist_of(STRANGER), "c1")


def test_the_case_page_says_what_waits_who_decides_next_and_what_happened(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    office.complete("c1", "review", "return", by=YAMADA, reason="番号が読めません。")
    office.correct("c1", "fix", {"chip": False})

    with office.database.read() as tx, counted(office.database) as sent:
        detail = case_detail(tx, shelf(office), "c1", reader=SUZUKI)

    assert len(sent) == 4
    assert [(work.title, work.allowed) for work in detail.work] == [("review", True)]
    assert [outcome.key for outcome in detail.work[0].outcomes] == ["approve", "return"]
    assert [(judge.node, judge.queue) for judge in detail.next_judges] == [("decide", "kankyo/head")]
    assert [say(line.text) for line in detail.history] == [
        "申請が到達しました。",
        "「auto」で判定表を適用しました（適用した規則：no-chip）。",
        "「review」が始まりました。",
        "「review」を「差戻し」としました。",
        "申請者に補正をお願いしました（「fix」）。",
        "「fix」が提出されました。",
        "「auto」で判定表を適用しました（適用した規則：no-chip）。",
        "「review」が始まりました。",
    ]
    assert [line.reason for line in detail.history if line.reason] == ["番号が読めません。"]
    assert detail.history[3].act.id == "yamada"
    assert detail.history[3].act.capacity == "kankyo/clerk"


def test_an_automatic_decision_can_be_explained_and_its_values_cannot_be_changed_unnoticed(office: Office) -> None:
    office.receive("c1", GOOD)

    with office.database.begin() as tx:
        (explanation,) = case_detail(tx, shelf(office), "c1").explanations
        assert explanation.table_title == "自動判定"
        assert [(rule.key, rule.note) for rule in explanation.rules] == [("small", "少額で個体が特定できる。")]
        assert [(seen.key, seen.value) for seen in explanation.inputs] == [("chip", True), ("fee", 3000)]
        assert [(given.key, given.value) for given in explanation.outputs] == [("verdict", "approve")]
        assert explanation.counts
        assert is_unchanged(explanation, "c1", SECRET)

        tx.execute(update(tables.decision_trace).values(inputs={"chip": True, "fee": 1}))
        (forged,) = case_detail(tx, shelf(office), "c1").explanations
        assert not is_unchanged(forged, "c1", SECRET)


def test_the_history_of_an_erased_case_still_reads(office: Office) -> None:
    office.receive("c1", GOOD)
    with office.database.begin() as tx:
        tx.execute(tables.decision_trace.delete())
        detail = case_detail(tx, shelf(office), "c1")

    assert detail.explanations == ()
    assert "small" in "".join(say(line.text) for line in detail.history)


def test_a_referral_says_why_people_decide(database: Database) -> None:
    office = Office(database, sample_share=1.0)
    office.receive("c1", GOOD)

    with database.read() as tx:
        (explanation,) = case_detail(tx, shelf(office), "c1").explanations
    assert not explanation.counts
    assert say(explanation.referral) == "抜取確認に当たったため"


def status_of(office: Office, case_id: str) -> tuple[str, bool]:
    with office.database.read() as tx:
        status = resident_status(tx, shelf(office), find_case(tx, case_id))
    return status.phase, status.can_withdraw


def test_the_applicant_sees_where_the_application_stands(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    assert status_of(office, "c1") == ("received", True)
    office.do("c1", Claim(actor=YAMADA, item=office.item("c1", "review")))
    assert status_of(office, "c1") == ("examining", True)
    item = office.item("c1", "review")
    office.do("c1", Complete(actor=YAMADA, item=item, outcome="return", reason="番号が読めません。", fields=("chip",)))

    with office.database.read() as tx, counted(office.database) as sent:
        status = resident_status(tx, shelf(office), find_case(tx, "c1"))
    assert len(sent) == 3
    assert status.phase == "correction"
    (request,) = status.requests
    assert (request.form, request.fields, request.reason) == ("dog", ("chip",), "番号が読めません。")
    assert "yamada" not in repr(status.milestones)
    office.correct("c1", "fix", {"chip": False})
    assert status_of(office, "c1") == ("examining", True)
    office.complete("c1", "review", "approve", by=YAMADA)
    assert status_of(office, "c1") == ("deciding", True)
    office.complete("c1", "decide", "refuse", by=SATO, reason="登録の要件を満たしません。")

    with office.database.read() as tx:
        status = resident_status(tx, shelf(office), find_case(tx, "c1"))
    assert (status.phase, status.can_withdraw) == ("refused", False)
    assert status.refusal_reason == "登録の要件を満たしません。"
    assert [say(milestone.text) for milestone in status.milestones] == [
        "申請が到達しました。",
        "申請者に補正をお願いしました（「fix」）。",
        "「fix」が提出されました。",
        "通知「refused」を送ります。",
        "決定しました。",
        "案件が終了しました（却下）。",
    ]


def test_the_applicant_sees_when_to_expect_a_decision_until_it_is_made(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    office.receive("c2", GOOD)

    with office.database.read() as tx:
        assert resident_status(tx, shelf(office), find_case(tx, "c1")).expected_by == date(2026, 6, 15)
        assert resident_status(tx, shelf(office), find_case(tx, "c2")).expected_by is None
        assert resident_status(tx, shelf(office), find_case(tx, "c2")).phase == "decided"


def test_cases_are_listed_and_counted(office: Office) -> None:
    for number in range(5):
        office.receive(f"c{number}", GOOD if number % 2 else DOUBTFUL)
        office.now += timedelta(hours=1)
    office.do("c0", Withdraw(actor=RESIDENT))

    with office.database.read() as tx:
        first = case_list(tx, "dog", limit=3)
        second = case_list(tx, "dog", limit=3, after=first.after)
        assert [case.id for case in (*first.cases, *second.cases)] == ["c4", "c3", "c2", "c1", "c0"]
        assert second.after is None
        assert case_counts(tx) == {"dog": {"open": 2, "decided": 2, "closed": 1}}
        assert case_lines(tx, ["c0", "none"])["c0"].result == "withdrawn"


def test_figures_are_measured_from_what_happened(office: Office) -> None:
    office.receive("auto", GOOD)
    office.receive("manual", DOUBTFUL)
    office.now += timedelta(days=1)
    item = office.item("manual", "review")
    office.do("manual", Claim(actor=YAMADA, item=item))
    office.now += timedelta(minutes=12)
    office.complete("manual", "review", "approve", by=YAMADA)
    office.now += timedelta(days=1)
    office.complete("manual", "decide", "refuse", by=SATO, reason="要件を満たしません。")
    office.complete("auto", "tag", by=YAMADA)

    with office.database.read() as tx:
        figures = measured(tx, "dog", MONDAY)
        nothing = measured(tx, "dog", MONDAY, program="v2")

    assert figures.closed == 2
    assert figures.results == {"approved": 1, "refused": 1}
    assert figures.automation_rate == 0.5
    assert figures.online_rate == 1.0
    assert figures.lead_time_days is not None
    assert figures.lead_time_days.mean == pytest.approx(2 + 12 / 1440)
    assert figures.decision_days is not None
    assert figures.decision_days.p50 == 0.0
    review = next(step for step in figures.steps if step.node == "review")
    assert (review.done, review.outcomes) == (1, {"approve": 1})
    assert review.minutes == pytest.approx(12)
    assert review.hours == pytest.approx(24.2)
    assert nothing.closed == 0
    assert nothing.automation_rate is None


def test_every_sentence_is_there_in_both_languages_with_the_same_parameters() -> None:
    assert all(
        set(MESSAGES.text(code, **dict.fromkeys(MESSAGES.parameters(code), "x"))) == {"ja", "en"}
        for code in MESSAGES.codes
    )
