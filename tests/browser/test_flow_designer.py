"""Beyond one step at a time: steps copied into another procedure, a deadlock played, the picture taken along."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import DESKTOP
from tests.browser.test_builders import begin_procedure, look, sign_in
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("flow") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]


def save(page: Page, address: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change a draft as its editor's script does."""
    opened = page.request.get(f"{address}/document").json()
    sent = {"document": change(opened["document"]), "revision": opened["revision"]}
    answer = page.request.post(f"{address}/document", data=sent, headers={"X-CSRFToken": opened["token"]})
    assert answer.ok, answer.text()


STANDS: Final = """() => new Promise((done) => {
  let last = "", same = 0;
  const look = () => {
    const now = document.querySelector(".react-flow__viewport").style.transform;
    same = now === last ? same + 1 : 0;
    last = now;
    if (same > 20) done(); else requestAnimationFrame(look);
  };
  look();
})"""
"""Waits until the picture has not moved for twenty frames."""


def stuck(flow: dict[str, Any]) -> dict[str, Any]:
    """Return `flow` with a branch of which one way is enough, and a join that waits for both."""
    steps = (("which", "exclusive", "どちらかに分かれる"), ("left", "task", "左の作業"), ("right", "task", "右の作業"),
             ("join", "parallel", "両方を待つ"))  # fmt: skip
    nodes = [{"key": key, "type": kind, "title": title, "lane": "clerk"} for key, kind, title in steps]
    ways = [
        ("start", "which"),
        ("which", "left"),
        ("which", "right"),
        ("left", "join"),
        ("right", "join"),
        ("join", "end"),
    ]
    edges: list[dict[str, Any]] = [{"from": one, "to": other} for one, other in ways]
    edges[1]["when"] = {"field": "verdict", "op": "eq", "value": "approve"}
    edges[2]["default"] = True
    data = [{"key": "verdict", "title": "自動判定の結果", "type": "string", "source": "system"}]
    return {**flow, "nodes": [*flow["nodes"], *nodes], "edges": edges, "data": data}


def test_the_run_of_a_deadlock_is_played_and_conditions_speak_the_words_of_the_office(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "kimura", "/staff/procedures/"))
    page = clerk.page
    begin_procedure(clerk, "grant-stuck")
    clerk.button("流れを描く（見直し後）")
    page.locator(".ed-outline").wait_for()
    save(page, page.url, stuck)
    page.reload()

    clerk.button("起こる例を見る", exact=False)
    panel = page.get_by_role("region", name="起こる例")
    expect(panel).to_contain_text("案件が始まりました")
    for _step in range(3):
        clerk.press(panel.get_by_role("button", name="次へ"))
    expect(panel).to_contain_text("いまいるところ：「両方を待つ」の手前")
    expect(panel.locator(".ed-wrong")).to_contain_text("案件が止まります")
    expect(page.locator(".ed-held")).to_have_count(1)
    expect(page.locator(".ed-canvas .react-flow__edge-text").filter(has_text="自動判定の結果")).to_have_count(1)
    look(page, "flow-replay")


def test_steps_are_chosen_together_and_pasted_into_another_procedure_by_keyboard(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "kimura", "/staff/procedures/dog-registration/edit/flow/to-be"))
    page = clerk.page
    page.locator(".ed-outline").wait_for()
    clerk.button("いくつか選ぶ")
    boxes = page.locator(".ed-step__box")
    for place in (1, 2, 3):
        boxes.nth(place).focus()
        page.keyboard.press("Space")
    expect(page.get_by_text("3工程を選んでいます")).to_be_visible()
    look(page, "flow-several")
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    clerk.button("コピー")
    expect(page.get_by_text("3工程を控えました", exact=False)).to_be_visible()

    begin_procedure(clerk, "grant-pasted")
    clerk.button("流れを描く（見直し後）")
    page.locator(".ed-outline").wait_for()
    before = page.locator(".ed-step").count()
    page.locator(".ed-outline__all").focus()
    page.keyboard.press("Control+v")
    expect(page.locator(".ed-step")).to_have_count(before + 3)
    expect(page.get_by_text("は、ここにはないため外しました", exact=False).first).to_be_visible()
    clerk.saved()
    page.keyboard.press("Control+z")
    expect(page.locator(".ed-step")).to_have_count(before)


def test_several_steps_are_chosen_on_the_picture_and_taken_away(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", "/staff/procedures/nursery/edit/flow/to-be"))
    page = clerk.page
    nodes = page.locator(".react-flow__node")
    nodes.first.wait_for()
    before = page.locator(".ed-step").count()

    chosen = page.get_by_text("2工程を選んでいます")
    for _try in range(3):  # the picture moves to what is chosen: a click may meet it on its way
        nodes.nth(1).click()
        page.evaluate(STANDS)
        nodes.nth(2).click(modifiers=["Control"])
        page.evaluate(STANDS)
        if chosen.is_visible():
            break
    expect(chosen).to_be_visible()
    clerk.button("まとめて消す")
    expect(page.locator(".ed-step")).to_have_count(before - 2)
    page.keyboard.press("Control+z")
    expect(page.locator(".ed-step")).to_have_count(before)


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_picture_is_taken_along(open_page: Open, ending: str, begins: bytes) -> None:
    page = sign_in(open_page, "sato", "/staff/procedures/nursery/edit/flow/to-be")
    page.locator(".ed-outline").wait_for()

    link = page.get_by_role("link", name=ending.upper(), exact=True)
    answer = page.request.get(link.get_attribute("href") or "")

    assert answer.ok
    assert answer.body().startswith(begins)
    assert f"nursery-to-be.{ending}" in answer.headers["content-disposition"]
