"""Who sees what of a case: notes of staff, other departments, logs, cookies, and the tables of the engine."""

import base64
import io
import json
import logging
import zlib
from collections.abc import Iterator
from typing import Any, Final, cast

import pytest
import structlog
from sqlalchemy import text

from accounts.directory import officer_by_login
from catalog.drafts import draft, import_documents
from catalog.publication import propose, publish
from kernel.json_types import Json
from observability import configure_logging
from tests.web.town import Visitor, WebTown, apply

DOG: Final = "dog-registration"
PLANTED: Final = "植込太郎兵衛"
NOTE: Final = "申請者は近隣と争いがあるとのこと"
ENGINE_TABLES: Final = ("case_file", "case_history", "engine_job")
"""What stays when answers are erased."""


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged while the test runs."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("debug", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def with_notes_of_staff(town: WebTown) -> None:
    """Publish the dog registration once more, with a form that the clerk fills in at the first task."""
    form: dict[str, Json] = {
        "format": "minaoshi.form/1",
        "key": "memo",
        "title": "職員のメモ",
        "pages": [{"key": "p", "title": "メモ", "fields": [{"key": "memo", "type": "text", "label": "職員メモ"}]}],
    }
    with town.house.database.begin() as tx:
        sato, suzuki = officer_by_login(tx, "sato"), officer_by_login(tx, "suzuki")
        assert sato is not None
        assert suzuki is not None
        flow = cast(dict[str, Any], json.loads(json.dumps(draft(tx, DOG, "flow", "to-be").document)))
        for node in flow["nodes"]:
            if node["type"] == "task" and node["key"] == "register":
                node["form"] = "memo"
        flow["data"].append({"key": "memo", "title": "職員メモ", "type": "string", "source": "staff", "keep": True})
        import_documents(tx, sato, DOG, [form, flow], now=town.clock.now())
        asked = propose(tx, sato, DOG, "to-be", now=town.clock.now())
        publish(tx, town.house.library, suzuki, asked.id, now=town.clock.now())


def password_on(visitor: Visitor) -> str:
    """Return the look-up password on the receipt that is open."""
    return visitor.page.text.partition("照会用パスワード")[2].split()[0]


def followed(town: WebTown, number: str, password: str) -> Visitor:
    """Return a resident who has looked an application up."""
    visitor = town.resident()
    visitor.open("/s")
    visitor.press("状況を見る", number=number, password=password)
    return visitor


def everything_in(town: WebTown, table: str) -> str:
    """Return all rows of a table as one text."""
    with town.house.database.read() as tx:
        return str(tx.execute(text(f'SELECT * FROM "{table}"')).all())


def test_what_staff_write_down_for_themselves_is_not_shown_to_the_applicant(town: WebTown) -> None:
    with_notes_of_staff(town)
    resident, given = town.resident(), town.answers(DOG, previously_registered=False, has_microchip=True, injected=True)
    number = apply(resident, town, DOG, given | {"microchip_number": "392200000000001"})
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")

    town.look_at(clerk, number)
    clerk.press("済みにする", memo=NOTE)

    assert NOTE in town.look_at(clerk, number).text
    page = watcher.open(f"/s/{number}")
    assert page.status == 200
    assert NOTE not in page.html
    assert "職員メモ" not in page.html


@pytest.mark.promise("P23", "P37")
def test_names_and_answers_are_neither_in_logs_nor_in_cookies_nor_in_the_history(
    town: WebTown, log: io.StringIO
) -> None:
    name = {"family": PLANTED, "given": "花", "family_kana": "ウエコミ", "given_kana": "ハナ"}
    resident = town.resident()
    number = apply(resident, town, DOG, town.answers(DOG, injected=False, applicant_name=name, dog_name=PLANTED))
    password = password_on(resident)
    town.resident().send("/s", {"number": number, "password": PLANTED})
    town.resident().open(f"/?q={PLANTED}")
    clerk, watcher = town.officer("kimura"), followed(town, number, password)
    clerk.open(f"/staff/cases/?q={PLANTED}")
    town.look_at(clerk, number)
    clerk.press("補正を求める", reason=f"{PLANTED}さんの犬の毛色を書いてください。", fields=["dog_color"])
    town.work()

    for table in ENGINE_TABLES:
        assert PLANTED not in everything_in(town, table), table
    assert PLANTED not in log.getvalue()
    assert password not in log.getvalue()
    for visitor in (resident, watcher, clerk):
        assert PLANTED not in in_cookie(visitor)
        assert password not in in_cookie(visitor)


def in_cookie(visitor: Visitor) -> str:
    """Return what anybody can read in a signed cookie."""
    cookie = visitor.client.get_cookie("minaoshi")
    if cookie is None:
        return ""
    packed = cookie.value.startswith(".")
    body = base64.urlsafe_b64decode(cookie.value.lstrip(".").split(".")[0] + "==")
    return (zlib.decompress(body) if packed else body).decode("unicode_escape")


@pytest.mark.parametrize("guess", ["AAAA-AAAA-AAAA-AAAA", "%", "_", "*", "own with one wrong symbol"])
def test_a_page_of_somebody_else_looks_like_one_that_is_not_there(town: WebTown, guess: str) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    guess = number[:-1] + ("0" if number[-1] != "0" else "1") if guess.startswith("own") else guess

    for path in ("/s/{}", "/s/{}/answer", "/s/{}/withdraw"):
        foreign, absent = (town.resident().client.get(path.format(each)) for each in (number, guess))
        assert foreign.status_code == absent.status_code == 404
        assert foreign.text == absent.text.replace(guess, number)
