"""Pages for residents stay small on a slow line: sixty kilobytes with everything that belongs to them."""

import gzip
import re
from typing import Final

import pytest

from tests.web.town import WebTown

KEPT: Final = {"max-age=31536000", "public"}
MOST_BYTES: Final = 60_000


@pytest.mark.parametrize("path", ["/", "/p/nursery", "/p/child-allowance", "/navi", "/s", "/?furigana=1"])
def test_a_page_with_all_that_it_loads_is_small(shared_town: WebTown, path: str) -> None:
    client = shared_town.app.test_client()
    page = client.get(path)
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)

    parts = [client.get(address, headers={"Accept-Encoding": "gzip"}) for address in linked]

    assert len(linked) <= 3
    assert all(set(part.headers["Cache-Control"].split(", ")) == KEPT for part in parts)
    assert len(page.data) + sum(len(part.data) for part in parts) <= MOST_BYTES


def test_a_static_file_says_the_same_packed_and_plain(shared_town: WebTown) -> None:
    client = shared_town.app.test_client()

    plain = client.get("/static/styles.css")
    packed = client.get("/static/styles.css", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.data) == plain.data
    assert all("Accept-Encoding" in each.headers["Vary"] for each in (packed, plain))
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert len(packed.data) < len(plain.data) / 3


def test_pages_are_never_packed(shared_town: WebTown) -> None:
    page = shared_town.app.test_client().get("/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page.headers
