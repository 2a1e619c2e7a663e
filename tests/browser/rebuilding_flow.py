"""Building a whole flow in the designer by clicking: its purpose, lanes, data, steps with all they say, arrows."""

from typing import Final

from tests.browser.clerk import Clerk
from tests.browser.rebuilding import (
    Document,
    choose,
    compare_with,
    fill,
    inspector,
    text_of,
    tick,
    tick_several,
    unfold,
    write_texts,
)  # fmt: skip
from tests.browser.rebuilding_steps import add_item, figure, say_step, select

PARTS: Final = {
    "form": ("申請", "申請する人"), "review": ("内容審査", "審査する"), "approval": ("決裁", "決める"),
    "decision": ("判定表で判定", "決める"), "notice": ("通知", "知らせる・渡す"),
    "task": ("そのほかの作業", "知らせる・渡す"),
    "exclusive": ("分岐（どれか1つ）", "分かれ道・待つ"), "timer": ("期間を待つ", "分かれ道・待つ"),
    "end": ("終わり（完了）", "終わり"),
}  # fmt: skip
KPIS: Final = {
    "lead_time_days": ("所要日数", 1),
    "touch_minutes": ("1件あたりの作業", 1),
    "online_rate": ("オンライン申請の割合", 100),
}


def rebuild_flow(clerk: Clerk, flow: Document) -> None:
    """Build `flow` in the designer, which stands on a blank flow; its forms, tables and letters are there."""
    select(clerk, "end")
    clerk.button("この工程を消す")
    whole(clerk)
    say_purpose(clerk, flow)
    for place, lane in enumerate(flow["lanes"]):
        say_lane(clerk, lane, place)
    whole(clerk)
    say_data(clerk, flow["data"])
    for name, heading in (("checks", "審査で確かめること"), ("controls", "統制")):
        say_items(clerk, heading, flow[name])
    for place, node in enumerate(flow["nodes"]):
        if place > 0:
            whole(clerk)
            part, shelf = PARTS[node["type"]]
            clerk.part(part, shelf)
        say_step(clerk, node, flow)
    for node in flow["nodes"]:
        if others := node.get("assign", {}).get("not_same_as"):
            select(clerk, node["key"])
            choose(inspector(clerk.page), "だれがするか", "other")
            tick_several(inspector(clerk.page), "どの工程と違う人か", [title(flow, other) for other in others])
    for edge in flow["edges"]:
        say_arrow(clerk, edge, flow)
    whole(clerk)
    say_rules(clerk, flow["controls"])
    clerk.saved()


def whole(clerk: Clerk) -> None:
    """Select the flow as a whole."""
    clerk.page.locator(".ed-outline__all").click()


def title(flow: Document, key: str) -> str:
    """Return what a step is called."""
    return text_of(next(node for node in flow["nodes"] if node["key"] == key)["title"], "ja")


def say_purpose(clerk: Clerk, flow: Document) -> None:
    """Say what the procedure is for, its figures, what it is to reach, what the law says, who may decide."""
    about = inspector(clerk.page)
    write_texts(about, "手続の名前", flow["title"])
    write_texts(about, "目的", flow["purpose"])
    figure(about, "年間の件数", flow["volume_per_year"])
    figure(about, "標準処理期間", flow["standard_days"])
    figure(about, "担当が替わるたびにかかる時間", flow["handoff_minutes"])
    part = unfold(about, "目標（指標）")
    for kpi in flow["kpis"]:
        label, factor = KPIS[kpi["key"]]
        fill(part, label, kpi["target"] * factor)
    law, said = unfold(about, "法令"), flow["disposition"]
    write_texts(law, "根拠法令", flow["legal_basis"])
    choose(law, "この手続は何に当たるか", said["kind"])
    choose(law, "根拠の種類", said["basis"])
    write_texts(law, "審査基準（ないときは、その理由）", said["criteria"])
    write_texts(law, "教示（不服申立ての案内）", said["appeal_notice"])
    figure(unfold(about, "システム"), "1項目の入力にかかる時間", flow["entry_minutes"])
    constants = unfold(about, "季節の波・定数")
    ((name, value),) = flow["params"].items()
    constants.get_by_role("button", name="＋ 定数を加える").click()
    fill(constants, "記号", name)
    fill(constants, "値", value)
    powers = unfold(about, "職務権限")
    fill(powers, "役職の順（低いほうから、「、」で区切る）", "、".join(flow["levels"]))
    for place, line in enumerate(flow["authority"]):
        row = add_item(powers, "＋ 行を加える", place)
        fill(row, "事項", line["matter"])
        fill(row, "金額の上限（この額まで）", line.get("up_to"))
        fill(row, "決める役職", line["decided_by"])


def say_lane(clerk: Clerk, lane: Document, place: int) -> None:
    """Say who works here; the blank flow has three lanes already, and others come in behind them."""
    page, about = clerk.page, inspector(clerk.page)
    whole(clerk)
    lanes = page.get_by_role("group", name="担当（図の列）", exact=True)
    if place < lanes.locator("li").count():
        lanes.locator("li button").nth(place).click()
    else:
        clerk.button("＋ 担当を加える")
    choose(about, "だれか", lane["kind"])
    write_texts(about, "担当の名前", lane["title"])
    if lane["kind"] == "staff":
        choose(about, "所属", lane["department"])
        choose(about, "役職・係", lane["role"])
        fill(about, "職位（大きいほど上）", lane["rank"])
        figure(about, "人数", lane["headcount"])
        figure(about, "1時間あたりの人件費", lane["yen_per_hour"])
    unfold(about, "くわしい設定")
    key = about.get_by_label("記号", exact=True)
    if key.input_value() != lane["key"]:
        key.fill(lane["key"])


SOURCES: Final = ("means", "同じ意味の情報"), ("type", "型（text、money、date など）")


def say_data(clerk: Clerk, items: list[Document]) -> None:
    """Say what the flow knows, item by item, before a form brings it along."""
    part = unfold(inspector(clerk.page), "情報（データ）")
    for place, item in enumerate(items):
        part.get_by_role("button", name="＋ 情報を加える", exact=True).click()
        row = part.locator(":scope > details").nth(place)
        row.locator(":scope > summary").click()
        fill(row, "記号", item["key"])
        write_texts(row, "名前", item["title"])
        choose(row, "どこから来るか", item["source"])
        for name, label in SOURCES:
            fill(row, label, item.get(name))
        if "purpose" in item:
            write_texts(row, "使う目的", item["purpose"])
        for name, label in (("personal", "個人情報"), ("keep", "最後まで残す（記録・統計）")):
            if item.get(name, False):
                tick(row, label, on=True)
        row.locator(":scope > summary").click()


def say_items(clerk: Clerk, heading: str, items: list[Document]) -> None:
    """Say what is checked, and what has to be kept."""
    part = unfold(inspector(clerk.page), heading)
    for place, item in enumerate(items):
        control = "kind" in item
        row = add_item(part, "＋ 統制を加える" if control else "＋ 確かめることを加える", place)
        write_texts(row, "統制の名前" if control else "確かめること", item["title"])
        fill(row, "記号", item["key"])
        if control:
            choose(row, "求める理由", item["kind"])
            write_texts(row, "根拠", item["basis"])


def say_rules(clerk: Clerk, controls: list[Document]) -> None:
    """Say how each control is kept, once there are the controls that it speaks of."""
    part = unfold(inspector(clerk.page), "統制")
    for place, control in enumerate(controls):
        row = part.locator("fieldset > details").nth(place)
        if row.get_attribute("open") is None:
            row.locator(":scope > summary").click()
        ((kind, value),) = control["rule"].items()
        choose(row, "守り方", kind)
        if kind == "must":
            fill(row, "結果の記号", value)
        else:
            choose(row, "相手", value)


def say_arrow(clerk: Clerk, edge: Document, flow: Document) -> None:
    """Lead from a step to the next, and say when, how often and in which words."""
    about = inspector(clerk.page)
    select(clerk, edge["from"])
    choose(about, "つなぐ先を加える", edge["to"])
    clerk.press(clerk.page.locator(".ed-pick .ed-button--main"))
    if not {"when", "default", "title", "probability"} & set(edge):
        return
    about.get_by_role("group", name="次に進む先", exact=True).locator("li .ed-link").last.click()
    if edge.get("default"):
        choose(about, "どんなとき進むか", "default")
    if "when" in edge:
        choose(about, "どんなとき進むか", "when")
        compare_with(about.get_by_role("group", name="条件", exact=True).first, edge["when"])
    if "title" in edge:
        write_texts(about, "矢印に書く言葉", edge["title"])
    if "probability" in edge:
        fill(about, "この道を通る割合", edge["probability"] * 100)
