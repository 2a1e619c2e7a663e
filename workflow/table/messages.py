"""The sentences about decision tables, in Japanese and English: what is wrong, and what to do."""

from typing import Final

from kernel.messages_format import MESSAGES as FORMAT

MESSAGES: Final = FORMAT.extended(
    {
        "format.wrong_format": {
            "ja": "これは判定表（{expected}）ではありません。「format」を確かめてください。",
            "en": "This is not a decision table ({expected}). Look at its “format”.",
        },
        "table.arity": {
            "ja": "規則「{rule}」の{part}は{count}個ありますが、列は{expected}個です。列と同じ数にそろえてください。",
            "en": "Rule “{rule}” has {count} entries in {part}, but there are {expected} columns. Make them match.",
        },
        "table.type": {
            "ja": "列「{column}」には{type}を書いてください（{value} は使えません）。",
            "en": "Column “{column}” takes {type}, not {value}.",
        },
        "table.blank": {
            "ja": '列「{column}」に空の文字は書けません。空のときを指すには {"empty": true} と書いてください。',
            "en": 'Column “{column}” cannot be compared with an empty text. Write {"empty": true} for a missing value.',
        },
        "table.cell": {
            "ja": "列「{column}」のこの欄は読めません。空欄、値、または lt・lte・gt・gte・ne・between・in・not_in・empty "
            "のどれかで書いてください。",
            "en": "This entry of column “{column}” cannot be read. Leave it empty, write a value, or use one of lt, lte, "
            "gt, gte, ne, between, in, not_in and empty.",
        },
        "table.order": {
            "ja": "列「{column}」の範囲は、下限が上限を超えています。入れ替えてください。",
            "en": "In this range of column “{column}” the low end is above the high end. Swap them.",
        },
        "table.valid_order": {
            "ja": "有効期間の終わりが始まりより前です。入れ替えてください。",
            "en": "The last day of validity lies before the first. Swap them.",
        },
        "table.no_order": {
            "ja": "列「{column}」は はい・いいえ の列なので、大小では比べられません。true か false を書いてください。",
            "en": "Column “{column}” is true or false and has no order. Write true or false.",
        },
        "table.domain": {
            "ja": "列「{column}」の domain は、values だけ、または min・max・integer で書いてください。",
            "en": "Write the domain of column “{column}” either as values, or as min, max and integer.",
        },
        "table.output_value": {
            "ja": "出力「{column}」の値 {value} は、values の一覧にありません。一覧に足すか、値を直してください。",
            "en": "The value {value} of output “{column}” is not in its list of values. Add it there, or correct it.",
        },
        "table.priority_values": {
            "ja": "この判定方法（{policy}）には優先順が必要です。出力のどれかに values を優先する順に書いてください。",
            "en": "The hit policy {policy} needs priorities. Give one of the outputs its values, best first.",
        },
        "table.aggregate_outputs": {
            "ja": "この判定方法（{policy}）で集計できる出力は1つだけです。ほかの出力を別の表に分けてください。",
            "en": "The hit policy {policy} aggregates a single output. Move the other outputs to a table of their own.",
        },
        "table.aggregate_type": {
            "ja": "合計する出力「{column}」は数（number）でなければなりません。type を number にしてください。",
            "en": "The output “{column}” that is summed up must be of type number.",
        },
        "table.overlap": {
            "ja": "規則「{first}」と「{second}」が重なり、結果が違います（例：{example}）。どちらかの条件を狭めてください。",
            "en": "Rules “{first}” and “{second}” overlap and differ in their result (for example {example}). Narrow one.",
        },
        "table.overlap_same": {
            "ja": "規則「{first}」と「{second}」が重なっています（例：{example}）。結果は同じです。"
            "条件を狭めるか、1つにまとめるか、判定方法を any にしてください。",
            "en": "Rules “{first}” and “{second}” overlap (for example {example}). Their results agree: narrow one, merge "
            "them, or choose the hit policy any.",
        },
        "table.more_overlaps": {
            "ja": "重なる規則の組がほかに{count}組あります。上のものを直してから、もう一度確かめてください。",
            "en": "{count} more pairs of rules overlap. Mend those above, then check again.",
        },
        "table.gap": {
            "ja": "どの規則にも当てはまらない場合があります：{cases}（例：{example}）。規則を足すか、範囲を広げてください。",
            "en": "No rule covers: {cases} (for example {example}). Add a rule or widen one.",
        },
        "table.gap_default": {
            "ja": "どの規則にも当てはまらず、既定値（{default}）になる場合があります：{cases}（例：{example}）。"
            "それでよいか確かめてください。",
            "en": "No rule covers, so that the default ({default}) applies: {cases} (for example {example}). Make sure "
            "that this is meant.",
        },
        "table.more_gaps": {
            "ja": "どの規則にも当てはまらない場合がまだあります（{count}件まで表示）。"
            "上のものを直してから、もう一度確かめてください。",
            "en": "There are more cases without a rule (the first {count} are shown). Mend these, then check again.",
        },
        "table.missing_value": {
            "ja": "「{columns}」が空のとき、どの規則にも当てはまらないことがあります（例：{example}）。"
            "空のときの結果を決めるには、規則を足すか、出力に default を付けてください。",
            "en": "While {columns} is empty, it can be that no rule applies (for example {example}). To say what happens "
            "then, add a rule or give the outputs a default.",
        },
        "table.shadowed": {
            "ja": "規則「{rule}」は、先に当てはまる規則（{by}）にすべて隠れて、使われることがありません。"
            "順序を変えるか、消してください。",
            "en": "Rule “{rule}” can never fire: {by} always come first. Move it up or remove it.",
        },
        "table.impossible": {
            "ja": "規則「{rule}」は、列「{column}」の条件に当てはまる値がないため、使われることがありません。"
            "条件か列の範囲（domain）を直してください。",
            "en": "Rule “{rule}” can never fire: no value meets its condition on column “{column}”. Correct the condition "
            "or the domain of the column.",
        },
        "table.subsumed": {
            "ja": "規則「{rule}」は規則「{by}」に含まれ、結果も同じです。消しても判定は変わりません。",
            "en": "Rule “{rule}” lies within rule “{by}” and has the same result. Removing it changes nothing.",
        },
        "table.mergeable": {
            "ja": "規則「{first}」と「{second}」は、列「{column}」を「{cell}」として1つにまとめられます。判定は変わりません。",
            "en": "Rules “{first}” and “{second}” can be one rule with “{cell}” in column “{column}”. Nothing changes.",
        },
        "table.unreachable_value": {
            "ja": "規則「{rule}」の列「{column}」の値 {value} は、列の範囲（domain）の外にあり、入ってくることがありません。",
            "en": "The value {value} of rule “{rule}” in column “{column}” is outside the domain and never comes in.",
        },
        "table.unused_output": {
            "ja": "出力「{column}」の値 {value} を結果にする規則がありません。規則を足すか、一覧から消してください。",
            "en": "No rule gives the value {value} of output “{column}”. Add a rule or take it off the list.",
        },
        "table.not_verified": {
            "ja": "規則の組合せが多すぎて、{what}を確かめきれませんでした。表を分けてください。",
            "en": "There are too many combinations of rules to verify {what}. Split the table.",
        },
    }
)

PLACES: Final = {
    "table": {"ja": "判定表", "en": "the decision table"},
    "inputs": {"ja": "入力「{name}」", "en": "the input “{name}”"},
    "outputs": {"ja": "出力「{name}」", "en": "the output “{name}”"},
    "rules": {"ja": "規則「{name}」", "en": "the rule “{name}”"},
    "domain": {"ja": "列の範囲（domain）", "en": "the domain"},
    "valid": {"ja": "有効期間（valid）", "en": "the validity"},
}
"""How a part of a table is called in a sentence."""
