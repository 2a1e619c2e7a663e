"""一覧の書き出し: a sheet of a procedure's cases, for those who may see them, that carries nothing out."""

import csv
import io

import pytest

from tests.web.town import Visitor, WebTown, apply

DOG = "dog-registration"
SHEET = f"/staff/sheets/{DOG}.csv"


def read(officer: Visitor, path: str = SHEET, encoding: str = "utf-8-sig") -> list[list[str]]:
    response = officer.client.get(path, environ_overrides={"REMOTE_ADDR": officer.address})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="{DOG}-')
    return [*csv.reader(io.StringIO(response.data.decode(encoding), newline=""))]


@pytest.fixture
def number(town: WebTown) -> str:
    """The receipt number of an application whose dog has a dangerous name."""
    given = town.answers(DOG, injected=False, dog_name="=HYPERLINK(1)")
    return apply(town.resident(), town, DOG, given)


@pytest.mark.parametrize(("code", "encoding"), [("", "utf-8-sig"), ("?code=cp932", "cp932")])
def test_a_clerk_takes_the_cases_with_their_answers(town: WebTown, number: str, code: str, encoding: str) -> None:
    head, line = read(town.officer("kimura"), SHEET + code, encoding)

    found = dict(zip(head, line, strict=True))
    assert found["受付番号"] == number
    assert found["状態"] == "審査中"
    assert found["犬の名前"] == "'=HYPERLINK(1)"
    assert found["届いた日時"] == "2026-11-24 10:00"


def test_answers_can_be_left_out_and_states_chosen(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")

    assert "犬の名前" not in read(clerk, f"{SHEET}?answers=no")[0]
    assert len(read(clerk, f"{SHEET}?status=closed")) == 1
    assert len(read(clerk, f"{SHEET}?status=open")) == 2


def test_the_list_of_cases_leads_to_it(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")

    clerk.open(f"/staff/cases/?procedure={DOG}&status=open")

    assert clerk.page.link("CSV（UTF-8）").startswith(SHEET)
    assert "status=open" in clerk.page.link("CSV（UTF-8）")


def test_another_departments_sheet_looks_absent(town: WebTown, number: str) -> None:
    assert town.officer("hasegawa").open(SHEET).status == 404
