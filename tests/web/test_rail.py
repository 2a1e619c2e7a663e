"""The rail of the staff pages: each page of an office marks the entry that it belongs to, wherever it was opened."""

import re

import pytest

from tests.web.town import WebTown

HOMES = {
    "/staff/": "受信箱",
    "/staff/asked": "受信箱",
    "/staff/cases/": "案件",
    "/staff/counter/": "案件",
    "/staff/counter/sheets/dog-registration": "案件",
    "/staff/sheets/": "案件",
    "/staff/procedures/": "手続",
    "/office/dog-registration/ways": "業務棚卸し",
}


@pytest.mark.parametrize("path", HOMES)
def test_a_page_marks_its_entry(shared_town: WebTown, path: str) -> None:
    html = shared_town.officer("kimura").open(path).html

    rail = html[html.index('class="rail"') :]
    marked = re.findall(r'aria-current="page">.*?<span>(.*?)</span>', rail[: rail.index("</nav>")], re.S)

    assert marked == [HOMES[path]]


def test_names_in_a_row_are_parted_as_the_language_does(shared_town: WebTown) -> None:
    page = shared_town.officer("kimura").open("/staff/substitutes/?lang=en")

    assert "、" not in page.text
