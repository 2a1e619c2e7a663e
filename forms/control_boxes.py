"""The boxes of questions that have several: dates, names, addresses, bank accounts, a repeated e-mail address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from forms.definition import Field
from forms.fields.address import PREFECTURES, AddressKind
from forms.fields.bank import KINDS as ACCOUNT_KINDS
from forms.fields.bank import BankAccountKind
from forms.fields.choices import MAX_OTHER
from forms.fields.names import LONGEST as LONGEST_NAME
from forms.fields.names import NameKind
from forms.views import BoxView, OptionView
from kernel.era import ERAS
from kernel.text import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """What a box is, in every form alike."""

    label: Text
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 0
    kind: Literal["text", "tel", "email", "select"] = "text"
    choices: tuple[tuple[str, Text], ...] = ()
    needed: bool = True


_ERAS: Final[tuple[tuple[str, Text], ...]] = (
    ("", {"ja": "西暦", "en": "Western calendar"}),
    *((era.name, {"ja": era.name, "en": f"{era.english} ({era.name})"}) for era in ERAS),
)
_PREFECTURES: Final[tuple[tuple[str, Text], ...]] = (
    ("", {"ja": "選んでください", "en": "Choose"}),
    *((name, name) for name in PREFECTURES),
)
_ACCOUNTS: Final[tuple[tuple[str, Text], ...]] = (
    ("", {"ja": "選んでください", "en": "Choose"}),
    *ACCOUNT_KINDS.items(),
)
_ERA: Final = _Box(label={"ja": "元号", "en": "Era"}, kind="select", choices=_ERAS, needed=False)
_YEAR: Final = _Box(label={"ja": "年", "en": "Year"}, inputmode="numeric", max_length=12)
_MONTH: Final = _Box(label={"ja": "月", "en": "Month"}, inputmode="numeric", max_length=4)
_DAY: Final = _Box(label={"ja": "日", "en": "Day"}, inputmode="numeric", max_length=4)
_ADDRESS: Final = AddressKind.labels
_BANK: Final = BankAccountKind.labels

_BOXES: Final[Mapping[str, Mapping[str, _Box]]] = {
    "date": {"era": _ERA, "year": _YEAR, "month": _MONTH, "day": _DAY},
    "month": {"era": _ERA, "year": _YEAR, "month": _MONTH},
    "name": {
        "family": _Box(label=NameKind.labels["family"], autocomplete="family-name", max_length=LONGEST_NAME),
        "given": _Box(label=NameKind.labels["given"], autocomplete="given-name", max_length=LONGEST_NAME),
        "family_kana": _Box(label=NameKind.labels["family_kana"], max_length=LONGEST_NAME),
        "given_kana": _Box(label=NameKind.labels["given_kana"], max_length=LONGEST_NAME),
    },
    "address": {
        "postal_code": _Box(label=_ADDRESS["postal_code"], autocomplete="postal-code", inputmode="numeric"),
        "prefecture": _Box(
            label=_ADDRESS["prefecture"], autocomplete="address-level1", kind="select", choices=_PREFECTURES
        ),
        "city": _Box(label=_ADDRESS["city"], autocomplete="address-level2"),
        "town": _Box(label=_ADDRESS["town"], autocomplete="address-level3", needed=False),
        "street": _Box(label=_ADDRESS["street"], autocomplete="address-line1"),
        "building": _Box(label=_ADDRESS["building"], autocomplete="address-line2", needed=False),
    },
    "bank_account": {
        "bank_code": _Box(label=_BANK["bank_code"], inputmode="numeric", max_length=4),
        "branch_code": _Box(label=_BANK["branch_code"], inputmode="numeric", max_length=3),
        "kind": _Box(label=_BANK["kind"], kind="select", choices=_ACCOUNTS),
        "number": _Box(label=_BANK["number"], inputmode="numeric", max_length=7),
        "holder_kana": _Box(label=_BANK["holder_kana"], max_length=48),
    },
    "email": {
        "address": _Box(label={"ja": "メールアドレス", "en": "E-mail address"}, autocomplete="email", kind="email"),
        "confirm": _Box(label={"ja": "確認のためもう一度", "en": "Once more, to be sure"}, kind="email"),
    },
}


def boxes_view(
    asked: Field, name: str, typed: Mapping[str, list[str]], problems: Mapping[str, str], language: str, *, own: bool
) -> tuple[BoxView, ...]:
    """Return the boxes of a question, or () where it has a single control.

    `problems` are the sentences by pointer. `own` says that the applicant speaks of themselves at top level,
    so that the browser may offer what it knows; a household member's name is not the user's.
    """
    if asked.type == "email" and asked.settings.get("confirm") is not True:
        return ()
    identity, pointer = name.replace(".", "-"), "/" + name.replace(".", "/")
    return tuple(
        BoxView(
            id=f"{identity}-{part}",
            name=f"{name}.{part}",
            part=part,
            label=say(box.label, language),
            value=(typed.get(part) or [""])[-1],
            kind=box.kind,
            options=_choices(box, f"{identity}-{part}", (typed.get(part) or [""])[-1], language),
            autocomplete=_autocomplete(asked, part, box) if own else "",
            inputmode=box.inputmode,
            max_length=box.max_length,
            required=box.needed,
            problem=problems.get(f"{pointer}/{part}", ""),
        )
        for part, box in _BOXES.get(asked.type, {}).items()
    )


def other_box(name: str, value: str, language: str) -> BoxView:
    """Return the text box beside その他."""
    return BoxView(
        id=f"{name.replace('.', '-')}-other",
        name=f"{name}.other",
        part="other",
        label=say({"ja": "そのほかの内容", "en": "What else"}, language),
        value=value,
        max_length=MAX_OTHER,
    )


def _autocomplete(asked: Field, part: str, box: _Box) -> str:
    if asked.type == "date":
        birth = asked.once_only == "person.birth_date"
        return {"year": "bday-year", "month": "bday-month", "day": "bday-day"}.get(part, "") if birth else ""
    return box.autocomplete


def _choices(box: _Box, identity: str, value: str, language: str) -> tuple[OptionView, ...]:
    return tuple(
        OptionView(id=f"{identity}-{place}", value=key, label=say(label, language), checked=key == value)
        for place, (key, label) in enumerate(box.choices)
    )
