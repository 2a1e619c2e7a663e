"""Fictional people of the model town, drawn from a seeded generator: names, addresses, accounts, ways to reach them.

No name, address or number belongs to anybody: family and given names are combined at random, the town does not
exist, mail goes to example.jp, telephone numbers begin with area codes that are not in use.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeAlias, cast

from kernel.documents import read_json
from kernel.json_types import Json

Answers: TypeAlias = dict[str, Json]
"""Answers to a form, by field key."""

_NAMES: Final = cast(
    Mapping[str, Sequence[tuple[str, str]]], read_json((Path(__file__).parent / "names.json").read_bytes())
)
FAMILY: Final = _NAMES["family"]
GIVEN: Final = _NAMES["given"]
TOWNS: Final = (
    ("499-9001", "本町"),
    ("499-9002", "川端"),
    ("499-9003", "東山台"),
    ("499-9004", "桜が丘"),
    ("499-9005", "港"),
    ("499-9006", "大字上野"),
    ("499-9007", "新田"),
    ("499-9008", "駅前"),
)
BUILDINGS: Final = (
    "",
    "",
    "",
    "",
    "ハイツ見直101",
    "コーポ川端203号室",
    "市営桜が丘住宅3棟402",
    "グランドール駅前1105",
)
MAIL_NAMES: Final = ("hana", "umi", "sora", "yama", "kaze", "hoshi", "mori", "tori", "yuki", "nami")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the town."""

    family: str
    given: str
    family_kana: str
    given_kana: str

    @property
    def name(self) -> dict[str, Json]:
        """The value of a `name` field."""
        return {
            "family": self.family,
            "given": self.given,
            "family_kana": self.family_kana,
            "given_kana": self.given_kana,
        }

    @property
    def full_name(self) -> str:
        """The name as one text."""
        return f"{self.family} {self.given}"

    @property
    def kana(self) -> str:
        """The reading as banks write it."""
        return f"{self.family_kana} {self.given_kana}"

    def relative(self, rng: random.Random) -> "Person":
        """Return somebody of the same family name."""
        given, given_kana = rng.choice(GIVEN)
        return Person(self.family, given, self.family_kana, given_kana)


def person(rng: random.Random) -> Person:
    """Return somebody at random."""
    family, family_kana = rng.choice(FAMILY)
    given, given_kana = rng.choice(GIVEN)
    return Person(family, given, family_kana, given_kana)


def address(rng: random.Random, *, town: tuple[str, str] | None = None) -> dict[str, Json]:
    """Return the value of an `address` field in the model town."""
    code, area = town or rng.choice(TOWNS)
    place: dict[str, Json] = {
        "postal_code": code,
        "prefecture": "愛知県",
        "city": "見直市",
        "town": area,
        "street": f"{rng.randint(1, 6)}-{rng.randint(1, 30)}-{rng.randint(1, 20)}",
    }
    building = rng.choice(BUILDINGS)
    return place | {"building": building} if building else place


def contact(rng: random.Random, who: Person) -> dict[str, Json]:
    """Return the answers with which every form begins: name, address, telephone, e-mail."""
    return {
        "applicant_name": who.name,
        "applicant_address": address(rng),
        "applicant_phone": f"090-0000-{rng.randint(0, 9999):04}",
        "applicant_email": f"{rng.choice(MAIL_NAMES)}{rng.randint(1, 9999)}@example.jp",
    }


def account(rng: random.Random, holder_kana: str) -> dict[str, Json]:
    """Return the value of a `bank_account` field."""
    return {
        "bank_code": f"{rng.choice((9, 99, 999)):04}",
        "branch_code": f"{rng.randint(1, 899):03}",
        "kind": "ordinary",
        "number": f"{rng.randint(0, 9999999):07}",
        "holder_kana": holder_kana,
    }


def day_before(rng: random.Random, today: date, least: int, most: int) -> str:
    """Return an ISO date between `least` and `most` days before `today`."""
    return (today - timedelta(days=rng.randint(least, most))).isoformat()


def day_after(rng: random.Random, today: date, least: int, most: int) -> str:
    """Return an ISO date between `least` and `most` days after `today`."""
    return (today + timedelta(days=rng.randint(least, most))).isoformat()


def chance(rng: random.Random, share: float) -> bool:
    """Return true in `share` of the draws."""
    return rng.random() < share
