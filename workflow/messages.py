"""The sentences of the flow's codec and of patches, in Japanese and English: what is wrong, where, and what to do."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "format.not_an_object": {
            "ja": "{place}は { } で囲んだ項目の集まりで書いてください。",
            "en": "Write {place} as an object, with its properties in braces.",
        },
        "format.wrong_format": {
            "ja": "このファイルは業務フロー（{expected}）ではありません。「format」を確かめてください。",
            "en": "This is not a flow ({expected}). Look at its “format”.",
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
            "ja": "{place}の「{name}」の「{value}」はキーとして使えません。英小文字で始め、英小文字・数字・_・- だけで64字までにしてください。",
            "en": "“{value}” in “{name}” of {place} is not a key. Begin with a small letter; then small letters, "
            "digits, _ and -, 64 at most.",
        },
        "format.duplicate_item": {
            "ja": "{place}のキー「{value}」が二重です。どちらかのキーを変えてください。",
            "en": "The key “{value}” stands twice in {place}. Change one of the two.",
        },
        "format.duplicate_edge": {
            "ja": "「{source}」から「{target}」へのつながりが二重です。1本にするか、それぞれに別の結果（outcome）を付けてください。",
            "en": "There are two edges from “{source}” to “{target}”. Keep one, or give them different outcomes.",
        },
        "format.out_of_range": {
            "ja": "{place}の「{name}」は{low}から{high}までの数にしてください（いまは{value}）。",
            "en": "“{name}” of {place} must be between {low} and {high} (it is {value}).",
        },
        "format.too_many": {
            "ja": "{place}の「{name}」が多すぎます（{count}件、上限{limit}件）。業務フローを分けるか、減らしてください。",
            "en": "{place} has too many entries in “{name}” ({count}, at most {limit}). Split the flow or remove some.",
        },
        "format.too_long": {
            "ja": "{place}の「{name}」が長すぎます（上限{limit}字）。短くしてください。",
            "en": "“{name}” of {place} is too long (at most {limit} characters). Shorten it.",
        },
        "format.control_character": {
            "ja": "{place}の「{name}」に目に見えない制御文字が入っています。入力し直してください。",
            "en": "“{name}” of {place} contains control characters. Type it again.",
        },
        "format.exactly_one": {
            "ja": "{place}の「{name}」には {options} のうち1つだけを書いてください。",
            "en": "“{name}” of {place} takes exactly one of {options}.",
        },
        "format.not_for_type": {
            "ja": "{place}の「{name}」は、この種類（{type}）の工程では使われません。種類を変えるか、消してください。",
            "en": "“{name}” of {place} has no effect on a node of type {type}. Change the type or remove it.",
        },
        "format.too_many_problems": {
            "ja": "問題が多すぎるため、{count}件のうち最初の{limit}件だけを示しています。直してからもう一度確かめてください。",
            "en": "There are too many problems: the first {limit} of {count} are shown. Mend these, then check again.",
        },
        "format.in_place": {"ja": "{place}：{sentence}", "en": "{place}: {sentence}"},
        "reference.unknown_node": {
            "ja": "{place}の「{name}」が指す工程「{value}」がありません。キーを確かめてください。",
            "en": "“{name}” of {place} names the node “{value}”, which does not exist. Check the key.",
        },
        "outcome.duplicate": {
            "ja": "工程「{node}」の結果「{outcome}」のつながりが複数あります。1本にするか、それぞれに条件（when）を付けてください。",
            "en": "The outcome “{outcome}” of “{node}” has several edges. Keep one, or give each a condition (when).",
        },
        "patch.malformed": {
            "ja": "変更（{op}）の書き方が正しくありません。op・path・value を確かめてください。",
            "en": "The change ({op}) is malformed. Look at its op, path and value.",
        },
        "patch.no_such_place": {
            "ja": "変更先「{path}」が見つかりません。元の業務フローが変わった可能性があります。開き直してください。",
            "en": "The place “{path}” does not exist. The flow may have changed since; open it again.",
        },
        "patch.test_failed": {
            "ja": "「{path}」の内容が、提案を作ったときから変わっています。分析をやり直してください。",
            "en": "“{path}” has changed since the proposal was made. Run the analysis again.",
        },
        "patch.too_large": {
            "ja": "変更が大きすぎます（上限{limit}）。いくつかに分けてください。",
            "en": "The change is too large (limit {limit}). Split it.",
        },
    }
)

EXPECTED: Final = {
    "text": {
        "ja": '文字列、または言語ごとの文字列（{"ja": "…"}）',
        "en": "a string, or an object of strings by language",
    },
    "string": {"ja": "文字列", "en": "a string"},
    "number": {"ja": "数", "en": "a number"},
    "integer": {"ja": "整数", "en": "an integer"},
    "quantity": {
        "ja": '数、または {"mean": 数, "sd": 数, "from": 根拠}',
        "en": 'a number, or {"mean", "sd", "from"}',
    },
    "rate": {"ja": '0から1の数、または {"k": 件数, "n": 総数}', "en": 'a number from 0 to 1, or {"k", "n"}'},
    "boolean": {"ja": "true か false", "en": "true or false"},
    "list": {"ja": "[ ] で囲んだ並び", "en": "a list in brackets"},
    "object": {"ja": "{ } で囲んだ項目の集まり", "en": "an object in braces"},
    "value": {"ja": "文字列・数・true/false、またはその並び", "en": "a string, number, boolean, or a list of those"},
}
"""How a wanted type is called in a sentence."""

PLACES: Final = {
    "flow": {"ja": "業務フロー", "en": "the flow"},
    "nodes": {"ja": "工程「{name}」", "en": "the step “{name}”"},
    "edges": {"ja": "つながり「{name}」", "en": "the edge “{name}”"},
    "lanes": {"ja": "担当「{name}」", "en": "the lane “{name}”"},
    "data": {"ja": "データ「{name}」", "en": "the data item “{name}”"},
    "checks": {"ja": "審査項目「{name}」", "en": "the check “{name}”"},
    "documents": {"ja": "書類「{name}」", "en": "the document “{name}”"},
    "controls": {"ja": "統制「{name}」", "en": "the control “{name}”"},
    "kpis": {"ja": "指標「{name}」", "en": "the KPI “{name}”"},
    "authority": {"ja": "職務権限表の「{name}」", "en": "the authority row “{name}”"},
    "outcomes": {"ja": "結果「{name}」", "en": "the outcome “{name}”"},
}
"""How a part of a flow is called in a sentence."""
