"""The sentences of the flow's codec and of patches, in Japanese and English: what is wrong, where, and what to do."""

from typing import Final

from kernel.messages_format import MESSAGES as FORMAT

MESSAGES: Final = FORMAT.extended(
    {
        "format.wrong_format": {
            "ja": "このファイルは業務フロー（{expected}）ではありません。「format」を確かめてください。",
            "en": "This is not a flow ({expected}). Look at its “format”.",
        },
        "format.duplicate_edge": {
            "ja": "「{source}」から「{target}」へのつながりが二重です。1本にするか、それぞれに別の結果（outcome）を付けてください。",
            "en": "There are two edges from “{source}” to “{target}”. Keep one, or give them different outcomes.",
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
        "format.season": {
            "ja": "繁忙期（season）は、1月から12月までの重みを12個の数（0以上、どれかは0より大きい）で書いてください。",
            "en": "Write season as twelve weights, January to December: numbers from 0 on, one of them at least above 0.",
        },
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
        "patch.unusable": {
            "ja": "この変更は、いまの業務フローに当てはめられません。開き直してから、やり直してください。",
            "en": "This change does not fit the flow as it is now. Open the flow again and repeat the change.",
        },
    }
)

EXPECTED: Final = {
    "rate": {"ja": '0から1の数、または {"k": 件数, "n": 総数}', "en": 'a number from 0 to 1, or {"k", "n"}'},
    "value": {"ja": "文字列・数・true/false、またはその並び", "en": "a string, number, boolean, or a list of those"},
}
"""How a type of its own is called in a sentence."""

PLACES: Final = {
    "flow": {"ja": "業務フロー", "en": "the flow"},
    "nodes": {"ja": "工程「{name}」", "en": "the step “{name}”"},
    "edges": {"ja": "つながり「{name}」", "en": "the edge “{name}”"},
    "lanes": {"ja": "担当「{name}」", "en": "the lane “{name}”"},
    "data": {"ja": "データ「{name}」", "en": "the data item “{name}”"},
    "checks": {"ja": "審査項目「{name}」", "en": "the check “{name}”"},
    "documents": {"ja": "書類「{name}」", "en": "the document “{name}”"},
    "systems": {"ja": "システム「{name}」", "en": "the system “{name}”"},
    "controls": {"ja": "統制「{name}」", "en": "the control “{name}”"},
    "kpis": {"ja": "指標「{name}」", "en": "the KPI “{name}”"},
    "authority": {"ja": "職務権限表の「{name}」", "en": "the authority row “{name}”"},
    "outcomes": {"ja": "結果「{name}」", "en": "the outcome “{name}”"},
}
"""How a part of a flow is called in a sentence."""
