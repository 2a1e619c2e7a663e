"""What is said about models whose decision table cannot be used."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "dmn.no_table": {
            "ja": "判定表（decisionTable）のある決定がありません。表で書かれたDMNを使ってください。",
            "en": "There is no decision with a decision table. Use a DMN model that has one.",
        },
        "dmn.several": {
            "ja": "判定表が{count}つあります。--decision で次から選んでください：{known}",
            "en": "There are {count} decision tables. Choose one with --decision: {known}",
        },
        "dmn.unknown": {
            "ja": "判定表「{name}」がありません。次から選んでください：{known}",
            "en": "There is no decision table “{name}”. Choose one of: {known}",
        },
        "dmn.hit_policy": {
            "ja": "適用方針「{policy}」は表せません。DMN 1.5の方針のどれかにしてください。",
            "en": "The hit policy “{policy}” cannot be expressed. Use one of DMN 1.5.",
        },
        "dmn.expression": {
            "ja": "列「{column}」の式「{text}」は表せません。項目の名前だけにしてください。",
            "en": "The expression “{text}” of the column “{column}” cannot be expressed. Use the name of a field.",
        },
        "dmn.type": {
            "ja": "列「{column}」の型「{text}」は表せません。数値・文字・真偽・日付のどれかにしてください。",
            "en": "The type “{text}” of the column “{column}” cannot be expressed. Use number, string, boolean or date.",
        },
        "dmn.entry": {
            "ja": "規則{rule}の「{text}」は表せません（列「{column}」）。値、比較、範囲、一覧のどれかで書いてください。",
            "en": "“{text}” in rule {rule} cannot be expressed (column “{column}”). Write a value, comparison, range or list.",
        },
        "dmn.values": {
            "ja": "列「{column}」の値の一覧「{text}」は表せません。値を並べるか、範囲で書いてください。",
            "en": "The values “{text}” of the column “{column}” cannot be expressed. List values, or write a range.",
        },
        "dmn.computed": {
            "ja": "列「{column}」は計算で求める列です。書き出したモデルでは、求めた値を入力にしています。",
            "en": "The column “{column}” computes its value. In the model that value is an input.",
        },
    }
)
