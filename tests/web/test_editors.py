"""The doors that the editors' scripts use: load, save under a revision, check, try out, begin from blank."""

import json
from datetime import timedelta
from typing import Any, Final

import pytest

from catalog.drafts import draft, drafts_of
from kernel.documents import digest
from tests.web.town import Visitor, WebTown

HOME: Final = "/staff/procedures/dog-registration/edit"
FORM: Final = f"{HOME}/form/dog-registration"
FLOW: Final = f"{HOME}/flow/to-be"
NAME: Final = {"key": "n", "type": "text", "label": "名"}
JSON: Final = {"Accept": "application/json"}


def load(visitor: Visitor, address: str) -> dict[str, Any]:
    """Return what an editor gets when it opens a draft."""
    response = visitor.client.get(f"{address}/document", headers=JSON)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def send(visitor: Visitor, address: str, sent: Any, *, token: str | None = None) -> tuple[int, dict[str, Any]]:
    """Send what an editor sends; return status and answer."""
    headers = JSON | {"X-CSRFToken": visitor.token() if token is None else token}
    response = visitor.client.post(address, json=sent, headers=headers)
    return response.status_code, response.get_json()


def table_address(town: WebTown) -> str:
    with town.house.database.read() as tx:
        return next(f"{HOME}/table/{each.key}" for each in drafts_of(tx, "dog-registration") if each.kind == "table")


def test_an_editor_opens_with_the_document_and_what_it_may_refer_to(town: WebTown) -> None:
    kimura = town.officer("kimura")

    page, opened = kimura.open(FORM), load(kimura, FORM)

    assert page.status == 200
    assert page.heading.startswith("犬の登録")
    assert (opened["document"]["format"], opened["revision"]) == ("minaoshi.form/1", 1)
    assert {"forms", "tables", "flows", "letters", "departments", "uses"} <= opened["around"].keys()
    assert any(use["kind"] == "step" for use in opened["around"]["uses"]["dog_name"])


def test_a_change_is_kept_under_its_revision_and_nothing_else_changes(town: WebTown) -> None:
    kimura = town.officer("kimura")
    opened = load(kimura, FORM)
    changed = opened["document"] | {"title": {"ja": "犬の登録をする", "en": "Register a dog"}}

    status, answer = send(kimura, f"{FORM}/document", {"document": changed, "revision": opened["revision"]})

    assert (status, answer["revision"]) == (200, opened["revision"] + 1)
    with town.house.database.read() as tx:
        kept = draft(tx, "dog-registration", "form", "dog-registration")
    assert digest(kept.document) == digest(changed)


def test_the_second_editor_is_told_who_was_faster_and_overwrites_nothing(town: WebTown) -> None:
    kimura, sato = town.officer("kimura"), town.officer("sato")
    opened, also_opened = load(kimura, FORM), load(sato, FORM)
    first, second = opened["document"] | {"title": "一番"}, also_opened["document"] | {"title": "二番"}
    assert send(sato, f"{FORM}/document", {"document": second, "revision": also_opened["revision"]})[0] == 200

    status, answer = send(kimura, f"{FORM}/document", {"document": first, "revision": opened["revision"]})

    assert (status, answer["saved_by"]) == (409, "佐藤 陽子")
    assert answer["message"]
    assert load(kimura, FORM)["document"]["title"] == "二番"


INSIDE: Final = "/staff/procedures/child-allowance/edit/flow/as-is"


def test_a_table_inside_a_step_is_opened_and_kept_in_its_flow(town: WebTown) -> None:
    sato, here = town.officer("sato"), f"{INSIDE}/steps/entitlement"
    page, opened = sato.open(here), load(sato, here)
    assert page.status == 200
    assert page.heading.startswith("受給資格の判定")
    assert opened["document"]["key"] == "entitlement"
    changed = opened["document"] | {"rules": opened["document"]["rules"][1:]}

    status, answer = send(sato, f"{here}/document", {"document": changed, "revision": opened["revision"]})

    assert (status, answer["revision"]) == (200, opened["revision"] + 1)
    flow = load(sato, INSIDE)
    step = next(node for node in flow["document"]["nodes"] if node["key"] == "entitlement")
    assert (step["table"], flow["revision"]) == (changed, answer["revision"])


def test_a_table_inside_a_step_is_checked_and_tried_out(town: WebTown) -> None:
    sato, here = town.officer("sato"), f"{INSIDE}/steps/entitlement"
    document = load(sato, here)["document"]
    row = {"occupation": "employee", "reason": "birth", "children": 1}

    assert send(sato, f"{here}/check", {"document": document | {"rules": []}})[0] == 200
    assert send(sato, f"{here}/preview", {"document": document, "row": row})[1]["outputs"] == {"verdict": "approve"}
    assert send(sato, f"{here}/preview", {"document": {}, "row": row})[0] == 422
    assert sato.open(f"{INSIDE}/steps/nothing-here").status == 404


def test_whoever_has_the_flow_open_elsewhere_keeps_it_from_being_overwritten(town: WebTown) -> None:
    sato, here = town.officer("sato"), f"{INSIDE}/steps/entitlement"
    flow, table = load(sato, INSIDE), load(sato, here)
    renamed = flow["document"] | {"title": "先に直した流れ"}
    assert send(sato, f"{INSIDE}/document", {"document": renamed, "revision": flow["revision"]})[0] == 200

    status, answer = send(sato, f"{here}/document", {"document": table["document"], "revision": table["revision"]})

    assert (status, answer["saved_by"]) == (409, "佐藤 陽子")
    assert load(sato, INSIDE)["document"]["title"] == "先に直した流れ"


@pytest.mark.parametrize(
    "sent",
    [
        {"document": {"format": "minaoshi.form/1"}, "revision": 1},
        {"document": [], "revision": 1},
        {"revision": 1},
        {"document": {"format": "minaoshi.flow/1"}, "revision": 1},
    ],
)
def test_what_cannot_be_read_is_not_kept_and_told_in_words(town: WebTown, sent: dict[str, Any]) -> None:
    kimura = town.officer("kimura")
    before = load(kimura, FORM)

    status, answer = send(kimura, f"{FORM}/document", sent)

    assert status == 422
    assert all(finding["message"]["ja"] and finding["message"]["en"] for finding in answer["findings"])
    assert load(kimura, FORM)["document"] == before["document"]


@pytest.mark.parametrize("sent", [[], "x", {"document": {}, "revision": "1"}, {"document": {}, "revision": None}])
def test_without_the_revision_that_was_seen_nothing_is_kept(town: WebTown, sent: Any) -> None:
    kimura = town.officer("kimura")

    assert send(kimura, f"{FORM}/document", sent)[0] == 409


def test_a_request_that_is_not_ours_changes_nothing(town: WebTown) -> None:
    kimura = town.officer("kimura")
    opened = load(kimura, FORM)
    sent = {"document": opened["document"] | {"title": "x"}, "revision": opened["revision"]}

    status, answer = send(kimura, f"{FORM}/document", sent, token="forged")

    assert status == 403
    assert "message" in answer
    assert load(kimura, FORM)["document"] == opened["document"]


def test_an_expired_session_is_told_to_the_script_and_a_new_one_goes_on(town: WebTown) -> None:
    kimura = town.officer("kimura")
    opened = load(kimura, FORM)
    sent = {"document": opened["document"] | {"title": "続き"}, "revision": opened["revision"]}
    town.work(after=timedelta(hours=2))

    status, _answer = send(kimura, f"{FORM}/document", sent, token=opened["token"])
    assert status == 401

    kimura.open("/staff/sign-in")
    kimura.press("ログインする", login="kimura", password="minaoshi-demo")
    fresh = load(kimura, FORM)["token"]
    assert send(kimura, f"{FORM}/document", sent, token=fresh)[0] == 200


@pytest.mark.parametrize("address", [FORM, FLOW])
def test_the_check_speaks_while_one_works(town: WebTown, address: str) -> None:
    kimura = town.officer("kimura")
    opened = load(kimura, address)["document"]

    status, fine = send(kimura, f"{address}/check", {"document": opened})
    _status, broken = send(kimura, f"{address}/check", {"document": opened | {"nonsense": 1}})

    assert status == 200
    assert not [finding for finding in fine["findings"] if finding["severity"] == "error"]
    assert broken["findings"][0]["severity"] == "error"
    assert set(broken["findings"][0]) >= {"code", "severity", "where", "message"}


def test_redundant_steps_are_told_while_one_draws(town: WebTown) -> None:
    kimura, address = town.officer("kimura"), f"{HOME}/flow/as-is"
    flow = load(kimura, address)["document"]

    _status, found = send(kimura, f"{address}/check", {"document": flow, "analysis": True})
    _status, none = send(kimura, f"{address}/check", {"document": {}, "analysis": True})

    assert found["proposals"]
    assert all(each["fix"] and each["saving"] for each in found["proposals"][:3])
    assert none["proposals"] == []


def test_the_check_of_a_table_shows_the_rows_that_no_rule_decides(town: WebTown) -> None:
    kimura, address = town.officer("kimura"), table_address(town)
    table = load(kimura, address)["document"]

    _status, answer = send(kimura, f"{address}/check", {"document": table | {"rules": table["rules"][:1]}})

    assert any(finding["code"] == "table.gap" and finding["example"] for finding in answer["findings"])


def test_the_preview_is_the_residents_page_and_judges_as_it_does(town: WebTown) -> None:
    kimura, resident = town.officer("kimura"), town.resident()
    form = load(kimura, FORM)["document"]
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")

    _status, shown = send(kimura, f"{FORM}/preview", {"document": form})
    _status, refused = send(kimura, f"{FORM}/preview", {"document": form, "page": shown["page"], "pairs": []})

    assert shown["page"] == form["pages"][0]["key"]
    own, theirs = (html.partition("<h1>")[2].partition("</form>")[0] for html in (shown["html"], resident.page.html))
    assert own.partition("csrf_token")[0] == theirs.partition("csrf_token")[0]
    assert own.rpartition('class="visually-hidden"')[2] == theirs.rpartition('class="visually-hidden"')[2]
    assert refused["page"] == shown["page"]
    assert "入力内容を確かめてください" in refused["html"]


def test_a_form_can_be_tried_out_to_the_end_in_both_languages(town: WebTown) -> None:
    kimura = town.officer("kimura")
    document = {
        "format": "minaoshi.form/1",
        "key": "f",
        "title": "様式",
        "pages": [
            {
                "key": "one",
                "title": "一枚目",
                "fields": [
                    {"key": "a", "type": "yesno", "label": {"ja": "犬がいますか", "en": "Do you have a dog?"}},
                    {"key": "dogs", "type": "group", "label": "犬", "fields": [NAME]},
                ],
            },
            {
                "key": "two",
                "title": "二枚目",
                "when": {"field": "a", "op": "eq", "value": True},
                "fields": [{"key": "b", "type": "text", "label": "犬の名前", "required": True}],
            },
        ],
    }  # fmt: skip

    _status, added = send(
        kimura, f"{FORM}/preview", {"document": document, "page": "one", "pairs": [["a", "yes"], ["_add", "dogs"]]}
    )
    assert added["answers"] == {"a": "yes", "dogs": [{}]}
    assert 'name="dogs.0.n"' in added["html"]

    _status, second = send(
        kimura, f"{FORM}/preview", {"document": document, "page": "one", "pairs": [["a", "yes"]], "answers": {}}
    )
    assert second["page"] == "two"

    _status, done = send(
        kimura,
        f"{FORM}/preview",
        {"document": document, "page": "two", "pairs": [["b", "ポチ"]], "answers": {"a": "yes"}, "language": "en"},
    )
    assert done["page"] == "_check"
    assert '<html lang="en">' in done["html"]
    assert "Do you have a dog?" in done["html"]
    assert "ポチ" in done["html"]


@pytest.mark.parametrize(
    "more",
    [
        {"page": "none", "answers": [1], "pairs": [[1, 2], "x"]},
        {"page": 5, "language": "xx"},
        {"pairs": [["_add", "nothing"], ["_remove", "x.9"], ["_fill", "y"]]},
    ],
)
def test_nonsense_beside_the_form_is_passed_over(town: WebTown, more: dict[str, Any]) -> None:
    kimura = town.officer("kimura")

    status, shown = send(kimura, f"{FORM}/preview", {"document": load(kimura, FORM)["document"], **more})

    assert status == 200
    assert "<h1>" in shown["html"]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("form", "form/swimming-pool"),
        ("flow:as-is", "flow/as-is"),
        ("flow:to-be", "flow/to-be"),
        ("table", "table/swimming-pool"),
    ],
)
def test_a_clerk_begins_from_blank_and_can_go_on_at_once(town: WebTown, kind: str, place: str) -> None:
    kimura = town.officer("kimura")
    kimura.open("/staff/new-procedure")
    kimura.press("加える", title="プールの利用", key="swimming-pool", department="kankyo")

    page = kimura.send("/staff/procedures/swimming-pool/edit/new", {"kind": kind})

    assert page.path == f"/staff/procedures/swimming-pool/edit/{place}"
    assert page.heading.startswith("プールの利用")
    opened = load(kimura, page.path)
    status, _answer = send(
        kimura, f"{page.path}/document", {"document": opened["document"], "revision": opened["revision"]}
    )
    assert status == 200


def test_beginning_again_leads_to_what_is_there(town: WebTown) -> None:
    kimura = town.officer("kimura")
    before = load(kimura, FLOW)

    page = kimura.send(f"{HOME}/new", {"kind": "flow:to-be"})

    assert "もうあります" in page.text
    assert load(kimura, FLOW)["document"] == before["document"]


def test_a_second_form_stands_beside_the_first(town: WebTown) -> None:
    kimura = town.officer("kimura")

    page = kimura.send(f"{HOME}/new", {"kind": "form"})

    assert page.path == f"{HOME}/form/dog-registration-2"


@pytest.mark.parametrize("kind", ["", "page", "nonsense"])
def test_nothing_else_can_be_begun_or_edited(town: WebTown, kind: str) -> None:
    kimura = town.officer("kimura")

    assert kimura.send(f"{HOME}/new", {"kind": kind}).status == 404
    assert kimura.open(f"{HOME}/{kind or 'x'}/dog-registration").status == 404


def test_a_document_that_hides_something_is_refused_like_any_other(town: WebTown) -> None:
    kimura = town.officer("kimura")
    raw = '{"document": {"a": 1, "a": 2}, "revision": 1}'

    headers = JSON | {"X-CSRFToken": kimura.token(), "Content-Type": "application/json"}
    response = kimura.client.post(f"{FORM}/document", data=raw, headers=headers)

    assert response.status_code == 422
    assert "<" not in json.dumps(response.get_json()["message"])


def test_a_table_is_tried_out_and_says_which_rule_decided(town: WebTown) -> None:
    kimura, address = town.officer("kimura"), table_address(town)
    document = {
        "format": "minaoshi.table/1",
        "key": "t",
        "title": "表",
        "hit_policy": "first",
        "inputs": [{"key": "size", "expr": {"sum": [{"field": "a"}, {"field": "b"}]}, "type": "number"}],
        "outputs": [{"key": "v", "type": "string", "values": ["approve", "review"], "default": "review"}],
        "rules": [{"key": "small", "when": [{"lte": 5}], "then": ["approve"]}],
    }

    _status, small = send(kimura, f"{address}/preview", {"document": document, "row": {"size": 5}})
    _status, missing = send(kimura, f"{address}/preview", {"document": document, "row": "nonsense"})
    status, _broken = send(kimura, f"{address}/preview", {"document": {}, "row": {}})

    assert (small["outputs"], small["rules"]) == ({"v": "approve"}, ["small"])
    assert (missing["outputs"], missing["missing"], missing["unsettled"]) == ({"v": "review"}, ["size"], True)
    assert status == 422
