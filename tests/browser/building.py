"""How a clerk builds 環境活動補助金 in the editors: the same acts by pointer and by keyboard."""

from typing import Final

from playwright.sync_api import expect

from tests.browser.clerk import Clerk

TITLE: Final = "環境活動補助金の交付申請"
PURPOSE: Final = "地域の環境を守る活動を、費用の面から支える。"


def build_form(clerk: Clerk) -> None:
    """Two pages: who applies, and for what; a document is asked for only if it exists."""
    clerk.button("フォームを作る")
    clerk.page.locator(".ed-page").first.wait_for()
    clerk.part("氏名")
    clerk.part("メールアドレス")
    clerk.button("＋ ページを加える")
    clerk.write("ページの題", "事業について")
    clerk.part("短い文")
    question(clerk, "事業の名称")
    clerk.part("金額")
    question(clerk, "補助金の額")
    clerk.write("大きくても", "300,000")
    clerk.part("はい・いいえ")
    question(clerk, "前の年度も同じ事業をしましたか")
    clerk.part("添付書類")
    question(clerk, "前の年度の報告書")
    clerk.choose("この項目を聞くとき", "条件に当てはまるときだけ")
    clerk.saved()


def question(clerk: Clerk, text: str) -> None:
    """Say the question in Japanese only."""
    clerk.write("質問（見出し）", text)
    clerk.english("質問（見出し）")


def build_table(clerk: Clerk) -> None:
    """Small amounts are approved, everything else goes to a person."""
    clerk.button("判定表を作る")
    clerk.page.locator(".ed-grid table").wait_for()
    clerk.press(clerk.page.locator(".ed-grid thead").get_by_role("button", name="条件", exact=True))
    clerk.choose("見る項目", "補助金の額")
    take(clerk)
    clerk.button("＋ 規則を加える")
    clerk.choose("「補助金の額」の条件", "以下")
    clerk.write("補助金の額", "50000")
    clerk.choose("判定", "認める")
    clerk.saved()


def build_letters(clerk: Clerk) -> None:
    """The public page, and one letter for each end."""
    clerk.press(clerk.page.get_by_role("link", name="手続案内と通知文を書く"))
    clerk.write("どんな手続か", "地域の環境を守る活動の費用を補助します。")
    letters = (("交付の決定", "交付を決めました。"), ("不交付の決定", "理由：{{ reason }}\n\n{{ appeal_notice }}"))
    for place, (title, body) in enumerate(letters):
        clerk.button("通知文を加える")
        clerk.page.locator(f"#letters-{place}-title-ja").wait_for()
        for name, text in (("title", title), ("subject", title), ("body", body)):
            box = clerk.page.locator(f"#letters-{place}-{name}-ja")
            if clerk.keyboard:
                clerk.reach(box)
                clerk.page.keyboard.insert_text(text)
            else:
                box.fill(text)
    clerk.press(clerk.page.get_by_role("button", name="保存する", exact=True).last)
    expect(clerk.page.get_by_text("手続案内と通知文を保存しました")).to_be_visible()


def build_flow(clerk: Clerk) -> None:
    """Apply; small amounts by rule, others examined, corrected, approved or refused; each end has its letter."""
    clerk.button("流れを描く（見直し後）")
    clerk.page.locator(".ed-outline").wait_for()
    describe(clerk)
    step(clerk, "start")
    clerk.part("申請", "申請する人")
    clerk.choose("使うフォーム", "環境活動補助金")
    clerk.part("判定表で判定", "決める")
    clerk.choose("判定表", "環境活動補助金")
    clerk.part("分岐（どれか1つ）", "分かれ道・待つ")
    clerk.part("通知", "知らせる・渡す")
    clerk.choose("通知文", "交付の決定")
    clerk.part("終わり（認めた）", "終わり")
    step(clerk, "branch")
    way(clerk, "完了")
    clerk.part("内容審査", "審査する")
    step(clerk, "branch")
    way(clerk, "結果を知らせる")
    clerk.choose("どんなとき進むか", "条件に当てはまるとき")
    clerk.choose("項目", "判定")
    step(clerk, "branch")
    way(clerk, "内容を審査する")
    clerk.choose("どんなとき進むか", "ほかのどれでもないとき")
    step(clerk, "examine")
    way(clerk, "完了")
    clerk.choose("つなぐ先", "結果を知らせる")
    take(clerk)
    step(clerk, "end")
    clerk.button("この工程を消す")
    step(clerk, "examine")
    clerk.part("補正に応じる", "申請する人")
    clerk.choose("使うフォーム", "環境活動補助金")
    clerk.choose("つなぐ先を加える", "内容を審査する")
    take(clerk)
    step(clerk, "examine")
    clerk.part("通知", "知らせる・渡す")
    clerk.write("工程の名前", "認めない理由を知らせる")
    clerk.english("工程の名前")
    clerk.choose("通知文", "不交付の決定")
    clerk.part("終わり（認めない）", "終わり")
    clerk.saved()


def describe(clerk: Clerk) -> None:
    """What the procedure is for, what the law says, what it is to reach."""
    clerk.write("目的", PURPOSE)
    clerk.open_part("目標（指標）")
    clerk.write("所要日数", "5")
    clerk.open_part("法令")
    clerk.choose("この手続は何に当たるか", "処分")
    clerk.choose("根拠の種類", "要綱")
    clerk.write("審査基準（ないときは、その理由）", "要綱第3条による。")
    clerk.write("教示（不服申立ての案内）", "3か月以内に審査請求ができます。")


def take(clerk: Clerk) -> None:
    """Do what was picked from a list whose choice does something."""
    clerk.press(clerk.page.locator(".ed-pick .ed-button--main"))


def step(clerk: Clerk, key: str) -> None:
    """Select a step in the outline."""
    clerk.press(clerk.page.locator(f'.ed-outline [data-node="{key}"]'))


def way(clerk: Clerk, target: str) -> None:
    """Select the arrow from the selected step to `target`."""
    clerk.press(clerk.page.locator(".ed-inspector .ed-link", has_text=target).first)
