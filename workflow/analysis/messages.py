"""The sentences of the analysis, for a clerk: what is superfluous, why that is certain, and why a step has to stay."""

from typing import Final

from kernel.messages import Messages
from workflow.analysis.messages_ec import FINDINGS_EC, GUARDS_EC, NAMES_EC
from workflow.analysis.messages_rs import DEFECTS, FINDINGS_RS, GUARDS_RS, NAMES_RS

FINDINGS: Final = {
    "E01": {
        "ja": "「{step}」で、すでに分かっている{data}をもう一度入力しています。前の値をそのまま使えば、入力は要りません。",
        "en": "“{step}” types in {data} again, which the case already has. Use the value that is there.",
    },
    "E01.evidence": {
        "ja": "{data}は、どの場合もこの工程より前に{sources}で記録されています。この工程では確認も計算もしていません。",
        "en": "On every way to this step {data} has been recorded by {sources}; the step verifies and derives nothing.",
    },
    "E02": {
        "ja": "「{step}」で、市がすでに持っている{data}を住民に尋ねています。尋ねるのをやめられます。",
        "en": "“{step}” asks the resident for {data}, which the city already has. It need not be asked.",
    },
    "E02.evidence.known": {
        "ja": "{data}は、この案件の中で{sources}によって必ず先に分かっています。",
        "en": "In this case {data} is always known before, from {sources}.",
    },
    "E02.evidence.held": {
        "ja": "{data}は市の台帳{registers}にあり、照会すれば分かります。",
        "en": "The city holds {data} in {registers}; looking it up is enough.",
    },
    "E02.evidence.both": {
        "ja": "{data}は、この案件の中で{sources}によって先に分かっているか、市の台帳{registers}にあります。",
        "en": "{data} is known in this case from {sources}, or held by the city in {registers}.",
    },
    "E03": {
        "ja": "「{step}」は、前の工程で済んだ確認{checks}を繰り返しています。なくしても結果は変わりません。",
        "en": "“{step}” repeats the checks {checks}, which earlier steps have settled. The result would be the same.",
    },
    "E03.evidence": {
        "ja": "{checks}は、どの場合も先に{steps}で確認され、その後この工程まで、見る項目を書き換える工程はありません。",
        "en": "{checks} are always done before by {steps}, and nothing that this step looks at can change in between.",
    },
    "E04": {
        "ja": "「{step}」の承認は、職務権限表では求められていません。なくすか、供覧に変えられます。",
        "en": "The authority table does not ask for the approval “{step}”. Drop it, or inform the person afterwards.",
    },
    "E04.evidence": {
        "ja": "「{matter}」を決裁するのは{levels}です。{steps}があれば足り、「{level}」の承認が要る場合はありません。",
        "en": "“{matter}” is decided by {levels}. {steps} is enough; no case needs the level “{level}”.",
    },
    "E04.unjudged": {
        "ja": "{steps}と承認が続いていますが、どれが必要かを判断する情報がありません。",
        "en": "The approvals {steps} follow each other, but what they have to be judged by is missing.",
    },
    "E04.unjudged.evidence": {
        "ja": "{steps}の決裁事項（matter）、職位（level）と、職務権限表（authority）を書き足してください。",
        "en": "Add the matter and the level of {steps}, and the authority table.",
    },
    "E05": {
        "ja": "「{step}」は、実際にはほとんど何も止めていません。抜取りの確認に変えられます。",
        "en": "“{step}” stops hardly any case. A sample would do.",
    },
    "E05.perhaps": {
        "ja": "「{step}」は、形だけになっているかもしれません。まだ証明できません。",
        "en": "“{step}” may be a rubber stamp, but that cannot be proved yet.",
    },
    "E05.evidence": {
        "ja": "{n}件のうち差戻し・却下は{k}件でした。95%の確からしさで、割合は{bound}%以下です。{sample}%の抜取りにすると、"
        "見逃しは年に多くて{missed}件と見込まれます。",
        "en": "{k} of {n} cases were returned or refused; with 95 % confidence the share is at most {bound} %. "
        "With a sample of {sample} % at most {missed} cases a year would be missed.",
    },
    "E05.more": {
        "ja": "{n}件のうち差戻し・却下は{k}件で、割合は{bound}%以下です。形だけの確認と言うには、あと{more}件の記録が要ります"
        "（抜取り{sample}%の場合の見逃しは年{missed}件以下）。",
        "en": "{k} of {n} cases were returned or refused, so the share is at most {bound} %. To call it a rubber stamp "
        "{more} more cases have to be counted (with a sample of {sample} % at most {missed} a year would be missed).",
    },
    "E11.unreachable": {
        "ja": "{steps}には、どこからもたどり着けません。図から外してください。",
        "en": "Nothing leads to {steps}. Take it out of the picture.",
    },
    "E11.unreachable.evidence": {
        "ja": "開始から矢印をたどっても{steps}に着く道がありません。",
        "en": "Following the arrows from the start, no way reaches {steps}.",
    },
    "E11.gateway": {
        "ja": "分岐{steps}は、入口も出口も1本だけで、何も分けていません。外せます。",
        "en": "The gateway {steps} has one way in and one way out. It can go.",
    },
    "E11.gateway.evidence": {
        "ja": "{steps}を通る道は1本だけです。",
        "en": "Only one way leads through {steps}.",
    },
    "E11.choice": {
        "ja": "分岐{steps}は、どちらへ進んでも何もせずに合流します。外せます。",
        "en": "The choice {steps} makes no difference: every branch does nothing and meets again. It can go.",
    },
    "E11.choice.evidence": {
        "ja": "{steps}のどの枝にも、作業がありません。",
        "en": "No branch of {steps} has any work on it.",
    },
    "E11.never": {
        "ja": "{steps}へ進む枝は使われていません。外せます。",
        "en": "The branch to {steps} is never taken. It can go.",
    },
    "E11.never.evidence": {
        "ja": "枝「{edge}」の割合は0で、進む条件も書かれていません。",
        "en": "The branch “{edge}” has the share 0 and no condition.",
    },
    "E11.empty": {
        "ja": "並行分岐{steps}に、何もしない枝があります。外せます。",
        "en": "The parallel split {steps} has a branch that does nothing. It can go.",
    },
    "E11.empty.evidence": {
        "ja": "枝「{edge}」は分岐から合流へ直接つながっていて、ほかの枝を待つだけです。",
        "en": "The branch “{edge}” leads from the split straight to the join and only waits for the others.",
    },
    "R01": {
        "ja": "「{step}」を前に移すと、通らない案件が早く分かり、手間が減ります。順番：{steps}",
        "en": "Move “{step}” forward: cases that fail are found earlier, with less work. Order: {steps}",
    },
    "R01.evidence": {
        "ja": "止まった件数は{rates}です。この順にすると確認の手間が平均{share}%減り、減ることの確からしさは{sure}%です。",
        "en": "Cases stopped: {rates}. This order takes {share} % less checking; that it takes less is {sure} % certain.",
    },
    "R01.unjudged": {
        "ja": "確認{steps}が続いていますが、どの順がよいかを判断する情報がありません。",
        "en": "The checks {steps} follow each other, but what their order has to be judged by is missing.",
    },
    "R01.unjudged.evidence": {
        "ja": "{steps}のそれぞれに、所要時間（minutes）と、差戻し・却下の件数（rates の k と n）を書き足してください。",
        "en": "Add the minutes of {steps} and how many of how many cases each stopped (rates with k and n).",
    },
    "R03": {
        "ja": "{steps}は互いを待つ必要がなく、担当も別です。同時に進められます。",
        "en": "{steps} need not wait for each other and are done by different people. They can run side by side.",
    },
    "R03.evidence": {
        "ja": "{steps}は、互いの記録する項目も書類も使わず、案件を止めることもありません。同時に進めると1件あたり平均{hours}時間早く終わります。",
        "en": "{steps} use none of each other's data or papers, and none can stop a case. "
        "Side by side a case is done {hours} hours sooner on average.",
    },
    "R03.unjudged": {
        "ja": "{steps}を同時に進められるかどうか、判断する情報がありません。",
        "en": "Whether {steps} could run side by side cannot be judged.",
    },
    "R03.unjudged.evidence": {
        "ja": "{steps}が見る項目（reads）と記録する項目（writes）を書き足してください。",
        "en": "Add what {steps} read and write.",
    },
    "S01": {
        "ja": "「{step}」は、決まった基準どおりの判定です。判定表に承認を任せ、残りだけを人が見られます。",
        "en": "“{step}” applies a fixed rule. Let the table approve, and let people see the rest.",
    },
    "S01.evidence": {
        "ja": "判定表「{table}」（{rules}行）は、抜けも重なりもなく、使う項目{data}はこの時点で必ずそろっています。却下は人が行います。",
        "en": "The table “{table}” ({rules} rules) has no gap and no overlap, and {data} are always known by then. "
        "Only people refuse.",
    },
    "S01.unjudged": {
        "ja": "「{step}」を自動にできるか判断するには、判定表（table）と、基準どおりの判定かどうか（judgement）を書き足してください。",
        "en": "To judge whether “{step}” can be automatic, add its table and whether it is a matter of rule (judgement).",
    },
    "S04": {
        "ja": "「{step}」の確認{checks}は、申請の画面で入力したその場で行えます。",
        "en": "The checks {checks} of “{step}” can be done by the form while the resident fills it in.",
    },
    "S04.evidence": {
        "ja": "{checks}の条件は、住民が{forms}で入力した項目だけで決まります。",
        "en": "The conditions of {checks} depend only on what the resident enters in {forms}.",
    },
}

GUARDS: Final = {
    "GD1": {
        "ja": "{step}は統制{control}を担っているので、なくせません。根拠を確かめてください。",
        "en": "{step} performs the control {control} and has to stay. Look at its basis.",
    },
    "GD2": {
        "ja": "{step}は、担当者を分ける（または同じにする）決まりで{others}と結び付いています。",
        "en": "{step} is bound to {others} by a rule about who may work on it.",
    },
    "GD3": {
        "ja": "{step}は、わざと別の目で見る確認です。",
        "en": "{step} is a second look on purpose.",
    },
    "GD4": {
        "ja": "{step}の承認は、職務権限または合議のために必要です。",
        "en": "The approval {step} is needed for its authority, or as a joint decision.",
    },
    "GD5": {
        "ja": "{step}は、取り消せない効果（{effect}）にかかわるので、動かせません。",
        "en": "{step} concerns an effect that cannot be taken back ({effect}) and has to stay.",
    },
    "GD5.between": {
        "ja": "前の確認と{step}の間に、取り消せない処理があります。",
        "en": "Something that cannot be taken back happens between the earlier check and {step}.",
    },
    "GD6": {
        "ja": "{data}は、前に記録してから有効期間が過ぎることがあるので、改めて確かめる必要があります。",
        "en": "{data} may have expired since it was recorded, and has to be asked or checked again.",
    },
    "GD7": {
        "ja": "{data}は、記録・統計のために残す必要があります。",
        "en": "{data} has to be kept for the record or for statistics.",
    },
    "GD9": {
        "ja": "{data}は個人情報で、集めた目的が違うため、使い回せません。",
        "en": "{data} is personal and was collected for another purpose; it may not be reused.",
    },
    "GD10": {
        "ja": "件数が少なく、まだ仮説です（あと{more}件）。",
        "en": "Too few cases were counted; this is a hypothesis (needs {more} more).",
    },
    "GD11": {
        "ja": "{step}は「{reason}」という理由で固定されています。",
        "en": "{step} is fixed, because: {reason}",
    },
    "GD12": {
        "ja": "なくすと、ほかに必要なもの（{lost}）まで失われます。",
        "en": "Something else that is needed would be lost with it ({lost}).",
    },
    "original": {
        "ja": "原本（{documents}）の提出が必要です。",
        "en": "The original ({documents}) has to be handed in.",
    },
    "finds": {
        "ja": "{n}件のうち{k}件をここで見つけているので、役に立っています。",
        "en": "It found {k} of {n} cases, so it is of use.",
    },
    "needed": {
        "ja": "{step}の記録や書類を、後の工程が使います。",
        "en": "Later steps use what {step} records or produces.",
    },
    "routes": {
        "ja": "{step}は案件の行き先を決めています。",
        "en": "{step} decides where a case goes.",
    },
    "conditional": {
        "ja": "{step}の枝には進む条件があるので、今後使われることがあります。",
        "en": "The branch of {step} has a condition, so a case may take it one day.",
    },
    "discretion": {
        "ja": "{step}には裁量の判断が含まれるので、人が行います。",
        "en": "{step} involves discretion and stays with people.",
    },
}

NAMES: Final = {
    "lookup": {"ja": "{data}の照会", "en": "Look up {data}"},
    "lane.system": {"ja": "システム", "en": "System"},
    "sample": {"ja": "抜取り（{sample}%）：{step}", "en": "Sample ({sample} %): {step}"},
    "verdict": {"ja": "判定の結果：{step}", "en": "Verdict: {step}"},
    "meet": {"ja": "合流：{step}", "en": "Merge: {step}"},
    "parallel": {"ja": "並行して行う：{step}", "en": "In parallel: {step}"},
    "auto": {"ja": "自動判定：{step}", "en": "Automatic decision: {step}"},
}

MESSAGES: Final = (
    Messages({**FINDINGS, **GUARDS, **NAMES})
    .extended({**FINDINGS_EC, **GUARDS_EC, **NAMES_EC})
    .extended({**FINDINGS_RS, **GUARDS_RS, **NAMES_RS, **DEFECTS})
)
