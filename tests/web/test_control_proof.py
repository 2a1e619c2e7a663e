"""The control proof by clicking, and findings that cannot be accepted or dismissed by a click."""

import copy
from typing import Any, Final

from accounts.directory import officer_by_login
from accounts.officer import Officer
from catalog.drafts import drafts_of, save_draft
from db.database import Tx
from tests.web.town import WebTown

RECORD: Final = "/office/resident-record-mail/"


def test_the_proof_of_a_redesign_says_why_every_control_is_kept(town: WebTown) -> None:
    officer = town.officer("sato")
    page = officer.open(f"{RECORD}controls?before=as-is&after=to-be")

    assert page.status == 200
    assert "でもすべて守られます" in page.text
    assert "避けて通れる道はありません" in page.text
    assert "失われる" not in page.text
    officer.open(f"{RECORD}compare")
    officer.click("統制の証明を見る")
    assert "守られると言える理由" in officer.page.text


def test_a_redesign_that_loses_a_control_is_refused_with_a_run_that_shows_it(town: WebTown) -> None:
    officer = town.officer("sato")
    change_to_be(town, "resident-record-mail")

    page = officer.open(f"{RECORD}controls?before=as-is&after=to-be")

    assert "採用できません" in page.text
    assert "失われる理由" in page.text
    assert "どれだけ時間が減っても" in page.text


def change_to_be(town: WebTown, procedure: str) -> None:
    """Take every control off the steps of the to-be, as somebody might who draws it by hand."""
    with town.house.database.begin() as tx:
        draft = next(each for each in drafts_of(tx, procedure) if (each.kind, each.key) == ("flow", "to-be"))
        document: Any = copy.deepcopy(draft.document)
        nodes = [{name: value for name, value in node.items() if name != "control"} for node in document["nodes"]]
        save_draft(
            tx,
            known(tx, "sato"),
            procedure,
            "flow",
            "to-be",
            {**document, "nodes": nodes},
            revision=draft.revision,
            now=town.house.clock.now(),
        )


def known(tx: Tx, login: str) -> Officer:
    found = officer_by_login(tx, login)
    assert found is not None
    return found
