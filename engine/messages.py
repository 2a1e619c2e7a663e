"""What the engine says: refusals, what stops a publication, and the history of a case in words."""

from typing import Final

from engine.messages_office import OFFICE_MESSAGES

MESSAGES: Final = OFFICE_MESSAGES.extended(
    {
        "case.item_already_closed": {
            "ja": "この作業は、{when}にすでに処理されています（処理した人：{who}、処理：{outcome}）。一覧を開き直してください。",
            "en": "This was finished on {when} (by {who}, as “{outcome}”). Open the list again.",
        },
        "case.not_your_work": {
            "ja": "この作業は、あなたの担当ではありません（別の担当者が行う決まりの工程の場合もあります）。担当者に依頼してください。",
            "en": "This work is not yours to do, or another person than you must do it. Ask whoever is in charge.",
        },
        "case.claimed_by_another": {
            "ja": "この作業は、ほかの担当者が引き受けています。急ぐ場合は、引受けを解除してから行ってください。",
            "en": "A colleague has taken this work. If it is urgent, release it first.",
        },
        "case.unknown_outcome": {
            "ja": "この工程に「{outcome}」という処理はありません。画面を開き直して選び直してください。",
            "en": "This step has no outcome “{outcome}”. Open the page again and choose anew.",
        },
        "case.reason_missing": {
            "ja": "「{outcome}」には理由が必要です。相手に伝わる理由を書いてください。",
            "en": "“{outcome}” needs a reason. Write one that the reader will understand.",
        },
        "case.closed": {
            "ja": "この案件は終了しています。状況を確かめるには案件を開き直してください。",
            "en": "This case is over. Open it again to see how it ended.",
        },
        "case.already_decided": {
            "ja": "すでに決定しているため、取り下げることはできません。担当課にお問い合わせください。",
            "en": "The decision is made, so the application can no longer be withdrawn. Please ask the office.",
        },
        "case.already_opened": {
            "ja": "この申請は、すでに受け付けています。受付番号で状況を確認してください。",
            "en": "This application has already arrived. Use the receipt number to follow it.",
        },
        "case.bad_deadline": {
            "ja": "期限には、今日以降の日付を指定してください。",
            "en": "Set a deadline that is not in the past.",
        },
        "case.timer_not_due": {
            "ja": "まだ予定の時刻になっていません。時刻になれば自動で進みます。",
            "en": "It is not time yet. The case will go on by itself.",
        },
        "engine.no_way_out": {
            "ja": "工程「{node}」の先に、この案件が進める道がありません。手続の担当者に、分岐の条件の見直しを依頼してください。",
            "en": "No way leads on from “{node}” for this case. Ask the owner of the procedure to mend its conditions.",
        },
        "engine.improper_completion": {
            "ja": "ほかの工程が残っているため、「{node}」で終了できません。手続の担当者に、合流の見直しを依頼してください。",
            "en": "“{node}” cannot end the case while other steps are open. Ask the owner to mend the joins.",
        },
        "law.automatic_refusal": {
            "ja": "職員の判断がないまま却下に進む流れになっています。手続の担当者に流れの見直しを依頼してください。",
            "en": "The flow would refuse without a person's decision. Ask the owner of the procedure to mend it.",
        },
        "engine.endless_loop": {
            "ja": "自動の工程だけで回り続ける流れになっています。手続の担当者に流れの見直しを依頼してください。",
            "en": "The automatic steps go round without end. Ask the owner of the procedure to mend the flow.",
        },
        "engine.no_date": {
            "ja": "工程「{node}」が待つ日付が、この案件に記録されていません。日付を記録してから進めてください。",
            "en": "The date that “{node}” waits for is not on record. Record it, then go on.",
        },
        "engine.no_start": {
            "ja": "開始の工程がありません。開始を置き、最初の工程につないでください。",
            "en": "There is no start event. Add one and connect it to the first step.",
        },
        "engine.not_executable": {
            "ja": "工程「{node}」の「{type}」は、まだ実行できません。職員の作業（task）などに置き換えてください。",
            "en": "“{node}” uses “{type}”, which cannot run yet. Use a task or another step instead.",
        },
        "engine.no_edge": {
            "ja": "工程「{node}」の先がありません。次の工程か終了につないでください。",
            "en": "Nothing follows “{node}”. Connect it to the next step or to an end.",
        },
        "engine.incomplete": {
            "ja": "工程「{node}」に「{missing}」が指定されていません。指定してから公開してください。",
            "en": "“{node}” lacks “{missing}”. Add it before publishing.",
        },
        "engine.no_lane": {
            "ja": "工程「{node}」の担当がわかりません。部署と職が決まった職員のレーンに置いてください。",
            "en": "Nobody is in charge of “{node}”. Put it on a staff lane with a department and a role.",
        },
        "engine.outcome_without_edge": {
            "ja": "工程「{node}」の処理「{outcome}」の先がありません。つなぐか、処理を消してください。",
            "en": "The outcome “{outcome}” of “{node}” leads nowhere. Connect or remove it.",
        },
        "engine.overdue_decides": {
            "ja": "工程「{node}」では、期限切れで承認や却下になる設定になっています。催促（remind）か上申（escalate）にしてください。",
            "en": "“{node}” would approve or refuse because time ran out. Use remind or escalate instead.",
        },
        "engine.no_referral": {
            "ja": "工程「{node}」の判定表には、職員に回すときの答え（出力の既定値）がありません。既定値を決めてください。",
            "en": "The table of “{node}” has no answer that refers to a person. Give its outputs defaults.",
        },
        "history.opened": {
            "ja": "申請が到達しました。",
            "en": "The application arrived.",
        },
        "history.item_opened": {
            "ja": "「{node}」が始まりました。",
            "en": "“{node}” began.",
        },
        "history.correction_asked": {
            "ja": "申請者に補正をお願いしました（「{node}」）。",
            "en": "The applicant was asked for a correction (“{node}”).",
        },
        "history.form_asked": {
            "ja": "申請者に「{node}」の提出をお願いしました。",
            "en": "The applicant was asked for “{node}”.",
        },
        "history.item_claimed": {
            "ja": "「{node}」を引き受けました。",
            "en": "“{node}” was taken.",
        },
        "history.item_released": {
            "ja": "「{node}」の引受けを解除しました。",
            "en": "“{node}” was released.",
        },
        "history.item_closed": {
            "ja": "「{node}」を終えました。",
            "en": "“{node}” was done.",
        },
        "history.item_closed_with": {
            "ja": "「{node}」を「{outcome}」としました。",
            "en": "“{node}” ended with “{outcome}”.",
        },
        "history.form_answered": {
            "ja": "「{node}」が提出されました。",
            "en": "“{node}” was handed in.",
        },
        "history.joined": {
            "ja": "並行する作業がそろいました。",
            "en": "The parallel branches came together.",
        },
        "history.timer_set": {
            "ja": "「{node}」で{when}まで待ちます。",
            "en": "Waiting at “{node}” until {when}.",
        },
        "history.timer_fired": {
            "ja": "「{node}」で待っていた時が来ました。",
            "en": "The time that “{node}” waited for came.",
        },
        "history.rule_counted": {
            "ja": "「{node}」で判定表が自動で判定しました（適用した規則：{rules}）。",
            "en": "The table of “{node}” decided automatically (rules: {rules}).",
        },
        "history.rule_spoke": {
            "ja": "「{node}」で判定表を適用しました（適用した規則：{rules}）。",
            "en": "The table of “{node}” was applied (rules: {rules}).",
        },
        "history.rule_referred": {
            "ja": "「{node}」の判定は職員が行います（{why}）。",
            "en": "People decide what “{node}” asks ({why}).",
        },
        "history.noticed": {
            "ja": "通知「{node}」を送ります。",
            "en": "The notice “{node}” goes out.",
        },
        "history.reminded": {
            "ja": "「{node}」の期限が過ぎたため、担当に知らせました。",
            "en": "“{node}” is late; those in charge were reminded.",
        },
        "history.escalated": {
            "ja": "「{node}」の期限が過ぎたため、上司に知らせました。",
            "en": "“{node}” is late; a superior was told.",
        },
        "history.decided": {
            "ja": "決定しました。",
            "en": "The decision was made.",
        },
        "history.withdrawn": {
            "ja": "申請者が申請を取り下げました。",
            "en": "The applicant withdrew the application.",
        },
        "history.closed": {
            "ja": "案件が終了しました（{result}）。",
            "en": "The case was closed ({result}).",
        },
        "result.approved": {"ja": "承認", "en": "approved"},
        "result.refused": {"ja": "却下", "en": "refused"},
        "result.withdrawn": {"ja": "取下げ", "en": "withdrawn"},
        "result.completed": {"ja": "完了", "en": "completed"},
        "referral.conflict": {
            "ja": "複数の規則が矛盾したため",
            "en": "rules contradicted each other",
        },
        "referral.missing": {
            "ja": "判定に必要な情報が足りないため",
            "en": "a fact that the rule needs is missing",
        },
        "referral.unauthorised": {
            "ja": "この版が正式に公開されていないため",
            "en": "this version was not put in force by a second person",
        },
        "referral.stopped": {
            "ja": "自動判定が停止されているため",
            "en": "automatic decisions are switched off",
        },
        "referral.sample": {
            "ja": "抜取確認に当たったため",
            "en": "the case is in the sample that people check",
        },
        "phase.received": {
            "ja": "申請を受け付けました。これから内容を確認します。",
            "en": "Your application has arrived. We will look at it.",
        },
        "phase.examining": {
            "ja": "申請の内容を確認しています。",
            "en": "We are looking at your application.",
        },
        "phase.correction": {
            "ja": "直していただきたいところがあります。",
            "en": "Something in your application needs to be corrected.",
        },
        "phase.your_turn": {
            "ja": "提出していただくものがあります。",
            "en": "There is something for you to hand in.",
        },
        "phase.deciding": {
            "ja": "決定の手続をしています。",
            "en": "The decision is being made.",
        },
        "phase.waiting": {
            "ja": "次の手続の日を待っています。",
            "en": "Waiting for the day of the next step.",
        },
        "phase.decided": {
            "ja": "決定しました。残りの手続を進めています。",
            "en": "The decision is made. We are finishing the rest.",
        },
        "phase.approved": {
            "ja": "手続が終わりました。申請は認められました。",
            "en": "Finished: your application was approved.",
        },
        "phase.refused": {
            "ja": "手続が終わりました。申請は認められませんでした。",
            "en": "Finished: your application was refused.",
        },
        "phase.withdrawn": {
            "ja": "申請は取り下げられました。",
            "en": "The application was withdrawn.",
        },
        "phase.completed": {
            "ja": "手続が終わりました。",
            "en": "Finished.",
        },
    }
)
