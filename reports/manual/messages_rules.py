"""What manuals say of rules, exprs and exceptions."""

from collections.abc import Mapping
from typing import Final

RULES: Final[Mapping[str, Mapping[str, str]]] = {
    "manual.policy.unique": {
        "ja": "どの場合にも、当てはまる規則は1つだけです。",
        "en": "At most one rule fits each case.",
    },
    "manual.policy.any": {
        "ja": "いくつ当てはまっても、答えは同じです。",
        "en": "Several rules may fit; they say the same.",
    },
    "manual.policy.first": {
        "ja": "上から順に見て、最初に当てはまった規則を使います。",
        "en": "The first rule that fits, from the top, counts.",
    },
    "manual.policy.priority": {
        "ja": "当てはまる規則のうち、答えの順位が最も高いものを使います。",
        "en": "Of the rules that fit, the answer of the highest rank counts.",
    },
    "manual.policy.collect": {
        "ja": "当てはまる規則の答えをすべて集めます。",
        "en": "The answers of all rules that fit are collected.",
    },
    "manual.policy.collect_sum": {
        "ja": "当てはまる規則の値を合計します。",
        "en": "The values of all rules that fit are added up.",
    },
    "manual.policy.collect_min": {
        "ja": "当てはまる規則の値のうち、最も小さいものを使います。",
        "en": "The smallest value of the rules that fit counts.",
    },
    "manual.policy.collect_max": {
        "ja": "当てはまる規則の値のうち、最も大きいものを使います。",
        "en": "The largest value of the rules that fit counts.",
    },
    "manual.policy.collect_count": {"ja": "当てはまる規則の数を数えます。", "en": "The rules that fit are counted."},
    "manual.policy.rule_order": {
        "ja": "当てはまる規則の答えを、規則の順に並べます。",
        "en": "The answers of the rules that fit, in their order.",
    },
    "manual.policy.output_order": {
        "ja": "当てはまる規則の答えを、答えの順位で並べます。",
        "en": "The answers of the rules that fit, by rank.",
    },
    "manual.cell.is": {"ja": "「{title}」が{value}", "en": "“{title}” is {value}"},
    "manual.cell.is_not": {"ja": "「{title}」が{value}以外", "en": "“{title}” is other than {value}"},
    "manual.cell.empty": {"ja": "「{title}」が空欄", "en": "“{title}” is empty"},
    "manual.cell.not_empty": {"ja": "「{title}」が入力済み", "en": "“{title}” is filled in"},
    "manual.cell.range": {"ja": "「{title}」が{end}", "en": "“{title}” is {end}"},
    "manual.cell.from": {"ja": "{value}以上", "en": "at least {value}"},
    "manual.cell.more": {"ja": "{value}より大きい", "en": "more than {value}"},
    "manual.cell.over": {"ja": "{value}を超え", "en": "more than {value}"},
    "manual.cell.to": {"ja": "{value}以下", "en": "at most {value}"},
    "manual.cell.under": {"ja": "{value}未満", "en": "less than {value}"},
    "manual.cell.between": {"ja": "「{title}」が{low}{high}", "en": "“{title}” is {low} and {high}"},
    "manual.verdict.approve": {"ja": "承認できる", "en": "may be approved"},
    "manual.verdict.review": {"ja": "職員が審査する", "en": "people examine it"},
    "manual.verdict.refer": {"ja": "上司の判断を求める", "en": "referred to a superior"},
    "manual.verdict.return": {"ja": "補正を求める", "en": "a correction is asked for"},
    "manual.verdict.refuse": {"ja": "不承認", "en": "refused"},
    "manual.expr.count": {"ja": "{about}の件数", "en": "the number of {about}"},
    "manual.expr.sum_of": {"ja": "{about}の合計", "en": "the sum of {about}"},
    "manual.expr.any_of": {"ja": "{about}があるか", "en": "whether there is {about}"},
    "manual.expr.if": {
        "ja": "{condition}なら{then}、そうでなければ{otherwise}",
        "en": "{then} if {condition}, else {otherwise}",
    },
    "manual.expr.min": {"ja": "{parts}のうち最も小さいもの", "en": "the smallest of {parts}"},
    "manual.expr.max": {"ja": "{parts}のうち最も大きいもの", "en": "the largest of {parts}"},
    "manual.expr.concat": {"ja": "{parts}をつなげたもの", "en": "{parts} joined"},
    "manual.expr.round": {"ja": "{first}の四捨五入", "en": "{first}, rounded"},
    "manual.expr.floor": {"ja": "{first}の切捨て", "en": "{first}, rounded down"},
    "manual.expr.ceil": {"ja": "{first}の切上げ", "en": "{first}, rounded up"},
    "manual.expr.age_at": {"ja": "{second}の時点の年齢（{first}から）", "en": "the age on {second} (born {first})"},
    "manual.expr.days_between": {"ja": "{first}から{second}までの日数", "en": "the days from {first} to {second}"},
    "manual.expr.business_days_between": {
        "ja": "{first}から{second}までの営業日数",
        "en": "the business days from {first} to {second}",
    },
    "manual.exception.return": {"ja": "差戻し・補正", "en": "Returns and corrections"},
    "manual.exception.return_at": {
        "ja": "手順{number}「{title}」で「{choice}」を選ぶと、{target}へ戻ります。",
        "en": "At step {number} “{title}”, “{choice}” leads back to {target}.",
    },
    "manual.exception.return_reason": {
        "ja": "理由と、直してもらう項目を書きます。理由は申請者にそのまま伝わります。",
        "en": "Write the reason and what is to be mended. Applicants read it as it is written.",
    },
    "manual.exception.return_clock": {
        "ja": "申請者が直しているあいだ、標準処理期間は止まります。",
        "en": "While applicants mend their application, the standard processing period stands still.",
    },
    "manual.exception.return_silence": {
        "ja": "補正の期限が過ぎても、自動で却下されることはありません。催促のあと、どうするかを職員が決めます。",
        "en": "An application is never refused because a correction is late: after the reminders people decide.",
    },
    "manual.exception.refuse": {"ja": "認めない決定", "en": "Refusals"},
    "manual.exception.refuse_at": {
        "ja": "手順{number}「{title}」で{who}が「{choice}」を選ぶと、認めない決定になります。",
        "en": "At step {number} “{title}”, “{choice}” by {who} refuses the application.",
    },
    "manual.exception.refuse_reason": {
        "ja": "認めない決定ができるのは人だけです。審査基準のどこを満たさないかを事実とともに書き、通知には教示を載せます。",
        "en": "Only people can refuse. Say which criterion is not met, with the facts; the letter carries the notice of appeal.",
    },
    "manual.exception.withdraw": {"ja": "取下げ", "en": "Withdrawal"},
    "manual.exception.withdraw_how": {
        "ja": "申請者は、決定までのあいだ、状況のページからいつでも取り下げられます。取り下げると、残っている仕事はすべて閉じます。",
        "en": "Until the decision applicants can withdraw on their status page. All open work is then closed.",
    },
    "manual.exception.late": {"ja": "期限を過ぎたとき", "en": "When work is late"},
    "manual.exception.late_how": {
        "ja": "各手順の「期限」のとおり、催促や上司への知らせが届きます。知らせは一度に1段ずつ上がります。",
        "en": "As each step says, reminders go out and superiors are told, one level further up each time.",
    },
    "manual.exception.rules": {"ja": "規則の判定に疑いがあるとき", "en": "When a decision by rules looks wrong"},
    "manual.exception.rules_how": {
        "ja": "案件の「判定の根拠」で、使った規則と値を確かめます。誤りがあれば、判定表を直して新しい版を公開します。",
        "en": "Look at the grounds of the decision in the case: the rule and the values. If they are wrong, mend the table and publish a new version.",
    },
    "manual.exception.mistake": {"ja": "まちがえたとき", "en": "When somebody made a mistake"},
    "manual.exception.mistake_pull": {
        "ja": "次の人が取りかかる前なら、自分の処理を「引き戻す」ことができます。",
        "en": "Until the next person has begun, you can pull your own work back.",
    },
    "manual.exception.mistake_back": {
        "ja": "前の手順からやり直すときは、「前の工程へ差し戻す」を使い、理由を書きます。",
        "en": "To do earlier steps again, send the case back to one of them, with a reason.",
    },
    "manual.exception.mistake_amend": {
        "ja": "申請者の明らかな書き誤りは、理由を残して「職権で補正する」ことができます。",
        "en": "Obvious slips of the applicant can be mended by the office, with a reason.",
    },
}
