"""What the engine says: refusals, what stops a publication, and the history of a case in words."""

from typing import Final

from engine.messages_history import HISTORY
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
        "engine.put_off": {
            "ja": "相手のシステムが応答しないため、少し時間をおいてから呼び出します。",
            "en": "The other system does not answer; it will be called again after a pause.",
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
        "engine.unmatched": {
            "ja": "工程「{node}」の分岐と合流が対になっていません。分岐した道は、すべて同じ「当てはまるものすべて」の合流に集めてください。",
            "en": "“{node}” splits or joins without a partner. Lead every branch into one and the same inclusive join.",
        },
        "engine.unknown_flow": {
            "ja": "工程「{node}」が呼び出す手続「{flow}」は、まだ公開されていません。先にその手続を公開してください。",
            "en": "“{node}” runs the procedure “{flow}”, which is not published. Publish that procedure first.",
        },
        "engine.no_otherwise": {
            "ja": "工程「{node}」の先が結果で分かれていますが、どの結果にも当たらないときの道がありません。結果を付けない道を1本加えてください。",
            "en": "“{node}” is left by results, but no way is left for the other ones. Add one without a result.",
        },
        "engine.too_few_members": {
            "ja": "工程「{node}」は{needed}人の賛成で決まる設定ですが、合議する人が足りません。人数か決め方を直してください。",
            "en": "“{node}” needs {needed} members to agree and has fewer. Add members or change when it is complete.",
        },
        "engine.too_many_children": {
            "ja": "「{node}」で並行して進める項目が{count}件あり、上限の{most}件を超えています。申請を分けてください。",
            "en": "“{node}” would work on {count} items at once; at most {most} are possible. Split the application.",
        },
        "message.not_expected": {
            "ja": "この案件の手続には、「{name}」という連絡を待つ工程がありません。連絡の名前を確かめてください。",
            "en": "No step of this procedure waits for “{name}”. Check the name of the message.",
        },
        "engine.unknown_connector": {
            "ja": "工程「{node}」の接続「{connector}」はありません。使える接続から選んでください。",
            "en": "“{node}” calls “{connector}”, which does not exist. Choose a connector that does.",
        },
        "engine.webhook_address": {
            "ja": "工程「{node}」の呼び出し先は https:// で始まるアドレスにしてください。",
            "en": "“{node}” needs an address that begins with https://.",
        },
        "engine.call_undeclared": {
            "ja": "工程「{node}」の呼び出しが、読み書きすると決めていない項目を使っています（{names}）。reads か writes に加えてください。",
            "en": "The call of “{node}” uses data that it does not declare: {names}. Add them to reads or writes.",
        },
        "service.unknown_connector": {
            "ja": "接続「{connector}」がこの環境にありません。管理者に連絡してください。",
            "en": "This installation has no connector “{connector}”. Tell the administrator.",
        },
        "service.answer_incomplete": {
            "ja": "外部のシステムの答えに必要な項目がありません（{names}）。相手に確かめてください。",
            "en": "The other system's answer lacks {names}. Ask whoever runs it.",
        },
        "message.bad": {
            "ja": "連絡の形が正しくありません。英数字と . _ : - の100文字以内の番号を付け、本文は data をもつオブジェクトにしてください。",
            "en": "The message is malformed. Give it an id of at most 100 letters, digits and . _ : -, and an object with “data”.",
        },
        "message.not_signed": {
            "ja": "連絡の署名を確かめられません。送り手の名前、鍵、時刻、本文を確かめてください。",
            "en": "The signature of the message cannot be verified. Check sender, key, time and body.",
        },
        "data.undeclared": {
            "ja": "この工程で書き込めない項目が含まれています（{names}）。手続の「書き込む項目」にあるものだけを送ってください。",
            "en": "These data may not be written here: {names}. Send only what the step declares.",
        },
        "data.unfitting": {
            "ja": "項目「{name}」の値が、決められた型（{type}）に合いません。",
            "en": "The value of “{name}” is not of its type ({type}).",
        },
        "data.too_much": {
            "ja": "送られたデータが大きすぎます（{most}バイトまで）。",
            "en": "That is too much data (at most {most} bytes).",
        },
        "message.too_many": {
            "ja": "この案件は、まだ使っていない連絡を{most}件まで預かれます。先の工程が進んでから送り直してください。",
            "en": "A case keeps at most {most} messages that are not used yet. Send it again when the case has gone on.",
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
        "referral.conflict": {
            "ja": "複数の規則が矛盾したため",
            "en": "rules contradicted each other",
        },
        "referral.out_of_date": {
            "ja": "判定表の有効期間の外だったため",
            "en": "the day is outside the table's days of validity",
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
        "phase.hearing": {
            "ja": "ほかの窓口や機関からの連絡を待っています。",
            "en": "We are waiting to hear from another office.",
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
        "waiting.message": {"ja": "連絡を待っています：{step}", "en": "For a message: {step}"},
        "waiting.service": {"ja": "外部のシステムの答えを待っています：{step}", "en": "For another system: {step}"},
        "waiting.child": {"ja": "別の案件の結果を待っています：{step}", "en": "For another case: {step}"},
        "waiting.timer": {"ja": "決まった日を待っています：{step}", "en": "For a day: {step}"},
        **HISTORY,
    }
)
