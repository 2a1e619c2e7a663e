"""Sentences about documents that are not written as their format demands, whichever format it is.

`place` is how a sentence calls the part of the document that it speaks of: 「工程「審査」」.
"""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "format.not_an_object": {
            "ja": "{place}は { } で囲んだ項目の集まりで書いてください。",
            "en": "Write {place} as an object, with its properties in braces.",
        },
        "format.unknown_key": {
            "ja": "{place}に知らない項目「{name}」があります。消すか、独自の情報なら「x」の中に移してください。",
            "en": "{place} has an unknown property “{name}”. Remove it, or move it under “x” if it is your own.",
        },
        "format.misspelt_key": {
            "ja": "{place}に知らない項目「{name}」があります。「{suggestion}」の書き間違いなら直してください。",
            "en": "{place} has an unknown property “{name}”. Correct it if “{suggestion}” was meant.",
        },
        "format.missing_key": {
            "ja": "{place}に「{name}」がありません。書き足してください。",
            "en": "{place} lacks “{name}”. Add it.",
        },
        "format.wrong_type": {
            "ja": "{place}の「{name}」は{expected}で書いてください。",
            "en": "Write “{name}” of {place} as {expected}.",
        },
        "format.unknown_value": {
            "ja": "{place}の「{name}」に「{value}」は使えません。次から選んでください：{options}",
            "en": "“{name}” of {place} cannot be “{value}”. Choose one of: {options}",
        },
        "format.bad_key": {
            "ja": "{place}の「{name}」の「{value}」はキーとして使えません。"
            "英小文字で始め、英小文字・数字・_・- だけで64字までにしてください。",
            "en": "“{value}” in “{name}” of {place} is not a key. Begin with a small letter; then small letters, "
            "digits, _ and -, 64 at most.",
        },
        "format.duplicate_item": {
            "ja": "{place}のキー「{value}」が二重です。どちらかのキーを変えてください。",
            "en": "The key “{value}” stands twice in {place}. Change one of the two.",
        },
        "format.out_of_range": {
            "ja": "{place}の「{name}」は{low}から{high}までの数にしてください（いまは{value}）。",
            "en": "“{name}” of {place} must be between {low} and {high} (it is {value}).",
        },
        "format.too_many": {
            "ja": "{place}の「{name}」が多すぎます（{count}件、上限{limit}件）。いくつかに分けるか、減らしてください。",
            "en": "{place} has too many entries in “{name}” ({count}, at most {limit}). Split it or remove some.",
        },
        "format.too_long": {
            "ja": "{place}の「{name}」が長すぎます（上限{limit}字）。短くしてください。",
            "en": "“{name}” of {place} is too long (at most {limit} characters). Shorten it.",
        },
        "format.control_character": {
            "ja": "{place}の「{name}」に目に見えない制御文字が入っています。入力し直してください。",
            "en": "“{name}” of {place} contains control characters. Type it again.",
        },
        "format.in_place": {"ja": "{place}：{sentence}", "en": "{place}: {sentence}"},
    }
)

EXPECTED: Final = {
    "text": {
        "ja": '文字列、または言語ごとの文字列（{"ja": "…"}）',
        "en": "a string, or an object of strings by language",
    },
    "string": {"ja": "文字列", "en": "a string"},
    "number": {"ja": "数", "en": "a number"},
    "integer": {"ja": "整数", "en": "a whole number"},
    "boolean": {"ja": "true か false", "en": "true or false"},
    "date": {"ja": "日付（2026-04-01 の形）", "en": "a date such as 2026-04-01"},
    "list": {"ja": "[ ] で囲んだ並び", "en": "a list in brackets"},
    "object": {"ja": "{ } で囲んだ項目の集まり", "en": "an object in braces"},
}
"""How a wanted type is called in a sentence."""
