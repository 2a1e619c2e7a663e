"""Hostile input in addresses, buttons and forms is never our failure: not on SQLite, and not on PostgreSQL."""

from collections.abc import Iterator

import pytest

from db.all_tables import every_table
from tests.services import postgresql_database
from tests.web.town import Visitor, WebTown, apply, move_in, open_town


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%00",
        "/?q=%ED%A1%82",
        "/?event=%00",
        "/p/%00",
        "/s?number=%00%ff",
        "/a/%00/you",
        "/s/%F0%9F%92%A9",
        "/p/" + "a" * 5_000,
        "/?q=" + "あ" * 2_000,
        "/?lang=xx",
        "/staff/?after=%00",
        "/staff/?after=rubbish&view=rubbish&procedure=rubbish",
        "/staff/?after=eyJhIjoxfQ==",
        "/staff/cases/?after=rubbish",
        "/staff/cases/?after=%00&status=rubbish&procedure=rubbish",
        "/staff/cases/?q=%25%5C_%00",
        "/staff/cases/?q=" + "あ" * 5_000,
        "/staff/cases/%00",
        "/staff/procedures/dog-registration/check?slot=rubbish",
        "/staff/procedures/dog-registration/proposals/%00",
        "/staff/procedures/dog-registration/drafts/rubbish/x.json",
        "/office/?sort=rubbish&department=rubbish",
        "/office/dog-registration/compare?before=rubbish&after=%00",
        "/office/dog-registration/picture/rubbish",
    ],
)
def test_rubbish_in_an_address_is_never_our_failure(clerk: Visitor, path: str) -> None:
    page = clerk.open(path)

    assert page.status < 500, page.text
    assert page.heading


@pytest.mark.parametrize(
    "rubbish", ["\u0000", "a\u0000b", "9" * 40, "-1", "\u202e", "𠮷" * 3_000, "{{ 7*7 }}", "../../etc"]
)
def test_rubbish_in_a_form_is_never_our_failure(town_on_either: WebTown, clerk: Visitor, rubbish: str) -> None:
    given = town_on_either.answers("dog-registration", injected=False)
    case = town_on_either.case_id(apply(town_on_either.resident(), town_on_either, "dog-registration", given))
    names = (
        "outcome",
        "reason",
        "due",
        "nonce",
        "fields",
        "decision",
        "code",
        "node",
        "verdict",
        "pasted",
        "slot",
        "note",
    )
    paths = (
        f"/staff/cases/{case}/items/1",
        f"/staff/cases/{case}/items/{'9' * 30}",
        f"/staff/cases/{case}/items/1/claim",
        "/office/dog-registration/choices",
        "/staff/procedures/dog-registration/import",
        "/staff/procedures/dog-registration/propose",
        "/staff/procedures/dog-registration/proposals/x",
    )

    for path in paths:
        page = clerk.send(path, dict.fromkeys(names, rubbish))
        assert page.status < 500, (path, page.text)


@pytest.mark.parametrize("rubbish", ["\u0000", "a\u0000b", "\u202e", "𠮷" * 3_000, "{{ 7*7 }}"])
@pytest.mark.promise("P29")
def test_rubbish_in_an_application_is_never_our_failure(town_on_either: WebTown, rubbish: str) -> None:
    resident = town_on_either.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    form, _ = resident.page.form_with("次へ")
    typed = {name: rubbish for name, _ in (*form.filled, *form.offered) if name != "csrf_token"}

    for button in ("次へ", "保存してあとで続ける"):
        page = resident.send(resident.page.path, typed | ({"_save": "1"} if button != "次へ" else {}))
        assert page.status < 500, page.text


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def town_on_either(request: pytest.FixtureRequest) -> Iterator[WebTown]:
    """A town on SQLite, and one on PostgreSQL: they refuse different things."""
    if request.param == "sqlite":
        yield request.getfixturevalue("shared_town")
        return
    folder = request.getfixturevalue("tmp_path_factory").mktemp("postgresql")
    with postgresql_database("web") as url, open_town(folder, "smtp://127.0.0.1:25", folder, url) as town:
        with town.house.database.begin() as tx:
            every_table().create_all(tx)
        move_in(town.house)
        yield town


@pytest.fixture(scope="module")
def clerk(town_on_either: WebTown) -> Visitor:
    """An officer of the department, who designs as well."""
    return town_on_either.officer("kimura")
