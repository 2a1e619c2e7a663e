"""Screens of the builders in Japanese and English, on a phone and on a desk: pictures for people, axe for all.

`pytest tests/browser/test_builder_pictures.py` leaves the pictures in `build/pictures/builders-*.png`.
"""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.test_builders import look, sign_in
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("form") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
HOME: Final = "/staff/procedures/community-subsidy"
FORM: Final = f"{HOME}/edit/form/community-subsidy"
FLOW: Final = f"{HOME}/edit/flow/to-be"
TABLE: Final = f"{HOME}/edit/table/community-subsidy-triage"
SCREENS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "list": ("/staff/procedures/", ()),
    "new": ("/staff/new-procedure", ()),
    "gallery": ("/staff/gallery", ()),
    "form-field": (FORM, ('[data-path="/pages/1/fields/1"] .ed-card__name',)),
    "form-page": (FORM, ('[data-path="/pages/2"] > .ed-page__head .ed-card__name',)),
    "flow-step": (FLOW, ('.ed-outline [data-node="grant"]',)),
    "table-column": (TABLE, (".ed-grid thead .ed-link >> nth=1",)),
    "page": (f"{HOME}/page", ()),
    "people": (f"{HOME}/people", ()),
    "check": (f"{HOME}/check", ()),
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_the_builders_can_be_read_by_everybody(open_page: Open, screen: str, language: str) -> None:
    address, presses = SCREENS[screen]
    page = sign_in(open_page, "sato", address)
    if language == "en":
        page.goto(f"{page.url}?lang=en")
    for target in presses:
        page.locator(target).first.click()
    page.locator("main").wait_for()

    look(page, f"builders-{screen}-{language}")
