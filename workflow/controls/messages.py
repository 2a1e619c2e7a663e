"""What is said about controls, in Japanese and English."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "control.kept": {
            "ja": "「{control}」は{place}で行われ、求められたとおりに守られています。",
            "en": "“{control}” is performed at {place} and holds as demanded.",
        },
        "control.no_node": {
            "ja": "「{control}」を行う工程がありません。この統制を行う工程を置き、その control に「{key}」と書いてください。",
            "en": "No step performs “{control}”. Add a step that does, and name “{key}” in its control.",
        },
        "control.must": {
            "ja": "「{control}」を行わずに「{outcome}」で終わる案件がありえます。「{outcome}」に至るどの道でも通る所に{place}を置いてください。",
            "en": "A case can end as “{outcome}” without “{control}”. Put {place} where every way to “{outcome}” passes it.",
        },
        "control.precedes": {
            "ja": "「{control}」より先に「{target}」が行われる案件がありえます。{place}を「{target}」の前に置いてください。",
            "en": "A case can come to “{target}” before “{control}”. Put {place} before “{target}”.",
        },
        "control.follows": {
            "ja": "「{target}」のあと「{control}」を行わずに終わる案件がありえます。「{target}」のあとのどの道でも{place}を通るようにしてください。",
            "en": "A case can end after “{target}” without “{control}”. Let every way after “{target}” pass {place}.",
        },
        "control.same_person": {
            "ja": "「{control}」の{place}と「{target}」を同じ人が行うことがありえます。担当を分けるか、割当てに not_same_as を加えてください。",
            "en": "The same person may do {place} (“{control}”) and “{target}”. Give them to different roles, or add not_same_as to the assignment.",
        },
        "control.rank": {
            "ja": "「{control}」の{place}は、求められた職位（{rank}）より下の職位で行われます。担当か決裁区分を上げてください。",
            "en": "{place} (“{control}”) is performed below the rank it needs ({rank}). Give it to a higher level.",
        },
        "control.too_short": {
            "ja": "「{control}」：{place}までの日数が{days}日に満たない道があります。待ち時間を置いてください。",
            "en": "“{control}”: on some way to {place} fewer than {days} days pass. Add a timer.",
        },
        "control.too_long": {
            "ja": "「{control}」：{place}まで{days}日を超えることがあります（20件に1件以上）。工程を短くしてください。",
            "en": "“{control}”: more than one case in twenty needs over {days} days to {place}. Shorten the way.",
        },
        "control.fewer_ways": {
            "ja": "「{control}」を経て「{outcome}」になる道がなくなりました。{place}から「{outcome}」につながるようにしてください。",
            "en": "No case comes to “{outcome}” by way of “{control}” any more. Let {place} lead to “{outcome}”.",
        },
        "control.unknown": {
            "ja": "「{control}」が守られるか確かめられません。先に、業務フローの正しさ（健全性）の指摘を直してください。",
            "en": "Whether “{control}” holds cannot be verified. Mend the findings on soundness first.",
        },
        "control.already_missing": {
            "ja": "「{control}」は、元の業務フローでも守られていません：{sentence}",
            "en": "“{control}” does not hold in the original flow either: {sentence}",
        },
        "control.K05": {
            "ja": "「{place}」は「{matter}」の{amount}の案件を決裁できる職位（{needed}）に届きません。決裁区分を上げるか、金額で分岐してください。",
            "en": "“{place}” is below the level ({needed}) that decides “{matter}” for {amount}. Raise its level, or branch by amount.",
        },
        "control.K03": {
            "ja": "{place}の後で、決裁の対象だった「{data}」が{target}で書き換えられ、決裁を受け直さずに効果が生じます。書換えを決裁の前に移すか、後でもう一度決裁を受けてください。",
            "en": "After {place} the data it decided on ({data}) are written again at {target}, and take effect without another approval. Move the writing before the approval, or approve again.",
        },
        "control.K06": {
            "ja": "{place}で却下された案件は、申請者に知らされないまま終わります。処分には理由の提示が要ります（行政手続法8条）。却下の後に通知を置いてください。",
            "en": "Cases refused at {place} end without anybody telling the applicant. Put a notice with the reasons behind the refusal (Administrative Procedure Act, art. 8).",
        },
        "control.K06.reason": {
            "ja": "{place}は理由を書かずに却下できます。処分には理由の提示が要ります（行政手続法8条）。reason を required にしてください。",
            "en": "{place} can refuse without a reason. Let its refusing outcome require one (Administrative Procedure Act, art. 8).",
        },
        "control.K07": {
            "ja": "標準処理期間は{days}日ですが、20件に1件は{needed}日を超えます（申請者の時間は除く）。期間か工程を見直してください。",
            "en": "The standard period is {days} days, but one case in twenty takes more than {needed} (without the applicant's time). Change the period or the flow.",
        },
        "control.K07.long": {
            "ja": "標準処理期間は{days}日ですが、20件に19件は{needed}日以内に終わります（申請者の時間は除く）。もっと短い期間を約束できます。",
            "en": "The standard period is {days} days, but nineteen cases in twenty take at most {needed} (without the applicant's time). You can promise less.",
        },
        "control.K08": {
            "ja": "個人情報「{data}」を使っていますが、利用目的が書かれていません。purpose を書き足すか、使うのをやめてください。",
            "en": "Personal data are used ({data}) and nobody says for what. Add the purpose, or stop using them.",
        },
        "control.K09": {
            "ja": "{place}までのすべての工程を、1人で行えてしまいます。前の工程を別の担当に分けるか、割当てに not_same_as を加えてください。",
            "en": "One person can do everything up to {place}. Give an earlier step to another role, or add not_same_as to an assignment.",
        },
    }
)

NAMED: Final = {"ja": "「{title}」", "en": "“{title}”"}
AMOUNTS: Final = {
    "up_to": {"ja": "{amount}円まで", "en": "up to {amount} yen"},
    "no_limit": {"ja": "上限のない金額", "en": "any amount"},
}
OUTCOMES: Final = {
    "approved": {"ja": "承認・交付", "en": "approved"},
    "refused": {"ja": "却下・不承認", "en": "refused"},
    "withdrawn": {"ja": "取下げ", "en": "withdrawn"},
    "completed": {"ja": "完了", "en": "completed"},
}
