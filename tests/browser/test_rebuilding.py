"""The sample 地域活動補助金, built from blank by clicking: form and flow have the digests of the sample's documents."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from kernel.documents import digest, read_json
from samples.town import FOLDER
from tests.browser.clerk import Clerk
from tests.browser.conftest import opening
from tests.browser.rebuilding import rebuild_form
from tests.browser.rebuilding_flow import rebuild_flow
from tests.browser.test_builders import publish, sign_in
from tests.browser.town import Town, serve_town
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("flow") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
SAMPLE: Final = FOLDER / "community-subsidy"
PATIENCE: Final = 90_000
"""Milliseconds for one act: there are some fifteen hundred of them, and the machine may be busy with others."""
AROUND: Final = ("form-report.json", "table-triage.json", "table-settlement.json", "procedure.json")
"""What the flow refers to and what is not built here: the second form, the tables, the letters."""


def sample(name: str) -> Any:
    """Return a document of the sample."""
    return read_json((SAMPLE / name).read_bytes())


@pytest.fixture
def blank_town(tmp_path: Path) -> Iterator[Town]:
    """Return a town with offices and officers that has no procedure yet."""
    with serve_town(tmp_path, furnished=False) as served:
        yield served


@pytest.fixture
def open_there(browser: Any, blank_town: Town) -> Iterator[Open]:
    """Open a page of the blank town."""
    yield from opening(browser, blank_town)


def test_the_whole_sample_is_built_by_clicking_and_equals_its_documents(open_there: Open) -> None:
    page = sign_in(open_there, "sato", "/staff/new-procedure")
    page.set_default_timeout(PATIENCE)
    clerk = Clerk(page)
    page.locator("#title").fill("地域活動補助金")
    page.locator("#key").fill("community-subsidy")
    page.locator("#department").select_option("chiiki")
    clerk.button("加える")
    page.goto("/staff/procedures/community-subsidy/import")
    page.set_input_files("#files", [SAMPLE / name for name in AROUND])
    clerk.button("下書きに取り込む")
    expect(page.get_by_role("status")).to_contain_text("4件の文書を下書きに取り込みました")

    clerk.button("フォームを作る", exact=False)
    page.locator(".ed-page").first.wait_for()
    rebuild_form(clerk, sample("form.json"))
    same(clerk, "form.json")

    page.goto("/staff/procedures/community-subsidy/")
    clerk.button("流れを描く（見直し後）", exact=False)
    page.locator(".ed-outline").wait_for()
    rebuild_flow(clerk, sample("to-be.json"))
    same(clerk, "to-be.json")

    page.goto("/staff/procedures/community-subsidy/")
    publish(open_there, clerk, "community-subsidy", "saito")


def same(clerk: Clerk, name: str) -> None:
    """Hold the draft against the sample: first as values, so that a difference can be read, then by digest."""
    built, wanted = clerk.document(), sample(name)
    assert json.loads(json.dumps(built)) == wanted
    assert digest(built) == digest(wanted)
