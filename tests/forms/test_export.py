"""Answers as a row, and what no step on the way may do to a name."""

import sys
import unicodedata

import pytest

from forms.export import exported
from forms.page_model import summary_view
from forms.validation import validate
from forms.web_input import answers_from_pairs, pairs_from_answers
from kernel.documents import canonical, read_json
from kernel.json_types import Json
from tests.forms.building import TODAY, a_form, field
from tests.forms.test_fields import ACCOUNT, UPLOAD


def test_every_answer_and_part_has_a_column() -> None:
    form = a_form(
        field("who", "name"),
        field("animal", "choice"),
        field("several", "choices"),
        field("fee", "money"),
        field("bank", "bank_account"),
        field("proof", "file"),
        field("members", "group", fields=[field("born", "date"), field("ok", "yesno")]),
        {"key": "hint", "type": "note"},
        field("total", "computed"),
    )
    values: dict[str, Json] = {
        "who": {"family": "山田"}, "animal": "y", "several": ["x", "y"], "fee": 300, "bank": ACCOUNT, "proof": [UPLOAD],
        "members": [{"born": "2020-04-01", "ok": False}, {}], "total": 1,
    }  # fmt: skip

    assert exported(form, values) == {
        "who.family": "山田", "who.given": None, "who.family_kana": None, "who.given_kana": None,
        "animal": "y", "animal.label": "ワイ", "several": "x;y", "several.label": "エックス、ワイ", "fee": 300,
        "bank.bank_code": "0001", "bank.branch_code": "123", "bank.kind": "ordinary", "bank.number": "1234567",
        "bank.holder_kana": "ﾔﾏﾀﾞ ﾀﾛｳ", "proof": "住民票.pdf", "proof.sha256": "0" * 64, "members.count": 2,
        "members.1.born": "2020-04-01", "members.1.ok": False, "members.2.born": None, "members.2.ok": None, "total": 1,
    }  # fmt: skip


def kanji() -> list[str]:
    """Return every ideograph that this Python's Unicode knows, and a base with each variation selector."""
    ideographs = [
        chr(code)
        for code in range(0x2E80, min(sys.maxunicode, 0x33480))
        if unicodedata.name(chr(code), "").startswith(("CJK UNIFIED", "CJK COMPAT", "CJK RADICAL", "KANGXI"))
    ]
    return [*ideographs, *(f"葛{chr(selector)}" for selector in range(0xE0100, 0xE01F0))]


@pytest.mark.promise("P46")
def test_every_kanji_and_variant_survives_form_page_and_storage() -> None:
    form = a_form(field("t", "text"), field("who", "name"))
    every = kanji()
    assert len(every) > 90_000

    for start in range(0, len(every), 400):
        text = "".join(every[start : start + 400])
        name = {"family": every[start], "given": every[start], "family_kana": "ヤ", "given_kana": "マ"}
        sent = answers_from_pairs(form, pairs_from_answers(form, {"t": text, "who": name}))
        values = validate(form, sent, TODAY).values

        assert values == {"t": text, "who": name}
        assert read_json(canonical(values)) == values
        assert summary_view(form, values, "ja")[0].answers[0].text == text
