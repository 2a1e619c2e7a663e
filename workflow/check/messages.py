"""What `check` says about the graph, its conditions and the law, in Japanese and English.

Every sentence names the step by its title and says what to do about it. `{node}` is such a name.
"""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "structure.no_start": {
            "ja": "開始がありません。手続が始まるところに「開始」の工程を置いてください。",
            "en": "There is no start. Put a start event where the procedure begins.",
        },
        "structure.no_end": {
            "ja": "終了がありません。手続が終わるところに「終了」の工程を置いてください。",
            "en": "There is no end. Put an end event where the procedure finishes.",
        },
        "structure.unreachable": {
            "ja": "「{node}」には開始からたどり着けません。前の工程からつなぐか、不要なら消してください。",
            "en": "No path leads from a start to “{node}”. Connect it, or remove it.",
        },
        "structure.dead_end": {
            "ja": "「{node}」から終了にたどり着けません。終了へつながる道を足してください。",
            "en": "No path leads from “{node}” to an end. Add a way that finishes.",
        },
        "structure.before_start": {
            "ja": "開始「{node}」に入るつながりがあります。開始の次の工程へつなぎ直してください。",
            "en": "An edge leads into the start “{node}”. Connect it to the step behind the start.",
        },
        "structure.after_end": {
            "ja": "終了「{node}」から出るつながりがあります。消すか、終了の前の工程からつないでください。",
            "en": "An edge leaves the end “{node}”. Remove it, or draw it from the step before.",
        },
        "table.never_asked": {
            "ja": "「{node}」の判定表「{table}」の規則「{rule}」は、「{column}」がそうなる案件がここに来ないため、使われません。"
            "申請様式の選択肢や、手前の分岐の条件と合わせてください。",
            "en": "In “{node}” the rule “{rule}” of the table “{table}” is never used: no case that comes here has such a value "
            "of “{column}”. Bring it in line with the form's options, or with the conditions before.",
        },
        "table.dead_branch": {
            "ja": "「{node}」から「{target}」へ進む枝は、「{decision}」の判定表「{table}」がその答えを出すことがないため、使われません。"
            "表か枝の条件を直してください。",
            "en": "The way from “{node}” to “{target}” is never taken: the table “{table}” of “{decision}” never gives that answer. "
            "Correct the table, or the condition.",
        },
        "soundness.livelock": {
            "ja": "「{node}」からの繰返しには、人の仕事も待ち時間もないため、入ると止まりません。人の工程か待ちを入れるか、繰返しをやめてください。",
            "en": "In the loop at “{node}” nobody works and nothing waits, so that it never stops. "
            "Put a person's step or a timer into it, or remove it.",
        },
        "check.more": {
            "ja": "「{kind}」の指摘は{count}件あり、最初の{limit}件だけを示しています。直してからもう一度確かめてください。",
            "en": "There are {count} findings “{kind}”; the first {limit} are shown. Mend these, then check again.",
        },
        "soundness.first": {
            "ja": "「{node}」は大きく、流れに誤りがあるため、データと統制は調べていません。先に流れの誤りを直してください。",
            "en": "“{node}” is large and not sound, so that its data and controls were not checked. Mend its flow first.",
        },
        "outcome.unknown": {
            "ja": "「{node}」に結果「{outcome}」はありません。結果（outcomes）に足すか、つながりの結果を直してください。",
            "en": "“{node}” has no outcome “{outcome}”. Add it to its outcomes, or correct the edge.",
        },
        "outcome.missing": {
            "ja": "「{node}」で「{outcome}」を選んだ後の行き先がありません。つながりを足すか、その結果を選べないようにしてください。",
            "en": "“{node}” leads nowhere after “{outcome}”. Add an edge, or take the outcome away.",
        },
        "outcome.unlabelled": {
            "ja": "「{node}」から「{target}」へのつながりに結果（承認・差戻しなど）がありません。どの結果のときに進むかを付けてください。",
            "en": "The edge from “{node}” to “{target}” has no outcome. Say after which outcome it is taken.",
        },
        "outcome.duplicate": {
            "ja": "「{node}」の結果「{outcome}」のつながりが{count}本あります。1本にするか、それぞれに条件を付けてください。",
            "en": "The outcome “{outcome}” of “{node}” has {count} edges. Keep one, or give each a condition.",
        },
        "condition.unknown_field": {
            "ja": "「{node}」で使っている項目「{field}」がありません。データの一覧に足すか、名前を直してください。",
            "en": "“{node}” uses the field “{field}”, which does not exist. Add it to the data, or correct its name.",
        },
        "condition.unknown_parameter": {
            "ja": "「{node}」で使っている設定値「{field}」がありません。設定値（params）に足すか、名前を直してください。",
            "en": "“{node}” uses the parameter “{field}”, which does not exist. Add it to params, or correct its name.",
        },
        "condition.type": {
            "ja": "「{node}」の条件で、項目「{field}」（{type}）を{value}と比べています。同じ種類の値と比べてください。",
            "en": "A condition of “{node}” compares “{field}” ({type}) with {value}. Compare it with a value of its type.",
        },
        "condition.operator": {
            "ja": "「{node}」の条件で、項目「{field}」（{type}）に比べ方「{operator}」は使えません。別の比べ方にしてください。",
            "en": "A condition of “{node}” applies “{operator}” to “{field}” ({type}). Choose another operator.",
        },
        "condition.impossible_value": {
            "ja": "「{node}」の条件の値「{value}」は、項目「{field}」の値として出てきません。書き間違いがないか確かめてください。",
            "en": "“{field}” never has the value “{value}” that “{node}” compares it with. Check the spelling.",
        },
        "condition.missing": {
            "ja": "「{node}」から「{target}」へ進む条件がありません。条件を付けるか、「それ以外のとき」の行き先にしてください。",
            "en": "Nothing says when “{node}” leads to “{target}”. Add a condition, or make it the default.",
        },
        "condition.no_default": {
            "ja": "「{node}」で、どの条件にも当てはまらないときの行き先が決まっていません。「{target}」を「それ以外のとき」にしてください。",
            "en": "“{node}” does not say where to go when no condition holds. Make “{target}” the default.",
        },
        "condition.several_defaults": {
            "ja": "「{node}」の「それ以外のとき」の行き先が{count}本あります。1本だけにしてください。",
            "en": "“{node}” has {count} defaults. Keep one.",
        },
        "condition.not_exhaustive": {
            "ja": "「{node}」には、どの条件にも当てはまらない場合があります（例：{case}）。条件を直すか、「それ以外のとき」の行き先を足してください。",
            "en": "At “{node}” there are cases for which no condition holds (for example {case}). "
            "Mend the conditions, or add a default.",
        },
        "condition.empty_value": {
            "ja": "「{node}」では、値が空のときの行き先がありません（例：{case}）。「それ以外のとき」の行き先を足してください。",
            "en": "“{node}” leads nowhere when a value is empty (for example {case}). Add a default.",
        },
        "condition.not_verified": {
            "ja": "「{node}」の条件は、すべての場合を尽くすか確かめきれません。「それ以外のとき」の行き先を足してください。",
            "en": "It could not be verified that the conditions of “{node}” cover every case. Add a default.",
        },
        "condition.ambiguous": {
            "ja": "「{node}」には、2つの条件に同時に当てはまる場合があります（例：{case}）。「{first}」と「{second}」の条件が重ならないようにしてください。",
            "en": "At “{node}” two conditions can hold at once (for example {case}). "
            "Separate those of “{first}” and “{second}”.",
        },
        "condition.duplicate": {
            "ja": "「{node}」から「{first}」と「{second}」への条件が同じです。どちらかを直してください。",
            "en": "The conditions of “{node}” for “{first}” and “{second}” are the same. Correct one.",
        },
        "condition.ignored": {
            "ja": "「{node}」はすべての行き先へ同時に進むので、「{target}」への条件は効きません。条件を消すか、分かれ道の種類を変えてください。",
            "en": "“{node}” takes all its edges at once, so the condition for “{target}” has no effect. "
            "Remove it, or change the gateway.",
        },
        "doubt.unsound": {
            "ja": "この流れは最後まで進めないことがあるため、日数や件数の数字は当てになりません。先に流れを直してください。{fault}",
            "en": "This flow may not come to its end, so that days and counts cannot be trusted. Mend the flow first. {fault}",
        },
        "doubt.shares": {
            "ja": "「{place}」から先の割合の合計が{total}%です。合計が100%になるように直してください。それまで、件数を掛けた数字は当てになりません。",
            "en": "The shares behind “{place}” add up to {total} %. Make them 100 %; until then no figure that counts cases can be trusted.",
        },
        "doubt.minutes": {
            "ja": "作業時間（minutes）のない工程が{count}個あり、0分として数えています（{steps}など）。現状の流れに作業時間を書き加えてください。",
            "en": "{count} steps have no working time (minutes) and count as 0 minutes (such as {steps}). Add it to the as-is flow.",
        },
        "condition.probability_sum": {
            "ja": "「{node}」から先の割合の合計が{total}です。合計が1（100%）になるように直してください。",
            "en": "The shares behind “{node}” sum to {total}. Correct them so that they sum to 1.",
        },
        "condition.rate_contradiction": {
            "ja": "「{node}」の結果「{outcome}」の割合は、実績では{rate}ですが、つながりには{probability}とあります。どちらが正しいか確かめてください。",
            "en": "The outcome “{outcome}” of “{node}” was counted at {rate}, but its edge says {probability}. "
            "Find out which is right.",
        },
        "reference.unknown": {
            "ja": "「{node}」の{what}「{value}」が見つかりません。一覧に足すか、キーを直してください。",
            "en": "The {what} “{value}” of “{node}” does not exist. Add it, or correct the key.",
        },
        "law.automatic_refusal": {
            "ja": "人が判断しないまま「{end}」（拒否）に進む道があります（「{node}」から）。拒否は職員の審査・決裁の「却下」を通るようにしてください。",
            "en": "A case can reach “{end}” (refused) without any person refusing it (from “{node}”). "
            "Lead it through a review or approval with an outcome that refuses.",
        },
        "law.overdue_refusal": {
            "ja": "「{node}」は期限を過ぎると自動で「{outcome}」（拒否）になります。拒否できるのは人だけです。督促か上位者への引き上げに変えてください。",
            "en": "“{node}” refuses by itself (“{outcome}”) when it is late. Only a person may refuse: "
            "remind or escalate instead.",
        },
        "law.refusal_without_reason": {
            "ja": "「{node}」の「{outcome}」は理由を書かずに拒否できます。理由を必須（required）にしてください（行政手続法8条）。",
            "en": "“{outcome}” of “{node}” can refuse without a reason. Make the reason required "
            "(Administrative Procedure Act, art. 8).",
        },
        "law.individual_number": {
            "ja": "{what}「{node}」は個人番号（マイナンバー）を扱うように読めます。個人番号はこの仕組みでは集められません。消してください。",
            "en": "The {what} “{node}” reads as if it held the Individual Number, which must not be collected here. "
            "Remove it.",
        },
        "lane.unmanned": {
            "ja": "「{node}」の担当「{lane}」に人がいません。人数を確かめるか、別の担当にしてください。",
            "en": "Nobody works in the lane “{lane}” of “{node}”. Check its headcount, or choose another lane.",
        },
        "lane.missing": {
            "ja": "「{node}」の担当が決まっていません。担当（レーン）を選んでください。",
            "en": "Nobody is responsible for “{node}”. Choose a lane.",
        },
        "lane.not_a_person": {
            "ja": "「{node}」は人の仕事ですが、担当「{lane}」はシステムです。職員の担当を選んでください。",
            "en": "“{node}” is people's work, but its lane “{lane}” is a system. Choose a lane of staff.",
        },
        "lane.nobody_able": {
            "ja": "「{node}」をできる人が0人になっています。できる人を確かめるか、育てる計画を立ててください。",
            "en": "Nobody is able to do “{node}”. Check the number, or plan to train somebody.",
        },
        "table.in_node": {"ja": "「{node}」の判定表：{sentence}", "en": "Decision table of “{node}”: {sentence}"},
        "data.type": {
            "ja": "データ「{node}」の種類「{type}」が分かりません。フォームの項目の種類から選んでください。",
            "en": "The type “{type}” of the data item “{node}” is unknown. Choose a type of form field.",
        },
        "template.unknown_field": {
            "ja": "「{node}」の通知文が、ない項目「{field}」を差し込もうとしています。データの一覧に足すか、通知文を直してください。",
            "en": "The letter of “{node}” inserts “{field}”, which does not exist. Add it to the data, or mend the letter.",
        },
    }
)

WHAT: Final = {
    "lane": {"ja": "担当", "en": "lane"},
    "data": {"ja": "データ", "en": "data item"},
    "check": {"ja": "審査項目", "en": "check"},
    "document": {"ja": "書類", "en": "document"},
    "control": {"ja": "統制", "en": "control"},
    "form": {"ja": "フォーム", "en": "form"},
    "table": {"ja": "判定表", "en": "decision table"},
    "template": {"ja": "通知文", "en": "letter"},
    "level": {"ja": "職階", "en": "level"},
    "matter": {"ja": "決裁事項", "en": "matter"},
    "node": {"ja": "工程", "en": "step"},
    "outcome": {"ja": "結果", "en": "outcome"},
    "rule": {"ja": "統制の相手", "en": "rule of the control"},
    "group": {"ja": "繰返し項目", "en": "group"},
}
"""What a key names, in a sentence."""
