"""The sentences of the R and S detectors, for a clerk."""

from typing import Final

FINDINGS_RS: Final = {
    "R02": {
        "ja": "「{step}」を「{before}」の前に移すと、通らない案件に手間をかけずに済みます。",
        "en": "Move “{step}” before “{before}”: no work is spent on cases that fail it.",
    },
    "R02.evidence": {
        "ja": "「{step}」は{n}件のうち{k}件を止めています（見込み{share}%）。使う項目は{steps}より前にそろっています。",
        "en": "“{step}” stopped {k} of {n} cases (expected {share} %). What it looks at is known before {steps}.",
    },
    "R02.evidence.stated": {
        "ja": "「{step}」は{share}%の案件を止めるとされています（件数の記録はありません）。使う項目は{steps}より前にそろっています。",
        "en": "“{step}” is said to stop {share} % of the cases (nobody counted). What it looks at is known before {steps}.",
    },
    "R02.unjudged": {
        "ja": "「{step}」を{steps}の前に移せるか判断するには、見る項目（reads）、所要時間（minutes）、差戻し・却下の件数（rates）が要ります。",
        "en": "To judge whether “{step}” belongs before {steps}, say what it reads, the minutes, and how many cases it stops.",
    },
    "R04": {
        "ja": "{steps}は、必要以上に順番待ちをしています。待つ必要のない工程は、同時に進められます。",
        "en": "{steps} wait for each other more than they need to. What need not wait can run side by side.",
    },
    "R04.evidence": {
        "ja": "{steps}を1列に並べると{now}時間かかります。本当に前の結果が要る工程だけをつなぐと{shortest}時間で、{share}%です。",
        "en": "In a row {steps} take {now} hours. Linking only those that need the one before takes {shortest} hours, {share} %.",
    },
    "R04.unjudged": {
        "ja": "{steps}のそれぞれに、所要時間（minutes）か待ち時間（wait_minutes）を書き足してください。",
        "en": "Add the minutes or the wait_minutes of {steps}.",
    },
    "R05": {
        "ja": "「{step}」は、一部の案件にしか要らないのに、すべての案件で行っています。要る場合だけにできます。",
        "en": "“{step}” is done for every case, but only a few need it. Do it only for those.",
    },
    "R05.evidence": {
        "ja": "「{step}」の結果を使うのは{steps}だけで、そこへ進むのは{share}%の案件です。",
        "en": "Only {steps} use the result of “{step}”, and {share} % of the cases come there.",
    },
    "R05.unjudged": {
        "ja": "「{step}」の結果を使うのは、分岐の先の{steps}だけです。要る場合だけにできるか判断するには、見る項目（reads）と分岐の割合（probability）が要ります。",
        "en": "Only {steps}, in one branch, use the result of “{step}”. To judge it, add what the step reads and the share of the branch.",
    },
    "R06": {
        "ja": "「{step}」は、先に分かっている項目だけで合格と決まる案件では、省けます。",
        "en": "“{step}” can be left out for cases that pass it for certain by what is known already.",
    },
    "R06.evidence": {
        "ja": "{data}は、どの案件でもこの工程の前に分かっていて、条件に合えば「{step}」は必ず合格です。その案件の割合は書かれていません（classes）。",
        "en": "{data} are known before in every case, and where the condition holds “{step}” is always passed. How many cases that are is not stated (classes).",
    },
    "R06.evidence.share": {
        "ja": "{data}は、どの案件でもこの工程の前に分かっていて、条件に合う{share}%の案件では「{step}」は必ず合格です。",
        "en": "{data} are known before in every case, and the {share} % for which the condition holds always pass “{step}”.",
    },
    "R07": {
        "ja": "「{step}」に来る案件は、かかる時間が大きく違います。簡単な案件を分けて、短い道を通せます。",
        "en": "Cases at “{step}” differ much in the time that they take. Give the simple ones a short way of their own.",
    },
    "R07.evidence": {
        "ja": "{data}で見分けられる{share}%の案件は{minutes}分で済みますが、いまは{whole}分の手順を通っています。",
        "en": "{share} % of the cases, told by {data}, need {minutes} minutes, but go through a step of {whole} minutes.",
    },
    "R07.unjudged": {
        "ja": "「{step}」の時間のばらつきは平均の{spread}倍です。{data}などで分けられるか判断するには、案件の種類ごとの条件・割合・所要時間（classes）が要ります。",
        "en": "The minutes of “{step}” spread {spread} times their mean. To judge whether {data} could tell cases apart, add the classes of cases with condition, share and minutes.",
    },
    "R08": {
        "ja": "「{step}」は、決まった日にまとめて行うため、案件が待っています。届くたびに行えます。",
        "en": "Cases wait for the day on which “{step}” is done for all at once. Do it when a case arrives.",
    },
    "R08.evidence": {
        "ja": "「{step}」は{days}日に1回です。届くたびに行うと、1件あたり平均{half}日早くなります。",
        "en": "“{step}” is done every {days} days. Done at once, a case is {half} days sooner on average.",
    },
    "R09": {
        "ja": "「{step}」は、「{delivery}」の後の抜取り確認に変えられます。待つ案件がなくなります。",
        "en": "“{step}” can become a sample after “{delivery}”. No case waits for it any more.",
    },
    "R09.perhaps": {
        "ja": "「{step}」は「{delivery}」の後の抜取り確認に変えられるかもしれません。まだ証明できません。",
        "en": "“{step}” could perhaps become a sample after “{delivery}”, but that cannot be proved yet.",
    },
    "R09.evidence": {
        "ja": "{n}件のうち差戻し・却下は{k}件で、割合は95%の確からしさで{bound}%以下です。後の処理は取り消せます。年に{cases}件以上を見れば1%の誤りに気づけます（抜取り{sample}%の見逃しは年{missed}件以下）。",
        "en": "{k} of {n} cases were returned or refused: at most {bound} % with 95 % confidence, and what follows can be undone. Looking at {cases} cases a year finds errors of 1 % (with a sample of {sample} % at most {missed} a year are missed).",
    },
    "R09.more": {
        "ja": "{n}件のうち差戻し・却下は{k}件で、割合は{bound}%以下です。後の確認に変えると言うには、あと{more}件の記録が要ります（年に{cases}件の抜取り、{sample}%で見逃しは年{missed}件以下）。",
        "en": "{k} of {n} cases were returned or refused, at most {bound} %. To move the check behind, {more} more cases have to be counted (then {cases} a year as a sample; at {sample} % at most {missed} are missed).",
    },
    "R10": {
        "ja": "「{step}」の誤りは「{check}」まで見つからず、間の仕事がやり直しになっています。すぐ後で確かめられます。",
        "en": "Mistakes of “{step}” are found only at “{check}”, and what lies between is done again. Check right behind it.",
    },
    "R10.evidence": {
        "ja": "「{step}」で誤る案件は{share}%で、見つかるまでに{steps}の{redone}分がむだになります。すぐ後の確認には{price}分かかります（「{check}」と同じ手間として）。",
        "en": "{share} % of the cases go wrong at “{step}”, and {redone} minutes of {steps} are lost until that is found. A check right behind takes {price} minutes (as “{check}” does).",
    },
    "R10.unjudged": {
        "ja": "「{step}」の誤りが{steps}の後の「{check}」で見つかっています。誤りの割合（error_rate）と所要時間（minutes）を書き足してください。",
        "en": "Mistakes of “{step}” are found at “{check}”, after {steps}. Add the error_rate and the minutes.",
    },
    "S02": {
        "ja": "「{step}」のシステム間の書き写しは、システムどうしの連携で自動にできます。",
        "en": "The copying between systems at “{step}” can be done by an interface.",
    },
    "S02.rpa": {
        "ja": "「{step}」のシステム間の書き写しは、画面操作の自動化（RPA）に任せられます。",
        "en": "The copying between systems at “{step}” can be left to robotic automation (RPA).",
    },
    "S02.evidence": {
        "ja": "{systems}の間の定型の書き写しに年{hours}時間かかっています。うまくいかない{share}%は人が行います。運用の費用は含みません。",
        "en": "Routine copying between {systems} takes {hours} hours a year. The {share} % that fail stay with people. Running costs are not included.",
    },
    "S02.unjudged": {
        "ja": "「{step}」は{systems}の間の書き写しです。所要時間（minutes）と年間の件数（volume_per_year）を書き足してください（いまは年{hours}時間・例外{share}%）。",
        "en": "“{step}” copies between {systems}. Add the minutes and the volume_per_year (now {hours} hours a year, {share} % exceptions).",
    },
    "S03": {
        "ja": "「{step}」は、{old}から{new}へ移し替えるだけの工程です。{better}のまま行えば要りません。",
        "en": "“{step}” only carries things from {old} to {new}. With {better} all the way it is not needed.",
    },
    "S03.evidence": {
        "ja": "「{source}」からの{old}を、「{step}」で{new}に直しています。ほかの判断や確認はしていません。",
        "en": "“{step}” turns {old}, which comes from “{source}”, into {new}. Nothing is judged or checked there.",
    },
    "S03.unjudged": {
        "ja": "「{step}」は{old}から{new}への移し替えです。何をしているか（action）と、{source}までの工程の媒体（medium）を書き足してください。",
        "en": "“{step}” goes from {old} to {new}. Add its action, and the medium of the steps before {source}.",
    },
    "S05": {
        "ja": "「{step}」は、職務権限表では「{lower}」が決裁できます。権限を下ろせます。",
        "en": "By the authority table “{lower}” may decide “{step}”. Let that level do it.",
    },
    "S05.evidence": {
        "ja": "「{matter}」は「{lower}」まででよいのに、「{step}」は「{level}」が決裁しています。",
        "en": "“{matter}” needs the level “{lower}”, but “{step}” is decided by “{level}”.",
    },
    "S05.unjudged": {
        "ja": "「{step}」の権限を下ろせるかどうか、判断する情報がありません。",
        "en": "Whether a lower level may decide “{step}” cannot be judged.",
    },
    "S05.unjudged.evidence": {
        "ja": "「{step}」の決裁事項（matter）と職位（level）、その事項の職務権限表（authority）を書き足してください。",
        "en": "Add the matter and the level of “{step}”, and the authority table for that matter.",
    },
    "S06": {
        "ja": "「{step}」で待っている{data}は、照会の手紙を出さなくても台帳で分かります。",
        "en": "{data}, which “{step}” waits for, can be looked up in a register; no letter is needed.",
    },
    "S06.evidence": {
        "ja": "{data}は{registers}にあります。回答を待つ{days}日と、照会を作って送る手間がなくなります。",
        "en": "{data} are in {registers}. The {days} days of waiting for an answer go, and so does writing and sending.",
    },
    "S06.register": {"ja": "市が照会できる登録簿", "en": "a register that the city can look up"},
    "S06.unjudged": {
        "ja": "「{step}」で待っている回答を台帳で調べられるかどうか、判断する情報がありません。",
        "en": "Whether a register has what “{step}” waits for cannot be judged.",
    },
    "S06.unjudged.evidence": {
        "ja": "「{step}」の回答で分かる項目（writes）と、その項目がある台帳（held_in）を書き足してください。",
        "en": "Add what “{step}” learns (writes) and in which registers that stands (held_in).",
    },
    "S07": {
        "ja": "「{step}」は、{papers}がすでに証明していることを調べ直しています。",
        "en": "“{step}” examines again what {papers} certify already.",
    },
    "S07.evidence": {
        "ja": "{checks}は、信頼できる発行元{issuers}の{papers}が証明しています。",
        "en": "{checks} are certified by {papers}, issued by {issuers}, whom the city trusts.",
    },
    "S08": {
        "ja": "{steps}は、{departments}でそれぞれ行っている同じ仕事です。1か所に集められます。",
        "en": "{steps} are the same work, done apart in {departments}. It could be done in one place.",
    },
    "S08.evidence": {
        "ja": "{steps}の担当を待つ時間は、別々では平均{apart}分、まとめると{together}分です（この仕事だけで計算）。",
        "en": "Waiting for somebody takes {apart} minutes at {steps} apart and {together} together (by this work alone).",
    },
    "S08.unjudged": {
        "ja": "{steps}をまとめる効果を示すには、人数（headcount）、所要時間（minutes）、年間の件数（volume_per_year）が要ります（別々{apart}分・まとめて{together}分は未計算）。",
        "en": "To show what doing {steps} together brings, add headcount, minutes and volume_per_year ({apart} and {together} are not computed).",
    },
    "S09": {
        "ja": "{lane}に仕事が集中し、ほかの工程が待たされています。人を増やすか、仕事を減らしてください{others}。",
        "en": "{lane} have more work than they can do in time, and everything waits for them. Add people, or take work away{others}.",
    },
    "S09.help": {
        "ja": "{lane}に仕事が集中しています。まず、余裕のある{others}にも任せてください。",
        "en": "{lane} have more work than they can do in time. Let {others}, who have time, help first.",
    },
    "S09.evidence": {
        "ja": "{lane}（{people}人）は勤務時間の{busy}%がこの手続で埋まり、1件あたり平均{now}時間待ちます。1人増やすと{more}時間です。主な仕事は{steps}です。",
        "en": "{lane} ({people} people) are busy with this for {busy} % of their time; a case waits {now} hours, with one more person {more}. Most of it is {steps}.",
    },
    "S09.unjudged": {
        "ja": "{lane}が忙しすぎるかどうか、人数が分からないので判断できません。",
        "en": "Whether {lane} have too much to do cannot be judged without their number.",
    },
    "S09.unjudged.evidence": {
        "ja": "{lane}の仕事は1人なら勤務時間の{busy}%になります。人数（headcount）を書き足してください。",
        "en": "For one person the work of {lane} would be {busy} % of the year. Add the headcount.",
    },
}

DEFECTS: Final = {
    "defect.K01": {
        "ja": "この統制を通らない道があるか、行う工程がありません。",
        "en": "Some way goes past this control, or no step performs it.",
    },
    "defect.K02": {
        "ja": "分けるべき二つの工程を、同じ人が受け持てます。",
        "en": "One person may do two steps that are to be kept apart.",
    },
    "defect.K03": {
        "ja": "決裁の後の書換えから、決裁を受け直さずに効果まで進む道があります。",
        "en": "From a writing after the approval some way leads to the effect without another approval.",
    },
    "defect.K04": {
        "ja": "取り消せない処理の後に、それを守るはずの確認があります。",
        "en": "The check comes after the effect that it should guard, and that cannot be taken back.",
    },
    "defect.K05": {
        "ja": "職務権限表か統制が求める職位に、決裁する人の職位が届きません。",
        "en": "Who decides is below the level that the authority table, or the control, asks for.",
    },
    "defect.K06": {
        "ja": "却下の矢印をたどると、理由を付けた通知のないまま終了に着きます。",
        "en": "Following the refusal, a case comes to an end without a notice that gives reasons.",
    },
    "defect.K07": {
        "ja": "各工程の時間と待ちから、申請から終了までの日数の分布を計算しました。",
        "en": "The distribution of days from application to end was computed from the times and waits of the steps.",
    },
    "defect.K08": {
        "ja": "個人情報は、利用目的を定めてから使います（個人情報保護法61条）。",
        "en": "Personal data are used for a purpose that was specified before (Personal Information Act, art. 61).",
    },
    "defect.K09": {
        "ja": "ほかの担当の工程をすべて外しても、支払まで進めます。",
        "en": "Even without every step of other people a case comes to the payment.",
    },
}

GUARDS_RS: Final = {
    "GD10.uncounted": {
        "ja": "件数の記録がないか少ないため、まだ仮説です。",
        "en": "Nobody counted it, or too few cases were counted; this is a hypothesis.",
    },
    "setup": {
        "ja": "{step}は準備の手間が大きく、まとめて行うほうが得です。",
        "en": "Setting up takes most of {step}; doing several at once pays.",
    },
    "capacity": {
        "ja": "{step}を1件ずつ行うと、担当の人手が足りなくなります。",
        "en": "If {step} were done one by one, its people could not cope.",
    },
    "trusted": {
        "ja": "発行元{issuers}は、信頼できる発行元の一覧にありません。",
        "en": "The issuers {issuers} are not on the list of trusted ones.",
    },
}

NAMES_RS: Final = {
    "skip": {"ja": "省けるかどうか：{step}", "en": "Needed? {step}"},
    "triage": {"ja": "案件の振分け：{step}", "en": "Triage: {step}"},
    "simple": {"ja": "簡単な案件：{step}", "en": "Simple case: {step}"},
    "exception": {"ja": "自動でできなかった案件：{step}", "en": "What the service could not do: {step}"},
    "medium.online": {"ja": "オンライン", "en": "online"},
    "medium.system": {"ja": "システム", "en": "a system"},
    "medium.excel": {"ja": "表計算", "en": "a spreadsheet"},
    "medium.paper": {"ja": "紙", "en": "paper"},
    "medium.phone": {"ja": "電話", "en": "telephone"},
    "medium.counter": {"ja": "窓口", "en": "the counter"},
    "medium.mail": {"ja": "郵便", "en": "post"},
    "medium.fax": {"ja": "ファクス", "en": "facsimile"},
}
