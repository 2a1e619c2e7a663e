"""Answers to the two forms of a community subsidy: the application, and the report that has to fit it."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kernel.json_types import Json
from samples.people import Answers, account, address, chance, contact, person

ASSOCIATIONS: Final = (
    ("本町一丁目自治会", "ホンチョウイッチョウメジチカイ"),
    ("川端町内会", "カワバタチョウナイカイ"),
    ("東山台自治会", "ヒガシヤマダイジチカイ"),
    ("桜が丘団地自治会", "サクラガオカダンチジチカイ"),
    ("港町内会", "ミナトチョウナイカイ"),
    ("上野地区福祉委員会", "ウエノチクフクシイインカイ"),
)
PROJECTS: Final = (
    ("safety", "防災訓練と炊き出し", ("消火器の購入", "非常食", "会場の使用料")),
    ("welfare", "一人暮らしの高齢者の見守り", ("見守り名簿の印刷", "茶話会の会場", "保険料")),
    ("environment", "川端公園の清掃と花植え", ("花の苗", "ごみ袋と軍手", "道具の借上げ")),
    ("culture", "夏祭り", ("やぐらの設営", "音響の借上げ", "ちらしの印刷")),
    ("facility", "集会所の屋根の修繕", ("屋根材", "工事費")),
)


def application(rng: random.Random, today: date) -> Answers:
    """Apply for a subsidy to a project of the coming months."""
    name, kana = rng.choice(ASSOCIATIONS)
    kind, title, items = rng.choice(PROJECTS)
    start = today + timedelta(days=rng.randint(10, 60))
    expenses: list[Json] = [{"item": item, "amount": rng.randint(8, 120) * 1000} for item in items]
    place = address(rng)
    return contact(rng, person(rng)) | {
        "org_name": name,
        "org_kana": kana,
        "office_postal_code": place["postal_code"],
        "households": rng.randint(40, 900),
        "rules_changed": chance(rng, 0.08),
        "project_title": title,
        "project_kind": kind,
        "project_plan": f"{name}の会員と近くの小学校が協力し、{title}を地域の集会所とその周りで行います。",
        "project_start": start.isoformat(),
        "project_end": (start + timedelta(days=rng.randint(0, 90))).isoformat(),
        "participants": rng.randint(15, 600),
        "previous_grant": chance(rng, 0.6),
        "expenses": expenses,
        "other_income": rng.choice((0, 0, 0, 5000, 20000)),
        "bank_account": account(rng, kana),
        "agree": True,
    }


def report(rng: random.Random, today: date, earlier: Mapping[str, Json]) -> Answers:
    """Report on the project that was applied for; without one, on a project drawn at random that has just ended."""
    plan = earlier or application(rng, today - timedelta(days=200))
    spent: list[Json] = []
    title, planned = plan["project_title"], plan["expenses"]
    assert isinstance(planned, list | tuple)
    less = chance(rng, 0.2)
    for item in planned:
        assert isinstance(item, Mapping)
        amount = item["amount"]
        assert isinstance(amount, int)
        paid = amount * rng.randint(60, 90) // 100 if less else amount + rng.choice((0, 0, 500, 1200))
        spent.append({"item": item["item"], "amount": paid, "paid_on": _not_after(str(plan["project_end"]), today)})
    given: Answers = {
        "report_held_from": _not_after(str(plan["project_start"]), today),
        "report_held_to": _not_after(str(plan["project_end"]), today),
        "report_participants": rng.randint(10, 600),
        "report_result": f"{title}を計画どおり行い、参加した人から来年も続けてほしいという声がありました。",
        "report_changed": chance(rng, 0.15),
        "report_expenses": spent,
        "report_income": plan["other_income"],
        "report_receipts_complete": chance(rng, 0.9),
        "report_agree": True,
    }
    if given["report_changed"]:
        given["report_change"] = "雨のため日程を1日ずらし、会場を集会所に変えました。"
    return given


def _not_after(day: str, today: date) -> str:
    return min(day, today.isoformat())
