"""What changed between two versions of a form, in words."""

import copy
from collections.abc import Callable
from typing import Any, Final

import pytest

from forms.codec import require_form
from forms.compare import changes
from kernel.json_types import Json
from kernel.text import say
from tests.forms.building import document, field, page

OLD: Final = document(
    page(
        "you",
        field("name", "name", label={"ja": "氏名", "en": "Name"}, required=True),
        field("chip", "yesno", label="装着済みか"),
    ),
    page(
        "dog",
        field("breed", "choice", label="犬種"),
        field("dogs", "group", label="犬", fields=[field("age", "number", label="年齢", max=30)]),
        field("fee", "computed", label="手数料", expr=3000),
    ),
)


def said(change: Callable[[Any], object]) -> list[str]:
    """Return the sentences about a change, in Japanese."""
    new = copy.deepcopy(OLD)
    change(new)
    sentences = changes(require_form(OLD), require_form(new))
    assert all(say(sentence, "en") for sentence in sentences)
    return [say(sentence, "ja") for sentence in sentences]


def of(doc: Any, key: str) -> Any:
    return next(each for one in doc["pages"] for each in one["fields"] if each["key"] == key)


CHIP: Final[Json] = {"field": "chip", "op": "eq", "value": True}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda doc: doc.update(title="新しい名前"), "フォームの名前を「見本」から「新しい名前」に変えます。"),
        (lambda doc: doc.update(intro="x"), "はじめの説明を変えます。"),
        (lambda doc: doc["pages"].append(page("end")), "ページ「ページend」を加えます。"),
        (lambda doc: doc["pages"].reverse(), "ページの順番を変えます。"),
        (
            lambda doc: doc["pages"][1].update(when=CHIP),
            "ページ「ページdog」を出す条件を変えます：「装着済みか」が「はい」。",
        ),
        (lambda doc: of(doc, "chip").update(required=True), "「装着済みか」を必須にします。"),
        (lambda doc: of(doc, "name").update(required=False), "「氏名」を任意にします。"),
        (
            lambda doc: of(doc, "breed").update(required=CHIP),
            "「犬種」を必須にする条件を変えます：「装着済みか」が「はい」。",
        ),
        (lambda doc: of(doc, "breed").update(when=CHIP), "「犬種」を聞く条件を変えます：「装着済みか」が「はい」。"),
        (
            lambda doc: of(doc, "chip").update(label="マイクロチップ"),
            "問い「装着済みか」を「マイクロチップ」に言い換えます。",
        ),
        (lambda doc: of(doc, "chip").update(help="x"), "「装着済みか」の説明を変えます。"),
        (lambda doc: of(doc, "chip").update(type="text"), "「装着済みか」の種類をyesnoからtextに変えます。"),
        (lambda doc: of(doc, "fee").update(expr=0), "「手数料」の計算を変えます。"),
        (lambda doc: of(doc, "chip").update(personal=True), "「装着済みか」を個人情報として扱います。"),
        (lambda doc: of(doc, "chip").update(default=True), "「装着済みか」にあらかじめ入れておく内容を変えます。"),
        (
            lambda doc: of(doc, "breed")["options"].append({"key": "z", "label": "ゼット"}),
            "「犬種」に選択肢「ゼット」を加えます。",
        ),
        (lambda doc: of(doc, "breed")["options"].pop(), "「犬種」から選択肢「ワイ」をなくします。"),
        (lambda doc: of(doc, "dogs")["fields"][0].update(max=25), "「犬 › 年齢」の上限を変えます：30 → 25。"),
        (lambda doc: of(doc, "dogs").update(max_items=2), "「犬」の最大件数を変えます：なし → 2。"),
    ],
)
def test_a_change_is_said_in_one_sentence(change: Callable[[Any], object], sentence: str) -> None:
    assert said(change) == [sentence]


def test_what_comes_and_goes_is_said_with_its_place() -> None:
    def change(doc: Any) -> None:
        doc["pages"][0]["fields"][1] = field("color", "text", label="毛色", required=True)
        of(doc, "dogs")["fields"].append(field("sex", "choice", label="性別"))

    assert said(change) == [
        "「ページyou」に「毛色」を加えます（必須）。",
        "「ページdog」に「犬 › 性別」を加えます（任意または条件付き）。",
        "「装着済みか」を聞かなくなります。",
    ]


def test_moving_a_question_is_said() -> None:
    def change(doc: Any) -> None:
        doc["pages"][1]["fields"].insert(0, doc["pages"][0]["fields"].pop())

    assert said(change) == ["「装着済みか」を「ページdog」に移します。"]


def test_another_order_is_said() -> None:
    assert said(lambda doc: doc["pages"][0]["fields"].reverse()) == ["項目の順番を変えます。"]


def test_no_change_is_no_sentence_and_a_change_of_notation_is_called_so() -> None:
    assert said(lambda doc: None) == []
    assert said(lambda doc: doc.update(x=1)) == ["書き方だけが変わり、内容は変わりません。"]
