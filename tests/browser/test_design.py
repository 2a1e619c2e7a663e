"""部品の見本 in a real browser: no violation in any state, in both widths and languages; and what comes on paper."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in

A4_WIDTH: Final = 690
"""A4 less its margins, in CSS pixels: what a page has when it is printed."""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_component_in_every_state_pleases_axe(
    open_page: Callable[..., Page], look: Callable[[Page, str], None], language: str
) -> None:
    page = sign_in(open_page, "suzuki")

    page.goto(f"/design?lang={language}")

    look(page, f"design-{language}")


def test_paper_carries_the_content_and_not_the_controls(open_page: Callable[..., Page]) -> None:
    page = sign_in(open_page, "suzuki", "/design")
    expect(page.get_by_role("heading", name="部品の見本", level=1)).to_be_visible()

    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})

    assert not page.locator(".rail").is_visible()
    assert not page.locator("#buttons .button").first.is_visible()
    assert page.locator(".only-print").is_visible()
    assert page.get_by_text("開くと読めます。スクリプトはいりません。").is_visible()
    assert page.locator("#tables thead").bounding_box()["height"] > 10  # type: ignore[index]  # it stands on the page
    assert page.locator("#tables tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"


def test_the_focus_is_always_seen(open_page: Callable[..., Page]) -> None:
    page = sign_in(open_page, "suzuki", "/design")
    expect(page.get_by_role("heading", name="部品の見本", level=1)).to_be_visible()

    for _stop in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return parseFloat(style.outlineWidth) * (style.outlineStyle === 'none' ? 0 : 1) }"
        )

        assert seen >= 3, page.evaluate("document.activeElement.outerHTML")
