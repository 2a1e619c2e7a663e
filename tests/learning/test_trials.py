"""Rules and the past of real cases: what counts as evidence, rules on trial, and the watch that stops them."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from accounts.directory import officer_by_login, read_directory
from accounts.officer import Officer
from bootstrap import Services, services
from catalog.bundle import Bundle
from catalog.drafts import drafts_of
from catalog.versions import current_version
from db.database import Database, Tx
from engine.core.actor import RESIDENT, Actor
from engine.core.commands import Complete, Correct, Withdraw
from engine.core.state import OpenItem
from engine.shell.case_rows import find_case
from engine.shell.switches import is_stopped, stops
from engine.shell.view import CaseView
from forms.validation import validate
from intake.applications import entry_form
from intake.desk import receive
from kernel.clock import SimulatedClock, local_date
from kernel.errors import NotAllowed, NotFound
from kernel.json_types import Json, JsonObject
from learning.errors import AlreadyOnTrial, NotProvedYet, TrialOver
from learning.past import past_of
from learning.questions import questions_of
from learning.trials import Trial, adopt, end_trial, figures_of, start_trial, trial, trials_of
from learning.workbench import bench_of
from samples.answers import answers
from samples.town import publish_procedures, settle
from settings import read_settings

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DOG: Final = "dog-registration"
EVERYBODY: Final[JsonObject] = {
    "format": "minaoshi.table/1",
    "key": "learnt-auto",
    "title": "だれでも承認",
    "hit_policy": "first",
    "inputs": [{"key": "has_microchip", "expr": {"field": "has_microchip"}, "type": "boolean"}],
    "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
    "rules": [{"key": "r1", "when": [None], "then": ["approve"]}],
}
Wanted = Callable[[Mapping[str, Json]], bool]


@dataclass
class DogOffice:
    """The environment section with its dogs; whatever rules say, a share of `sample` goes to people."""

    house: Services
    rng: random.Random = field(default_factory=lambda: random.Random(7))
    now: datetime = NOW

    def officer(self, tx: Tx, login: str) -> Officer:
        found = officer_by_login(tx, login)
        assert found is not None
        return found

    def bundle(self, tx: Tx) -> Bundle:
        version = current_version(tx, DOG)
        assert version is not None
        return self.house.library.bundle(tx, version.bundle_digest)

    def apply(self, wanted: Wanted = lambda values: True) -> str:
        """Let somebody apply with answers that are `wanted`; return the case."""
        self.now += timedelta(minutes=7)
        with self.house.database.begin() as tx:
            bundle = self.bundle(tx)
            form, today = entry_form(bundle), local_date(self.now)
            while True:
                judged = validate(form, answers(form.key, self.rng, today), today, params=bundle.flow.params)
                if judged.ok and wanted(judged.values):
                    break
            desk = self.house.desk
            receipt = receive(tx, desk, bundle, judged.values, language="ja", channel="online", now=self.now)
            return receipt.case_id

    def work(self, case_id: str, *first: str) -> CaseView:
        """Work a case to its end: the first decisions as given, then approve."""
        outcomes = [*first]
        while True:
            with self.house.database.begin() as tx:
                case = find_case(tx, case_id)
                if case.status == "closed":
                    return case
                self._step(tx, case, outcomes)

    def _step(self, tx: Tx, case: CaseView, outcomes: list[str]) -> None:
        self.now += timedelta(minutes=3)
        (item, *_) = case.state.items
        command: Correct | Complete = Correct(actor=RESIDENT, item=item.number)
        if not item.is_residents:
            node = self.bundle(tx).flow.nodes[item.node]
            outcome = (outcomes.pop(0) if outcomes else "approve") if node.outcomes else None
            command = Complete(
                actor=self._actor(tx, item), item=item.number, outcome=outcome, reason="要綱第4条による。"
            )
        self.house.desk.engine.handle(tx, case.id, command, command_id=f"step:{item.number}", now=self.now)

    def _actor(self, tx: Tx, item: OpenItem) -> Actor:
        if item.assignee is not None:
            return Actor("officer", item.assignee, frozenset({item.queue}))
        department, _, role = item.queue.partition("/")
        free = [each for each in read_directory(tx).holders(department, role) if each.id not in item.excluded]
        return Actor("officer", free[0].id, frozenset({item.queue}))


def an_office(database: Database, folder: str, sample: str) -> DogOffice:
    settings = read_settings({"DATA_DIR": folder, "HUMAN_SAMPLE_SHARE": sample})
    house = services(settings, SimulatedClock(NOW))
    object.__setattr__(house, "database", database)
    with database.begin() as tx:
        settle(tx, "minaoshi-demo", NOW)
        publish_procedures(tx, house.library, NOW)
    return DogOffice(house)


@pytest.fixture
def office(database: Database, tmp_path_factory: pytest.TempPathFactory) -> DogOffice:
    """An office in which people see every case."""
    return an_office(database, str(tmp_path_factory.mktemp("dogs")), "1")


@pytest.fixture
def automatic(database: Database, tmp_path_factory: pytest.TempPathFactory) -> DogOffice:
    """An office in which rules decide what they can."""
    return an_office(database, str(tmp_path_factory.mktemp("dogs")), "0")


def complete(values: Mapping[str, Json]) -> bool:
    """What the table in force approves."""
    return values["previously_registered"] is False and values["has_microchip"] is True and values["injected"] is True


def published_table(office: DogOffice) -> JsonObject:
    with office.house.database.read() as tx:
        return office.bundle(tx).tables["dog-registration-auto"].document


def on_trial(office: DogOffice, document: JsonObject, target: float = 0.5) -> Trial:
    with office.house.database.begin() as tx:
        return start_trial(tx, office.officer(tx, "sato"), DOG, document, target=target, now=office.now)


# -- evidence


def test_what_people_made_of_cases_is_evidence_with_what_was_known_on_arrival(office: DogOffice) -> None:
    plain, mended, refused, withdrawn = (office.apply() for _ in range(4))
    office.work(plain)
    office.work(mended, "return")
    office.work(refused, "refer", "refuse")
    with office.house.database.begin() as tx:
        command = Withdraw(actor=RESIDENT, reason="転出したため")
        office.house.desk.engine.handle(tx, withdrawn, command, command_id="w", now=office.now)

    with office.house.database.read() as tx:
        past = past_of(tx, office.house.library, office.officer(tx, "sato"), DOG)

    assert {case.id: case.verdict for case in past.cases} == {
        plain: "approved",
        mended: "changed",
        refused: "refused",
    }
    assert (past.without_people, past.erased) == (0, 0)
    assert all("verdict" not in case.facts for case in past.cases), "what a rule wrote was not known on arrival"
    assert all("has_microchip" in case.facts for case in past.cases)


def test_a_case_that_rules_decided_proves_nothing_about_rules(automatic: DogOffice) -> None:
    automatic.work(automatic.apply(complete))

    with automatic.house.database.read() as tx:
        past = past_of(tx, automatic.house.library, automatic.officer(tx, "sato"), DOG)

    assert past.cases == ()
    assert past.without_people == 1


def test_rules_ask_nothing_that_names_a_person(office: DogOffice) -> None:
    with office.house.database.read() as tx:
        form = entry_form(office.bundle(tx))

    asked = {
        question.key.removesuffix("-days").removesuffix("-number").removesuffix("-there")
        for question in questions_of(form)
    }

    kinds = {each.key: each.type for each in form.fields()}
    assert asked
    assert {kinds[key] for key in asked} <= {"yesno", "choice", "number", "money", "date", "group", "file", "computed"}
    assert not {"name", "address", "phone", "email", "text", "textarea", "bank_account"} & {kinds[key] for key in asked}


def test_a_draft_table_is_tried_on_the_past(office: DogOffice) -> None:
    for outcomes in ((), (), ("return",)):
        office.work(office.apply(complete), *outcomes)

    with office.house.database.read() as tx:
        bench = bench_of(tx, office.house.library, office.officer(tx, "kimura"), DOG)
        with pytest.raises(NotFound):
            bench_of(tx, office.house.library, office.officer(tx, "hasegawa"), DOG)

    (tested,) = bench.tested()
    assert (tested.backtest.approved, tested.backtest.changed) == (3, 1)
    assert bench.proposed(0.99).proposal.needed is None
    assert not bench.proposed(0.99).proposal.certified


# -- on trial


def test_a_table_on_trial_speaks_before_people_and_changes_nothing(office: DogOffice) -> None:
    before = office.apply(complete)
    started = on_trial(office, EVERYBODY)
    case = office.apply(complete)
    with office.house.database.read() as tx:
        shown = figures_of(tx, started)
        opened = find_case(tx, case)

    assert (shown.recorded, shown.approving, shown.waiting) == (1, 1, 1)
    assert [item.node for item in opened.state.items] == ["review"], "a person looks as ever"
    office.work(before)
    office.work(case, "return")
    with office.house.database.read() as tx:
        after = figures_of(tx, started)
    assert (after.recorded, after.waiting) == (1, 0)
    assert (after.watch.evidence.n, after.watch.evidence.errors) == (1, 1)
    assert after.against == (case,)


def test_the_same_table_is_on_trial_once_and_only_who_designs_may_start_it(office: DogOffice) -> None:
    started = on_trial(office, EVERYBODY)

    with pytest.raises(AlreadyOnTrial):
        on_trial(office, EVERYBODY)
    with office.house.database.begin() as tx, pytest.raises(NotAllowed):
        start_trial(tx, office.officer(tx, "hasegawa"), DOG, EVERYBODY, target=0.99, now=office.now)
    with office.house.database.begin() as tx:
        end_trial(tx, office.officer(tx, "sato"), started.id, now=office.now)
    office.apply()
    with office.house.database.begin() as tx:
        assert figures_of(tx, trial(tx, started.id)).recorded == 0
        with pytest.raises(TrialOver):
            end_trial(tx, office.officer(tx, "sato"), started.id, now=office.now)
        with pytest.raises(NotFound):
            trial(tx, "0" * 32)
    assert on_trial(office, EVERYBODY).state == "shadow"


def test_a_table_is_adopted_when_it_is_proved_and_not_before(office: DogOffice) -> None:
    started = on_trial(office, EVERYBODY)
    for _ in range(4):
        office.work(office.apply(complete))
    with office.house.database.begin() as tx, pytest.raises(NotProvedYet) as refusal:
        adopt(tx, office.officer(tx, "sato"), started.id, now=office.now)
    assert refusal.value.params == {"needed": 1}

    office.work(office.apply(complete))
    with office.house.database.begin() as tx:
        adopted = adopt(tx, office.officer(tx, "sato"), started.id, now=office.now)
        drafts = {each.key: each.document for each in drafts_of(tx, DOG) if each.kind == "table"}

    assert adopted.state == "live"
    assert drafts["learnt-auto"] == EVERYBODY


def test_the_watch_stops_rules_that_people_contradict(office: DogOffice) -> None:
    started = on_trial(office, published_table(office))
    for _ in range(5):
        office.work(office.apply(complete))
    with office.house.database.begin() as tx:
        adopt(tx, office.officer(tx, "sato"), started.id, now=office.now)

    office.work(office.apply(complete), "return")
    with office.house.database.read() as tx:
        still = is_stopped(tx, DOG), figures_of(tx, trial(tx, started.id)).watch
    office.work(office.apply(complete), "refer", "refuse")

    assert still[0] is False
    assert (still[1].evidence.n, still[1].evidence.errors, still[1].window) == (6, 1, 10)
    with office.house.database.read() as tx:
        (stopped,) = stops(tx)
        (found,) = trials_of(tx, DOG)
    assert stopped.scope == DOG
    assert "人の判断と違う案件が 2 件" in stopped.reason
    assert (found.state, found.reason) == ("stopped", stopped.reason)
