"""Who may open what, for every route of the product: the list comes from the map of addresses, not from memory.

A route without a rule fails here; what belongs to another department looks exactly like what does not exist.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pytest
from werkzeug.routing import Rule

from accounts.directory import officer_by_login
from catalog.drafts import draft, save_draft
from catalog.publication import open_proposals, propose
from engine.shell.saved_views import keep_view
from intake.paper_sheets import bring_sheet
from kernel.json_types import Json, JsonObject
from learning.trials import start_trial
from office.log_studies import keep_study
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown, apply
from web.access import rule_of
from web.app import create_app
from workflow.mining.as_is import as_is_of
from workflow.mining.log import LogEvent, event_log

PUBLIC: Final = frozenset(
    {
        "static",
        "styles.sheet",
        "resident.home",
        "resident.procedure",
        "resident.accessibility",
        "navigate.page",
        "navigate.step",
        "apply.begin",
        "apply.page",
        "apply.turn",
        "apply.check",
        "apply.send",
        "apply.receipt",
        "resume.resume",
        "procedures_opinions.rate_receipt",
        "procedures_opinions.rate_decision",
        "procedures_opinions.thanks",
        "procedures_opinions.comment",
        "resume.saved",
        "resume.mail",
        "resume.erased",
        "apply.erase",
        "known_answers.page",
        "known_answers.fetch",
        "known_answers.use",
        "status.look_up",
        "status.find",
        "status.page",
        "answering.ask",
        "answering.send",
        "enclosed.file",
        "handing_in.ask",
        "handing_in.send",
        "uploads.to_draft",
        "people.ask",
        "people.keep",
        "people.confirmations",
        "people.request_confirmations",
        "confirming.code",
        "confirming.find",
        "confirming.confirm",
        "confirming.answer",
        "uploads.draft_piece",
        "uploads.to_case",
        "uploads.case_piece",
        "status.confirm_withdrawal",
        "status.take_back",
        "papers.copy",
        "papers.copy_pdf",
        "papers.letter",
        "status.write",
        "sign_in.page",
        "sign_in.submit",
        "schemas.schema",
        "incoming.receive",
        "incoming.receive_by_key",
    }
)
"""What is open to everybody. Whoever adds a line here has thought about it."""

STRANGERS: Final = ("hasegawa", "ogawa", "abe")
"""Officers of another department: without rights, one who designs there, one who publishes there."""
RIGHTS: Final = {
    ("kimura", "design"),
    ("sato", "design"),
    ("matsumoto", "publish"),
    ("suzuki", "publish"),
    ("sato", "dx"),
    ("suzuki", "dx"),
    ("suzuki", "records"),
    ("matsumoto", "records"),
}
OF_ONE_OFFICER: Final = frozenset(
    {"case_sending.ask", "inbox_bulk.page", "counter.tablet", "counter.sheet"}
    | {"case_sheet.ask", "case_sheet.page", "case_sheet.file", "records.decision"}
)
"""Pages that only whoever has the work, or has begun the run, can open; their own stories say so."""
METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
ABSENT: Final = {
    "key": "no-such-procedure",
    "case_id": "0" * 32,
    "proposal_id": "0" * 32,
    "trial_id": "0" * 32,
    "study_id": "0" * 32,
    "sheet_id": "0" * 32,
    "block_id": "0" * 32,
    "attachment_id": "0" * 32,
    "upload_id": "0" * 32,
    "signer_code": "AAAA-AAAA-AAAA",
    "field": "no_such_field",
    "number": "AAAA-AAAA-AAAA-AAAA",
    "token": "no-such-draft",
    "letter_id": "0" * 32 + "-0",
    "slot": "as-is",
    "ending": "svg",
    "kind": "form",
    "draft_key": "dog-registration",
    "step": "no-such-step",
    "page_key": "you",
    "filename": "css/none.css",
    "name": "no-such-schema.json",
    "run_id": "0" * 32,
    "disposal_id": "0" * 32,
    "absence_id": "0" * 32,
    "view_id": "0" * 32,
    "navigator_key": "no-such-navigator",
    "answer": "0" * 32,
}


@dataclass(frozen=True)
class Office:
    """A town with one of everything, all of it of the Environment Section (環境課)."""

    town: WebTown
    present: Mapping[str, str]

    def routes(self) -> Iterator[tuple[Rule, str]]:
        """Every route with each of its methods."""
        for rule in self.town.app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & METHODS):
                yield rule, method

    def staff_routes(self) -> list[tuple[Rule, str]]:
        """The routes that are not public."""
        return [(rule, method) for rule, method in self.routes() if rule.endpoint not in PUBLIC]

    def address(self, rule: Rule, things: Mapping[str, str]) -> str:
        """Return the address of a route with `things` in its places."""
        places = dict(things, number="1") if "int:number" in rule.rule else things
        built = rule.build({name: places[name] for name in rule.arguments})
        assert built is not None
        return built[1]

    def ask(self, visitor: Visitor, method: str, address: str) -> HtmlPage:
        """Let a visitor ask for an address; a POST brings the right forgery token."""
        return visitor.open(address) if method == "GET" else visitor.send(address, {"decision": "publish"})


def with_table_inside(flow: JsonObject, step: str, table: JsonObject) -> JsonObject:
    """Return `flow` with `table` in the step itself instead of beside the flow."""
    nodes = flow["nodes"]
    assert isinstance(nodes, list)
    inside: list[Json] = [
        {**node, "table": table} if isinstance(node, dict) and node["key"] == step else node for node in nodes
    ]
    return {**flow, "nodes": inside}


@pytest.fixture(scope="module")
def office(shared_town: WebTown) -> Office:
    """One case that waits for a clerk, one draft of a resident, one proposal that waits for a second person."""
    resident = shared_town.resident()
    number = apply(resident, shared_town, "dog-registration", shared_town.answers("dog-registration", injected=False))
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    with shared_town.house.database.begin() as tx:
        designer = officer_by_login(tx, "sato")
        assert designer is not None
        propose(tx, designer, "dog-registration", "to-be", now=shared_town.clock.now())
        waiting = open_proposals(tx)[0].id
        table = shared_town.bundle("dog-registration").tables["dog-registration-auto"].document
        trial = start_trial(tx, designer, "dog-registration", table, target=0.99, now=shared_town.clock.now())
        log = event_log({"1": [LogEvent(activity=name, at=shared_town.clock.now()) for name in ("受付", "送付")]})
        made = as_is_of(log, key="dog-registration", title="犬の登録")
        kept = keep_view(tx, designer.id, "", "見るもの", {"view": "late"}, shared_town.clock.now()).id
        study = keep_study(tx, designer, "dog-registration", "log.csv", made, now=shared_town.clock.now())
        flow = draft(tx, "dog-registration", "flow", "to-be").document
        inside = with_table_inside(flow, "auto-check", table)
        save_draft(
            tx, designer, "dog-registration", "flow", ABSENT["draft_key"], inside, revision=None,
            now=shared_town.clock.now(),
        )  # fmt: skip
        rows = (("氏名 氏", "備考"), ("山田", "x"))
        bundle = shared_town.bundle("dog-registration")
        sheet, _unknown = bring_sheet(tx, designer, bundle, "ocr.csv", rows, shared_town.clock.now())
    found = {
        "key": "dog-registration",
        "case_id": shared_town.case_id(number),
        "proposal_id": waiting,
        "trial_id": trial.id,
        "study_id": study,
        "sheet_id": sheet,
        "step": "auto-check",
        "view_id": kept,
        "number": number,
        "token": resident.page.path.split("/")[2],
        "navigator_key": "moving-in",
        "filename": "css/base.css",
        "name": "minaoshi.form-1.json",
    }
    return Office(shared_town, ABSENT | found)


@pytest.mark.promise("P27")
def test_every_route_says_who_may_open_it(office: Office) -> None:
    silent = [rule.endpoint for rule, _ in office.routes() if rule_of(office.town.app, rule.endpoint) is None]

    assert not silent


def test_what_is_open_to_everybody_is_a_short_list_that_somebody_wrote(office: Office) -> None:
    rules = {rule.endpoint: rule_of(office.town.app, rule.endpoint) for rule, _ in office.routes()}

    assert {endpoint for endpoint, rule in rules.items() if rule and rule.audience == "anyone"} == PUBLIC


def test_a_route_that_says_nothing_is_closed_to_everybody(town: WebTown) -> None:
    app = create_app(town.house)
    app.add_url_rule("/planted", "planted", lambda: "secret")
    visitor = Visitor(app)

    assert rule_of(app, "planted") is None
    assert visitor.open("/planted").status == 403
    assert "secret" not in visitor.page.html


def test_without_signing_in_every_page_of_the_staff_leads_to_the_sign_in(office: Office) -> None:
    wrong = []
    stranger = office.town.resident()
    for rule, method in office.staff_routes():
        page = office.ask(stranger, method, office.address(rule, office.present))
        if (page.status, page.heading) != (200, "職員ログイン"):
            wrong.append((method, rule.rule, page.status, page.heading))

    assert not wrong


@pytest.mark.parametrize("login", STRANGERS)
@pytest.mark.promise("P27")
def test_what_belongs_to_another_department_looks_absent(office: Office, login: str) -> None:
    stranger, told = office.town.officer(login), []
    for rule, method in office.staff_routes():
        if not rule.arguments:
            continue
        foreign = office.ask(stranger, method, office.address(rule, office.present))
        absent = office.ask(stranger, method, office.address(rule, ABSENT))
        if foreign.status not in (403, 404) or foreign.status != absent.status or foreign.html != absent.html:
            told.append((method, rule.rule, foreign.status, absent.status, foreign.heading))

    assert not told


def test_lists_show_nothing_of_another_department(office: Office) -> None:
    stranger = office.town.officer("hasegawa")
    names = ("犬の登録", office.present["number"], office.present["case_id"], office.present["proposal_id"])
    lists = (
        "/staff/",
        "/staff/cases/",
        f"/staff/cases/?q={office.present['number']}",
        "/staff/procedures/",
        "/office/",
    )

    for path in lists:
        page = stranger.open(path)
        assert page.status == 200
        assert not [name for name in names if name in page.text], path


@pytest.mark.parametrize("login", ["kimura", "matsumoto", "sato", "suzuki"])
def test_the_right_officers_open_every_page_of_their_work(office: Office, login: str) -> None:
    officer, wrong = office.town.officer(login), []
    for rule, method in office.staff_routes():
        if method != "GET" or "attachment" in rule.rule or rule.endpoint in OF_ONE_OFFICER:
            continue
        page = office.ask(officer, method, office.address(rule, office.present))
        capability = getattr(rule_of(office.town.app, rule.endpoint), "capability", None)
        expected = 200 if capability is None or (login, capability) in RIGHTS else 403
        if page.status != expected:
            wrong.append((rule.rule, page.status, page.heading))

    assert not wrong


@pytest.mark.parametrize("page", ["", "/answer", "/withdraw"])
def test_an_application_opens_only_with_its_password(office: Office, page: str) -> None:
    stranger = office.town.resident()

    foreign = stranger.open(f"/s/{office.present['number']}{page}")
    absent = stranger.open(f"/s/{ABSENT['number']}{page}")

    assert foreign.status == absent.status == 404
    assert foreign.html == absent.html


def test_a_case_cannot_be_changed_by_whoever_is_not_signed_in_or_of_another_department(office: Office) -> None:
    before = office.town.case(office.present["number"])

    for visitor in (office.town.resident(), *map(office.town.officer, STRANGERS)):
        visitor.send(f"/staff/cases/{before.id}/items/1", {"outcome": "approve", "nonce": "n"})
        visitor.send(f"/staff/cases/{before.id}/items/1/claim", {"nonce": "n"})
        visitor.send(f"/s/{office.present['number']}/withdraw", {"nonce": "n"})

    assert office.town.case(office.present["number"]) == before


def test_a_foreign_answer_says_neither_name_nor_number(office: Office) -> None:
    stranger = office.town.officer("ogawa")

    page = stranger.open(f"/staff/cases/{office.present['case_id']}")

    assert page.status == 404
    assert not re.search(re.escape(office.present["number"]), page.html)
