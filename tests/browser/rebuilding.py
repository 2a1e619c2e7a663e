"""Building what a document says, property by property, with the editors' own controls.

Nothing here writes a document: every value goes through the box, list or button that a clerk would use. Holding the
draft against the document afterwards shows that the editors can say everything that stands in it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from playwright.sync_api import Locator, Page

from tests.browser.clerk import Clerk

Document = Mapping[str, Any]


def inspector(page: Page) -> Locator:
    """Return what says everything about what is selected."""
    return page.locator(".ed-inspector")


def text_of(value: Any, language: str) -> str:
    """Return the words of a text of formats.md in one language."""
    if isinstance(value, str):
        return value if language == "ja" else ""
    return str((value or {}).get(language, ""))


def write_texts(scope: Locator, label: str, value: Any) -> None:
    """Say a text in Japanese and, where the document does, in English."""
    fill(scope, label, text_of(value, "ja"))
    english, box = text_of(value, "en"), scope.get_by_label(f"{label}（英語）", exact=True)
    if box.count() == 0 and english:
        scope.get_by_role("button", name=re.compile(rf"英語を加える\s*（{re.escape(label)}）")).first.click()
    if box.count() > 0:
        box.first.fill(english)


def fill(scope: Locator, label: str, value: Any) -> None:
    """Write into a box, unless it says so already; nothing empties it."""
    box = scope.get_by_label(label, exact=True).first
    wanted = "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
    if box.input_value() != wanted:
        box.fill(wanted)


def choose(scope: Locator, label: str, value: str) -> None:
    """Pick an option of a list by what it stands for."""
    box = scope.get_by_label(label, exact=True).first
    if box.input_value() != value:
        box.select_option(value=value)


def tick(scope: Locator, label: str, on: bool) -> None:
    """Set a box that is on or off."""
    scope.get_by_label(label, exact=True).first.set_checked(on)


def tick_several(scope: Locator, legend: str, wanted: Iterable[str]) -> None:
    """Tick boxes of a group in the order of `wanted`, by their labels, and no others; one is ticked at any time."""
    group = scope.get_by_role("group", name=legend, exact=True).first
    for label in (labels := list(wanted)):
        group.get_by_label(label, exact=True).first.check()
    for label in group.locator("label", has=scope.page.locator("input:checked")).all_inner_texts():
        if label.strip() not in labels:
            group.get_by_label(label.strip(), exact=True).first.uncheck()


def unfold(scope: Locator, name: str) -> Locator:
    """Open a part that is folded, and return it."""
    part = scope.locator("details", has=scope.page.locator(f":scope > summary:text-is('{name}')")).first
    if part.get_attribute("open") is None:
        part.locator(":scope > summary").click()
    return part


def compute(box: Locator, expr: Any) -> None:
    """Put a computation together: what it is, then each of its values."""
    kind = box.locator(":scope > select").first
    if isinstance(expr, str):
        kind.select_option(value="text")
        box.get_by_label("値", exact=True).first.fill(expr)
    elif not isinstance(expr, dict):
        kind.select_option(value="number")
        box.get_by_label("値", exact=True).first.fill(str(expr))
    elif "field" in expr:
        kind.select_option(value="field")
        box.get_by_label("項目", exact=True).first.select_option(value=expr["field"])
    else:
        ((name, given),) = expr.items()
        kind.select_option(value=name)
        if name == "sum_of":
            box.get_by_label("どのくり返し", exact=True).select_option(value=given[0])
            box.get_by_label("どの項目", exact=True).select_option(value=given[1])
            return
        parts = box.locator(":scope > .ed-part")
        while parts.count() < len(given):
            box.locator(":scope > button", has_text="値を加える").click()
        for place, each in enumerate(given):
            compute(parts.nth(place).locator(":scope > fieldset"), each)


def compare_with(box: Locator, condition: Document) -> None:
    """Say a condition of one comparison."""
    choose(box, "項目", condition["field"])
    if box.get_by_label("比べ方", exact=True).count() > 0:
        choose(box, "比べ方", condition["op"])
    value = condition["value"]
    said = str(value).lower() if isinstance(value, bool) else str(value)
    control = box.get_by_label("値", exact=True).first
    if control.evaluate("element => element.tagName") == "SELECT":
        control.select_option(value=said)
    else:
        control.fill(said)


def rebuild_form(clerk: Clerk, form: Document) -> None:
    """Build `form` in the form builder, which stands on a blank form."""
    page, about = clerk.page, inspector(clerk.page)
    clerk.press(page.locator(".ed-form-head .ed-card__name"))
    write_texts(about, "フォームの名前", form["title"])
    write_texts(about, "はじめの説明", form.get("intro"))
    for number, wanted in enumerate(form["pages"]):
        if number > 0:
            clerk.button("＋ ページを加える")
        page.locator(f'[data-path="/pages/{number}"] > .ed-page__head .ed-card__name').click()
        write_texts(about, "ページの題", wanted["title"])
        unfold(about, "くわしい設定")
        fill(about, "記号", wanted["key"])
        for place, field in enumerate(wanted["fields"]):
            add_field(clerk, field, f"/pages/{number}/fields/{place}")
    clerk.saved()


PARTS: Final = {
    "text": "短い文", "textarea": "長い文", "number": "数", "money": "金額", "date": "日付", "yesno": "はい・いいえ",
    "choice": "1つ選ぶ", "name": "氏名", "address": "住所", "phone": "電話番号", "email": "メールアドレス",
    "postal_code": "郵便番号", "file": "添付書類", "group": "くり返し", "computed": "自動計算", "bank_account": "口座",
    "consent": "同意",
}  # fmt: skip
BOXES: Final = {
    "text": {"min_length": "短くても", "max_length": "長くても"},
    "textarea": {"min_length": "短くても", "max_length": "長くても"},
    "number": {"min": "小さくても", "max": "大きくても"},
    "money": {"min": "小さくても", "max": "大きくても"},
    "date": {"min": "早くても", "max": "遅くても"},
    "group": {"min_items": "少なくとも", "max_items": "多くても"},
    "file": {"max_mb": "1つの大きさは", "max_count": "数は"},
}
KINDS_OF_FILES: Final = {"application/pdf": "PDF", "image/*": "写真・画像"}


def add_field(clerk: Clerk, field: Document, path: str) -> None:
    """Put the part in that is nearest to `field`, and say what differs."""
    clerk.part(PARTS[field["type"]], "しくみ" if field["type"] in ("group", "computed") else "")
    say_field(clerk, field)
    if field["type"] != "group":
        return
    for place, inner in enumerate(field["fields"]):
        if place == 0:
            clerk.page.locator(f'[data-path="{path}/fields/0"] .ed-card__name').click()
            say_field(clerk, inner)
        else:
            add_field(clerk, inner, f"{path}/fields/{place}")
    clerk.page.locator(f'[data-path="{path}"] > .ed-card__row .ed-card__name').click()


def say_field(clerk: Clerk, field: Document) -> None:
    """Say everything about the field that is selected."""
    about, kind = inspector(clerk.page), field["type"]
    write_texts(about, "質問（見出し）", field["label"])
    if kind != "computed":
        choose(about, "必ず答えてもらうか", "yes" if field.get("required") else "no")
        tick(about, "個人情報として扱う", field.get("personal", False))
    for name, label in BOXES.get(kind, {}).items():
        fill(about, label, field.get(name))
    if kind == "text":
        choose(about, "かなの種類", field.get("kana", "any"))
    if kind == "number" and "unit" in field:
        write_texts(about, "単位", field["unit"])
    if kind == "file":
        tick_several(about, "受け取る種類", [KINDS_OF_FILES[each] for each in field["accept"]])
    if kind == "choice":
        say_options(about, field["options"])
    if kind == "computed":
        compute(about.get_by_role("group", name="計算のしかた", exact=True).first, field["expr"])
    more = unfold(about, "くわしい設定")
    fill(more, "記号", field["key"])
    if kind != "computed":
        fill(more, "同じ意味の情報（ワンスオンリー）", field.get("once_only"))
    if "when" in field:
        choose(about, "この項目を聞くとき", "if")
        compare_with(about.get_by_role("group", name="条件", exact=True).first, field["when"])


def say_options(about: Locator, options: list[Document]) -> None:
    """Say what can be chosen, in order."""
    rows = about.locator(".ed-options > li")
    while rows.count() < len(options):
        about.get_by_role("button", name="＋ 選択肢を加える", exact=True).click()
    for place, option in enumerate(options, start=1):
        row = rows.nth(place - 1)
        write_texts(row, f"選択肢{place}", option["label"])
        row.locator("summary").click()
        fill(row, f"選択肢{place}の記号", option["key"])
