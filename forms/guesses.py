"""What type of field a Japanese label asks for: 振込先口座 is a bank account, 申請の理由 a long text.

The first guess that fits counts, so what is particular stands before what is general. A guess is a proposal with
its reason; whoever builds the form decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.definition import FieldType
from forms.individual_number import asked_by
from forms.list_messages import MESSAGES
from kernel.json_types import Json
from kernel.text import Text
from kernel.text_ja import half_ascii, search_key, trimmed

_PERSONAL: Final[Mapping[str, Json]] = {"personal": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A type with the key and the settings that go with it, and why. `type` None: this may not be asked."""

    type: FieldType | None
    key: str
    reason: Text
    more: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rule:
    words: re.Pattern[str]
    type: FieldType
    key: str
    more: Mapping[str, Json]


def _rule(words: str, field_type: FieldType, key: str, **more: Json) -> _Rule:
    return _Rule(re.compile(words, re.IGNORECASE), field_type, key, more)


def _unit(words: str, unit: str, key: str) -> _Rule:
    return _rule(words, "number", key, min=0, unit=unit)


_RULES: Final = (
    _rule(r"フリガナ|ふりがな|カナ(?!ダ)|よみがな|読み仮名", "text", "kana", kana="katakana", max_length=120),
    _rule(r"同意|誓約|承諾|確約", "consent", "consent", required=True),
    _rule(
        r"(?:有無|要否|可否|ですか|ますか|ましたか|でしょうか|したか|するか|あるか|いるか)[?？。]*$",
        "yesno", "question",
    ),
    _rule(
        r"写し|証明書|領収書|見積書|計画書|予算書|決算書|図面|位置図|写真|委任状|添付|名簿|規約|カタログ|パンフレット|書類$",
        "file", "attachment", accept=["application/pdf", "image/*"], max_mb=10, max_count=3,
    ),
    _rule(r"郵便番号|〒", "postal_code", "postal_code"),
    _rule(r"メール|e-?mail", "email", "applicant_email", **_PERSONAL),
    _rule(r"電話|携帯|(?<![a-z])tel(?![a-z])|fax|ファクス|ファックス", "phone", "applicant_phone", **_PERSONAL),
    _rule(r"口座|振込先|振り込み先|金融機関", "bank_account", "account", **_PERSONAL),
    _rule(r"生年月日|誕生日", "date", "birth_date", max="today", once_only="person.birth_date", **_PERSONAL),
    _rule(
        r"世帯員|世帯構成|家族構成|同居者|内訳|明細|一覧|参加者|利用者名簿", "group", "items", max_items=20,
    ),
    _rule(r"住所|居所|所在地|住まい", "address", "applicant_address", once_only="person.address", **_PERSONAL),
    _rule(r"年月$", "month", "month"),
    _rule(r"時刻|(?:開始|終了|集合|希望)時間$|何時", "time", "time"),
    _rule(
        r"年月日|日付|期日|期限"
        r"|(?:開始|終了|着工|完了|希望|実施|使用|利用|開催|購入|異動|転入|転出|申請|届出|予定)日",
        "date", "date",
    ),
    _unit(r"人数|定員|人員|加入者数|参加者数", "人", "people"),
    _unit(r"世帯数", "世帯", "households"),
    _unit(r"面積", "㎡", "area"),
    _unit(r"年齢", "歳", "age"),
    _unit(r"件数", "件", "cases"),
    _unit(r"台数", "台", "number"),
    _unit(r"部数|枚数|通数", "通", "copies"),
    _unit(r"日数", "日", "days"),
    _unit(r"時間数", "時間", "hours"),
    _unit(r"(?:割合|率)$|[%％]", "％", "rate"),
    _rule(r"数量|個数|回数|数$", "number", "number", min=0),
    _rule(
        r"金額|経費|費用|料金|収入|所得|予算|決算|単価|代金|[総合差]額|(?:額|費|料|円)$|[(（]円[)）]",
        "money", "amount", min=0,
    ),
    _rule(
        r"理由|内容|目的|概要|備考|意見|詳細|経過|経緯|効果|状況|方法|計画|要望|説明|自由記[述入]",
        "textarea", "long_text", max_length=1000,
    ),
    _rule(
        r"(?:団体|法人|会社|事業所?|商号|施設|店舗?|商品|品|件|工事|行事|イベント|学校|組織|組合|課|建物|犬|機器?|題|書類)"
        r"の?(?:名称?|名前)",
        "text", "text", max_length=100,
    ),
    _rule(
        r"氏名|名前|姓名|^(?:申請|届出|請求|申込|代表|保護|使用|責任|担当|代理|本人|相手)者?$|世帯主|者名$",
        "name", "applicant_name", **_PERSONAL,
    ),
)  # fmt: skip
"""In the order in which they are asked."""

TYPE_NAMES: Final[Mapping[FieldType, Text]] = {
    "text": {"ja": "短い文", "en": "Short text"},
    "textarea": {"ja": "長い文", "en": "Long text"},
    "number": {"ja": "数", "en": "Number"},
    "money": {"ja": "金額（円）", "en": "Amount (yen)"},
    "date": {"ja": "日付", "en": "Date"},
    "month": {"ja": "年月", "en": "Month"},
    "time": {"ja": "時刻", "en": "Time"},
    "choice": {"ja": "1つ選ぶ", "en": "Choose one"},
    "choices": {"ja": "いくつか選ぶ", "en": "Choose several"},
    "yesno": {"ja": "はい・いいえ", "en": "Yes or no"},
    "consent": {"ja": "同意", "en": "Consent"},
    "name": {"ja": "氏名", "en": "Name"},
    "address": {"ja": "住所", "en": "Address"},
    "phone": {"ja": "電話番号", "en": "Phone"},
    "email": {"ja": "メールアドレス", "en": "E-mail"},
    "postal_code": {"ja": "郵便番号", "en": "Postal code"},
    "bank_account": {"ja": "口座", "en": "Bank account"},
    "file": {"ja": "添付書類", "en": "Attachment"},
    "group": {"ja": "くり返し", "en": "Group"},
    "computed": {"ja": "自動計算", "en": "Computed"},
    "note": {"ja": "説明文", "en": "Note"},
}
"""What each type is called in the office; the editor of forms says the same."""

_WORDS: Final[tuple[tuple[FieldType, str], ...]] = (
    ("textarea", "長文 複数行 自由記述 自由記入 テキストエリア 長い文 textarea"),
    ("choices", "複数選択 チェックボックス チェック いくつか選ぶ 複数回答 checkbox choices"),
    ("choice", "選択 単一選択 ラジオ ラジオボタン プルダウン リスト 1つ選ぶ 択一 radio select choice"),
    ("yesno", "はいいいえ はい・いいえ はい/いいえ 有無 yesno boolean 真偽"),
    ("number", "数 数値 数字 整数 数量 number integer"),
    ("money", "金額 金額(円) 円 money"),
    ("date", "日付 年月日 date"),
    ("month", "年月 month"),
    ("time", "時刻 時間 time"),
    ("file", "添付 添付書類 添付ファイル ファイル 画像 file"),
    ("email", "メール メールアドレス email"),
    ("phone", "電話 電話番号 tel phone"),
    ("postal_code", "郵便番号"),
    ("address", "住所 address"),
    ("name", "氏名 name"),
    ("bank_account", "口座 口座情報"),
    ("consent", "同意 consent"),
    ("note", "説明文 注記 note"),
    ("group", "くり返し 繰返し 繰り返し 表 group"),
    ("text", "文字 文字列 テキスト 短文 一行 1行 短い文 text string"),
)
WORDS_OF_TYPES: Final = {word: field_type for field_type, words in _WORDS for word in words.split()}
"""How lists call types, in small letters without spaces."""


def guess(label: str) -> Guess:
    """Return what `label` most likely asks for."""
    plain = half_ascii(label)
    if asked_by(label):
        return Guess(type=None, key="", reason=MESSAGES.text("list.individual_number"))
    for rule in _RULES:
        found = rule.words.search(plain)
        if found is not None:
            reason = MESSAGES.text("list.by_word", word=trimmed(found[0]))
            return Guess(type=rule.type, key=rule.key, reason=reason, more=rule.more)
    return Guess(type="text", key="text", reason=MESSAGES.text("list.no_word"), more={"max_length": 100})


def named_type(word: str) -> FieldType | None:
    """Return the type that a list calls `word`, or None."""
    return WORDS_OF_TYPES.get(_plain(word))


def _plain(word: str) -> str:
    return re.sub(r"[\s　]", "", half_ascii(word)).lower()


def heading_key(heading: str) -> str:
    """Return a heading in the form in which `forms.field_list` knows it."""
    return re.sub(r"[\s　_()（）・/／※*:：]", "", search_key(heading))
