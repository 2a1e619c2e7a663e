"""Why a line of somebody's list became this field: sentences for whoever looks it over before taking it."""

from collections.abc import Mapping
from typing import Final

from kernel.messages import Messages
from kernel.text import Text

MESSAGES: Final = Messages(
    {
        "list.by_word": {"ja": "見出しに「{word}」とあるため", "en": "because the label says “{word}”"},
        "list.by_column": {
            "ja": "一覧の「{column}」の列に「{word}」とあるため",
            "en": "because the column “{column}” says “{word}”",
        },
        "list.by_options": {"ja": "選択肢が書かれているため", "en": "because options are listed"},
        "list.no_word": {
            "ja": "手がかりがないため、短い文にしました",
            "en": "nothing tells what it is: a short text",
        },
        "list.individual_number": {
            "ja": "個人番号（マイナンバー）は聞けません。取り込みません",
            "en": "the Individual Number may not be asked for: left out",
        },
        "list.kana_of_name": {
            "ja": "すぐ上の氏名の欄でフリガナも聞くため、要りません",
            "en": "the name above asks for its reading already: not needed",
        },
        "list.code_of_address": {
            "ja": "住所の欄で郵便番号も聞くため、要りません",
            "en": "the address asks for its postal code already: not needed",
        },
        "list.twice": {
            "ja": "同じ見出しが上にもあります。要るときだけ選んでください",
            "en": "the same label stands above: choose it only if it is needed",
        },
        "list.no_label_column": {
            "ja": "見出しの行が見つからないため、いちばん文の多い列を項目名として読みました。",
            "en": "No row of headings was found: the column with the most words was read as the labels.",
        },
        "list.columns": {"ja": "{what}は「{column}」の列から読みました。", "en": "{what}: from the column “{column}”."},
        "list.first_page": {"ja": "入力する内容", "en": "Your answers"},
        "list.item": {"ja": "内容", "en": "Description"},
        "list.option": {"ja": "選択肢{number}", "en": "Option {number}"},
    }
)

COLUMNS: Final[Mapping[str, Text]] = {
    "label": {"ja": "項目名", "en": "Labels"},
    "english": {"ja": "英語の項目名", "en": "English labels"},
    "type": {"ja": "種類", "en": "Types"},
    "required": {"ja": "必須かどうか", "en": "Whether required"},
    "help": {"ja": "説明", "en": "Help texts"},
    "options": {"ja": "選択肢", "en": "Options"},
    "length": {"ja": "字数", "en": "Lengths"},
    "page": {"ja": "ページ分け", "en": "Pages"},
    "key": {"ja": "記号", "en": "Keys"},
}
"""How sentences call the columns of a list."""
