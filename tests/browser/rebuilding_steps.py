"""Saying everything about one step in the inspector: title, lane, key, what its type knows, people, data, effort."""

from typing import Any, Final

from playwright.sync_api import Locator

from tests.browser.clerk import Clerk
from tests.browser.rebuilding import (
    Document,
    choose,
    compute,
    fill,
    inspector,
    text_of,
    tick,
    tick_several,
    unfold,
    write_texts,
)

PEOPLE: Final = ("task", "review", "approval")
EVENTS: Final = ("start", "end", "exclusive")


def select(clerk: Clerk, key: str) -> None:
    """Select a step in the outline."""
    clerk.page.locator(f'.ed-outline [data-node="{key}"]').click()


def figure(scope: Locator, label: str, value: Any) -> None:
    """Say a figure, and how sure it is."""
    fill(scope, label, value["mean"] if isinstance(value, dict) else value)
    if isinstance(value, dict):
        choose(scope, f"{label}の確かさ", value["from"])


def add_item(part: Locator, button: str, place: int) -> Locator:
    """Add an item to a list, unfold it, and return it."""
    part.get_by_role("button", name=button, exact=True).click()
    row = part.locator("fieldset > details").nth(place)
    row.locator(":scope > summary").click()
    return row


def say_step(clerk: Clerk, node: Document, flow: Document) -> None:
    """Say everything about the step that is selected."""
    if node["key"] == "start":
        select(clerk, "start")
    about, kind = inspector(clerk.page), node["type"]
    write_texts(about, "工程の名前", node["title"])
    choose(about, "担当", node.get("lane", ""))
    fill(unfold(about, "くわしい設定"), "記号", node["key"])
    say_own(about, node, kind)
    if kind in PEOPLE:
        say_people(about, node)
    if "due" in node:
        say_until(about, node)
    if kind not in EVENTS:
        say_information(about, node, flow)
        say_effort(about, node)
        say_more(about, node, flow)


def say_own(about: Locator, node: Document, kind: str) -> None:
    """Say what only this type of step knows."""
    match kind:
        case "form":
            choose(about, "使うフォーム", node["form"])
        case "decision":
            choose(about, "判定表", node["table"])
        case "task":
            choose(about, "作業の種類", node["action"])
        case "end":
            choose(about, "結果", node["result"])
        case "notice":
            choose(about, "送る相手", node["to"])
            choose(about, "通知文", node["template"])
        case "timer":
            fill(about, "待つ長さ", None)
            about.get_by_role("button", name="＋ いつまで待つか（日付の式）", exact=True).click()
            compute(about.get_by_role("group", name="いつまで待つか（日付の式）", exact=True).first, node["until"])
        case "approval":
            choose(about, "職務権限表のどの事項か", node["matter"])
            if "amount" in node:
                about.get_by_role("button", name="＋ 権限を決める金額", exact=True).click()
                compute(about.get_by_role("group", name="権限を決める金額", exact=True).first, node["amount"])


def say_people(about: Locator, node: Document) -> None:
    """Say how a person's step ends, who does it, and what that person is told."""
    if "outcomes" in node:
        say_outcomes(about, node["outcomes"])
    if "level" in node:
        choose(about, "決裁する役職", node["level"])
    if "authority" in node.get("assign", {}):
        choose(about, "だれがするか", "authority")
        boxes = about.get_by_role("group", name="権限を決める金額", exact=True)
        compute(boxes.last, node["assign"]["authority"])
    write_texts(about, "担当者に見せる説明", node.get("instructions"))


def say_until(about: Locator, node: Document) -> None:
    """Say until when a step is to be done, and what happens when it is late."""
    ((unit, amount),) = node["due"].items()
    say_period(about, "期限", unit, amount)
    late = about.get_by_role("group", name="期限を過ぎたとき", exact=True)
    for place, each in enumerate(node.get("on_overdue", ())):
        row = add_item(late.locator(".."), "＋ 期限を過ぎたときの動きを加える", place)
        ((unit, amount),) = each["after"].items()
        say_period(row, "過ぎてからの長さ", unit, amount)
        choose(row, "すること", each["do"])


def say_period(scope: Locator, label: str, unit: str, amount: int) -> None:
    """Say a length of time: how many, and of what."""
    fill(scope, label, amount)
    box = scope.get_by_label(label, exact=True).first
    box.locator("xpath=following::select[1]").select_option(value=unit)


def say_outcomes(about: Locator, outcomes: list[Document]) -> None:
    """Say the buttons with which a step ends."""
    group = about.get_by_role("group", name="結果（ボタン）", exact=True)
    group.get_by_role("button", name="結果を変える").click()
    rows = group.locator(":scope > .ed-part")
    while rows.count() > len(outcomes):
        rows.last.get_by_role("button", name="消す", exact=False).last.click()
    for place, outcome in enumerate(outcomes, start=1):
        row = rows.nth(place - 1)
        write_texts(row, f"結果{place}", outcome["title"])
        row.locator("summary").click()
        fill(row, f"結果{place}の記号", outcome["key"])
        for reason in (
            "optional",
            outcome["reason"],
        ):  # what is said stands in the document, what was never said does not
            choose(row, "理由", reason)
        for on in (True, outcome["refuses"]):
            tick(row, "申請を認めない結果", on=on)


def say_information(about: Locator, node: Document, flow: Document) -> None:
    """Say what a step sees, writes and checks."""
    titles = told_apart(flow["data"]) | told_apart(flow["checks"])
    lists = {"reads": "見る情報", "checks": "確かめること"}
    lists |= {} if node["type"] == "form" else {"writes": "書く情報"}
    wanted = {name: label for name, label in lists.items() if name in node}
    if wanted:
        part = unfold(about, "見る情報・書く情報")
        for name, label in wanted.items():
            tick_several(part, label, [titles[key] for key in node[name]])


def told_apart(items: list[Document]) -> dict[str, str]:
    """Return what the boxes of items are called: by title, and with the key where another one has the same title."""
    titles = {item["key"]: text_of(item["title"], "ja") for item in items}
    said = list(titles.values())
    return {key: title if said.count(title) == 1 else f"{title}（{key}）" for key, title in titles.items()}


def say_effort(about: Locator, node: Document) -> None:
    """Say what a step takes."""
    part = unfold(about, "手間と時間")
    for name, label in (("minutes", "1件あたりの作業時間"), ("wait_minutes", "取りかかるまでの待ち時間")):
        if name in node:
            figure(part, label, node[name])
    choose(part, "使うもの（媒体）", node.get("medium", ""))
    fill(part, "使うシステム（「、」で区切る）", "、".join(node.get("systems", ())))
    choose(part, "判断", node.get("judgement", ""))


def say_more(about: Locator, node: Document, flow: Document) -> None:
    """Say the controls that a step performs, how often each outcome is, and what it was made of."""
    part = unfold(about, "書類・統制・媒体など")
    if "control" in node:
        titles = {each["key"]: text_of(each["title"], "ja") for each in flow["controls"]}
        tick_several(part, "この工程が果たす統制", [titles[key] for key in node["control"]])
    outcomes = {each["key"]: text_of(each["title"], "ja") for each in node.get("outcomes", ())}
    for key, share in node.get("rates", {}).items():
        fill(part, f"「{outcomes[key]}」の割合（見積もり）", round(share * 100, 4))
    if "effect" in node:
        choose(part, "やり直せるか", node["effect"])
    fill(part, "現状のどの工程から来たか（記号）", "、".join(node.get("derived_from", ())))
