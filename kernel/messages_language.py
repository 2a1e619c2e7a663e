"""Sentences about conditions and exprs that cannot be read."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "condition.malformed": {
            "ja": "条件は all・any・not のいずれか1つ、または field と op を持つ { } で書いてください。",
            "en": "Write a condition as an object with one of all, any and not, or with field and op.",
        },
        "condition.unknown_operator": {
            "ja": "比べ方「{operator}」はありません。使えるもの：{known}。",
            "en": "There is no operator “{operator}”. Use one of: {known}.",
        },
        "condition.value_missing": {
            "ja": "比べ方「{operator}」には、比べる相手 value が必要です。",
            "en": "The operator “{operator}” needs a value to compare with.",
        },
        "condition.value_unexpected": {
            "ja": "「{operator}」に value は付けられません。反対の意味にするには empty と not_empty を使い分けてください。",
            "en": "“{operator}” takes no value. For the opposite, choose between empty and not_empty.",
        },
        "condition.list_needed": {
            "ja": "「{operator}」の value は [ ] で囲んだ一覧にしてください。",
            "en": "Write the value of “{operator}” as a list in square brackets.",
        },
        "condition.two_ends_needed": {
            "ja": "between の value は [下限, 上限] の2つにしてください。",
            "en": "Write the value of between as two ends: [low, high].",
        },
        "condition.bad_value": {
            "ja": 'value に使えるのは、文字・数・true/false、それらの一覧、または { "field" }・{ "param" } だけです。',
            "en": "A value is a text, a number, true or false, a list of these, or an object with field or param.",
        },
        "expr.malformed": {
            "ja": "式は、文字・数・true/false か、使える計算の名前を1つだけ持つ { } で書いてください。",
            "en": "Write an expr as a text, a number, true or false, or an object with exactly one known function.",
        },
        "expr.unknown_function": {
            "ja": "計算「{function}」はありません。使えるもの：{known}。",
            "en": "There is no function “{function}”. Use one of: {known}.",
        },
        "expr.wrong_arguments": {
            "ja": "「{function}」には値を{expected}個、[ ] で囲んで渡してください。",
            "en": "Give “{function}” {expected} argument(s) in square brackets.",
        },
        "expr.group_needed": {
            "ja": '「{function}」は ["繰返し項目の名前"] または ["繰返し項目の名前", "その中の項目の名前"] と書いてください。',
            "en": 'Write “{function}” as ["group"] or ["group", "field"].',
        },
        "language.bad_name": {
            "ja": "「{name}」は項目の名前として使えません。英小文字で始まる英小文字・数字・_・- を「.」でつないでください。",
            "en": "“{name}” is not a name of a field. Use small letters, digits, _ and -, joined by dots.",
        },
        "language.unknown_key": {
            "ja": "「{key}」という指定はここでは使えません。消すか、つづりを確かめてください。",
            "en": "The property “{key}” has no place here. Remove it, or check its spelling.",
        },
        "language.too_deep": {
            "ja": "条件や式の入れ子が深すぎます（上限 {limit} 段）。判定表に分けるか、構造を浅くしてください。",
            "en": "The condition or expr is nested too deeply (limit {limit}). Use a decision table, or flatten it.",
        },
        "language.too_large": {
            "ja": "条件や式が大きすぎます（上限 {limit} 個の部品）。判定表に分けてください。",
            "en": "The condition or expr has too many parts (limit {limit}). Use a decision table.",
        },
    }
)
