"""Plausible answers to the forms of the model town, for past cases and for trying things out.

`answers("dog-registration", random.Random(7), date(2026, 4, 1))` gives what an applicant of that day could have
filled in: valid, varied, the same for the same seed. Some of it can be approved by the rules and some cannot. Hidden
and computed fields are left out, as a browser would leave them out; files are never attached.
"""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from kernel.json_types import Json
from samples.people import Answers, account, address, chance, contact, day_after, day_before, person
from samples.subsidy_answers import application, report

DOG_NAMES: Final = (
    "ポチ",
    "ハナ",
    "モカ",
    "レオ",
    "ココ",
    "コタロウ",
    "マロン",
    "ソラ",
    "きなこ",
    "クロ",
    "チョコ",
    "福",
)
DOG_COLORS: Final = ("茶", "黒", "白", "白黒", "茶白", "レッド", "クリーム", "ブラックタン")
DOG_BREEDS: Final = ("shiba", "toy-poodle", "chihuahua", "dachshund", "retriever", "mixed")
COMPANIES: Final = (
    ("見直電設株式会社", "ミナオシデンセツ"),
    ("川端ガス株式会社", "カワバタガス"),
    ("有限会社桜工務店", "サクラコウムテン"),
    ("東山通信株式会社", "ヒガシヤマツウシン"),
    ("駅前商店会", "エキマエショウテンカイ"),
)
NURSERIES: Final = ("asahi", "wakaba", "hidamari", "kisen", "mori", "ekimae")


def answers(
    form: str, rng: random.Random, today: date, *, earlier: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """Return answers to the form with the key `form`, as of `today`.

    `earlier` is what the same applicant answered before: a report on a subsidy fits its application.
    """
    if form == "community-subsidy-report":
        return report(rng, today, earlier or {})
    return _FORMS[form](rng, today)


def _dog(rng: random.Random, today: date) -> Answers:
    given = contact(rng, person(rng)) | {
        "dog_name": rng.choice(DOG_NAMES),
        "dog_breed": rng.choice(DOG_BREEDS),
        "dog_sex": rng.choice(("male", "female")),
        "dog_color": rng.choice(DOG_COLORS),
        "dog_birth_date": day_before(rng, today, 100, 3000),
        "acquired_on": day_before(rng, today, 0, 60),
        "previously_registered": chance(rng, 0.12),
        "has_microchip": chance(rng, 0.85),
        "injected": chance(rng, 0.85),
        "pickup_place": rng.choice(("city-hall", "city-hall", "east-branch")),
        "pickup_date": day_after(rng, today, 4, 28),
        "agree": True,
    }
    if given["previously_registered"]:
        given["former_city"] = rng.choice(("川中市", "山里町", "東浜市"))
    if given["has_microchip"]:
        given["microchip_number"] = f"3922{rng.randint(0, 10**11 - 1):011}"
    if given["injected"]:
        given["injected_on"] = day_before(rng, today, 1, 200)
    return given


def _resident_record(rng: random.Random, today: date) -> Answers:
    who = person(rng)
    relation = rng.choices(("self", "same-household", "agent", "third-party"), (62, 25, 9, 4))[0]
    of = {"self": who, "same-household": who.relative(rng)}.get(relation) or person(rng)
    given = contact(rng, who) | {
        "applicant_birth_date": day_before(rng, today, 365 * 19, 365 * 88),
        "relation": relation,
        "record_of": of.full_name,
        "scope": rng.choice(("person", "household")),
        "show": rng.sample(("relationship", "domicile", "former-address"), rng.randint(0, 2)),
        "copies": rng.choices((1, 2, 3, 5, 7), (70, 18, 6, 3, 3))[0],
        "usage": rng.choice(("license", "pension", "contract", "work")),
        "send_to": "other" if chance(rng, 0.07) else "registered",
        "identity_kind": rng.choice(("driver", "card", "residence", "insurance")),
        "pay_by": rng.choice(("bank", "convenience")),
        "agree": True,
    }
    if relation == "third-party":
        given["reason"] = "契約に基づく債権の確認のため。契約書の写しを郵送します。"
    if given["send_to"] == "other":
        given |= {"other_address": address(rng), "other_reason": "入院中のため、病院で受け取りたい。"}
    return given


def _child_allowance(rng: random.Random, today: date) -> Answers:
    who = person(rng)
    married = chance(rng, 0.9)
    already = chance(rng, 0.45)
    children: list[Answers] = [
        {
            "child_name": who.relative(rng).name,
            "child_birth_date": day_before(rng, today, 365 * age + 20, 365 * age + 300),
            "child_relation": "child",
            "lives_apart": chance(rng, 0.04),
        }
        for age in sorted(rng.sample(range(1, 17), rng.choices((0, 1, 2, 3), (25, 45, 22, 8))[0]), reverse=True)
    ]
    born = day_before(rng, today, 1, 25)
    reason = "birth" if already or chance(rng, 0.6) else rng.choice(("moved-in", "moved-in", "left-public-service"))
    if reason == "birth" or not children:
        baby: Answers = {
            "child_name": who.relative(rng).name,
            "child_birth_date": born,
            "child_relation": "child",
            "lives_apart": False,
        }
        children.append(baby)
    given: Answers = contact(rng, who) | {
        "applicant_birth_date": day_before(rng, today, 365 * 22, 365 * 48),
        "occupation": rng.choices(("employee", "self-employed", "public-servant", "none"), (78, 14, 3, 5))[0],
        "pension_kind": rng.choices(("employees", "national", "none"), (75, 22, 3))[0],
        "has_spouse": married,
        "earns_more": chance(rng, 0.93),
        "claim_reason": reason,
        "event_date": born,
        "already_receiving": already,
        "children": children,
        "bank_account": account(rng, who.kana),
        "lookup_consent": True,
        "agree": True,
    }
    if married:
        given |= {"spouse_name": who.relative(rng).name, "spouse_together": chance(rng, 0.96)}
    if any(child["lives_apart"] for child in children):
        given["apart_reason"] = "進学のため祖父母の家に住んでいます。毎月仕送りをしています。"
    return given


def _road(rng: random.Random, today: date) -> Answers:
    company, kana = rng.choice(COMPANIES)
    kind = rng.choices(("scaffold", "signboard", "pole", "pipe", "event"), (30, 22, 14, 26, 8))[0]
    digs = kind == "pipe" or (kind == "pole" and chance(rng, 0.8))
    start = today + timedelta(days=rng.randint(20, 60))
    days = rng.randint(1, 5) if kind == "event" else rng.randint(10, 120) if kind == "scaffold" else 1800
    closes = digs or chance(rng, 0.4)
    given = contact(rng, person(rng)) | {
        "company": company,
        "company_kana": kana,
        "occupancy_kind": kind,
        "site": address(rng),
        "area": round(rng.uniform(0.5, 12) if kind in ("signboard", "pole") else rng.uniform(5, 140), 1),
        "excavation": digs,
        "start_date": start.isoformat(),
        "end_date": (start + timedelta(days=days)).isoformat(),
        "work_from": rng.choice(("08:30", "09:00", "21:00")),
        "work_to": rng.choice(("16:30", "17:00", "05:00")),
        "closes_lane": closes,
        "drawings_by": "later",
        "agree": True,
    }
    if digs:
        given |= {
            "depth": round(rng.uniform(0.6, 2.4), 1),
            "restoration": "路盤を転圧し、当日中に仮復旧、1か月後に本復旧します。",
        }
    if closes:
        given["guards"] = rng.randint(1, 4)
    return given


def _nursery(rng: random.Random, today: date) -> Answers:
    who = person(rng)
    single, sibling, health = chance(rng, 0.09), chance(rng, 0.28), chance(rng, 0.1)
    wishes = rng.sample(NURSERIES, 3)
    begins = today + timedelta(days=rng.choice((45, 75, 120)))
    given = contact(rng, who) | {
        "child_name": who.relative(rng).name,
        "child_birth_date": day_before(rng, today, 120, 365 * 5),
        "health": health,
        "allergies": rng.choices(([], ["egg"], ["milk"], ["egg", "wheat"]), (86, 7, 4, 3))[0],
        "start_month": begins.isoformat()[:7],
        "first_choice": wishes[0],
        "second_choice": wishes[1],
        "third_choice": wishes[2],
        "drop_off": rng.choice(("07:30", "08:00", "08:30", "09:00")),
        "pick_up": rng.choice(("16:30", "17:30", "18:00", "18:30")),
        "sibling_enrolled": sibling,
        "single_parent": single,
        **_work(rng, 1),
        "household_members": _grandparents(rng, today),
        "papers_by": "later",
        "lookup_consent": True,
        "agree": True,
    }
    if not single:
        given |= _work(rng, 2)
    if sibling:
        given["sibling_facility"] = wishes[0]
    if health:
        given["health_detail"] = "ぜんそくがあり、月に1回通院しています。"
    return given


def _work(rng: random.Random, which: int) -> Answers:
    work = rng.choices(("employed", "self-employed", "pregnancy", "job-seeking", "care"), (78, 9, 4, 7, 2))[0]
    works = work in ("employed", "self-employed")
    given: Answers = {
        f"guardian{which}_work": work,
        f"guardian{which}_hours": rng.choice((48, 60, 80, 100, 120, 140, 160, 168)) if works else 0,
    }
    if works:
        given |= {
            f"guardian{which}_workplace": rng.choice(COMPANIES)[0],
            f"guardian{which}_workplace_postal": "499-9008",
        }
    return given


def _grandparents(rng: random.Random, today: date) -> list[Json]:
    return [
        {
            "member_name": person(rng).name,
            "member_birth_date": day_before(rng, today, 365 * 55, 365 * 75),
            "member_relation": relation,
        }
        for relation in rng.choice(((), (), (), ("祖母",), ("祖父", "祖母")))
    ]


_FORMS: Final[Mapping[str, Callable[[random.Random, date], Answers]]] = {
    "dog-registration": _dog,
    "resident-record-mail": _resident_record,
    "child-allowance": _child_allowance,
    "community-subsidy": application,
    "road-occupancy": _road,
    "nursery": _nursery,
}
