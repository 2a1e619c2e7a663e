"""What a clerk does in the editors, by pointer or by keyboard alone: the same acts, two ways of carrying them out."""

import re
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from kernel.documents import read_json

FARTHEST: Final = 400
"""Tab stops after which something counts as out of a keyboard's reach."""

WHERE: Final = """element => {
  const here = document.activeElement;
  return element === here ? 0 : here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""
"""Whether an element has the focus (0), comes behind what has it (1) or before it (-1)."""


@dataclass
class Clerk:
    """Somebody in front of an editor. `keyboard`: the pointer is never touched, everything is reached by Tab.

    `touch`: a finger on a phone; there is neither a pointer that hovers nor a keyboard with keys to hold.
    """

    page: Page
    keyboard: bool = False
    touch: bool = False

    def press(self, target: Locator) -> None:
        """Press a button, open a part that is folded, follow a link."""
        if self.keyboard:
            self.reach(target)
            self.page.keyboard.press("Enter")
        elif self.touch:
            target.tap()
        else:
            target.click()

    def button(self, name: str, *, exact: bool = True) -> None:
        """Press the button with this name."""
        self.press(self.page.get_by_role("button", name=name, exact=exact).first)

    def part(self, name: str, shelf: str = "") -> None:
        """Put a part in; a shelf that is folded is opened first."""
        if shelf:
            details = self.page.locator("details", has=self.page.get_by_text(shelf, exact=True)).last
            if details.get_attribute("open") is None:
                self.press(details.locator("summary").first)
        self.button(name)

    def write(self, label: str, text: str) -> None:
        """Write into the box with this label, instead of what is there."""
        box = self.page.get_by_label(label, exact=True).first
        if self.keyboard:
            self.reach(box)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)
        else:
            box.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a list by what it says."""
        box = self.page.get_by_label(label, exact=True).first
        if not self.keyboard:
            box.select_option(label=option)
            return
        self.reach(box)
        labels = box.locator("option").all_inner_texts()
        now = box.evaluate("element => element.selectedIndex")
        steps = labels.index(option) - now
        for _step in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")

    def open_part(self, name: str) -> None:
        """Unfold a part of the inspector, unless it is open."""
        details = self.page.locator(".ed-inspector details", has=self.page.get_by_text(name, exact=True)).first
        if details.get_attribute("open") is None:
            self.press(details.locator("summary").first)

    def english(self, name: str) -> None:
        """Take the English away from a text, so that the Japanese stands alone."""
        self.write(f"{name}（英語）", "")

    def saved(self) -> None:
        """Wait until the server has it."""
        expect(self.page.locator(".ed-saving")).to_contain_text("保存済み")

    def reach(self, target: Locator) -> None:
        """Go to `target` by Tab or Shift+Tab, whichever leads there, as whoever has no pointer does."""
        for _stop in range(FARTHEST):
            place = target.evaluate(WHERE)
            if place == 0:
                return
            self.page.keyboard.press("Tab" if place > 0 else "Shift+Tab")
        raise AssertionError(f"the keyboard never reaches {target}")

    def document(self) -> dict[str, Any]:
        """Return the draft that is open, as the server keeps it."""
        response = self.page.request.get(re.sub(r"[?#].*", "", self.page.url) + "/document")
        found = read_json(response.body())
        assert isinstance(found, dict)
        kept: dict[str, Any] = found["document"]
        return kept
