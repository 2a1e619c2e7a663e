"""What is said about acts of the office that stand in no flow: refusals, obstacles to a move, the history in words."""

from typing import Final

from kernel.messages import Messages

OFFICE_MESSAGES: Final = Messages(
    {
        "case.not_an_earlier_step": {
            "ja": "「{node}」には戻せません。この案件がまだ通っていないか、そこからここへ来る道がない工程です。画面を開き直して選び直してください。",
            "en": "The case cannot go back to “{node}”: it has not passed it, or no way leads on from there. Open the page again and choose anew.",
        },
        "case.would_lose_tokens": {
            "ja": "「{node}」は、ほかの工程と並行して進む枝の中にあり、ここから戻すと合流できなくなります。枝分かれより前の工程を選んでください。",
            "en": "“{node}” lies in a branch beside others that would never meet again. Choose a step before the branches part.",
        },
        "views.unnamed": {
            "ja": "保存する表示に名前を付けてください。あとで見て分かる短い名前にします。",
            "en": "Give the view a name: a short one that you will recognise later.",
        },
        "views.too_many": {
            "ja": "保存できる表示は{limit}件までです。使わなくなったものを消してから保存してください。",
            "en": "You can keep {limit} views. Remove one that you no longer use first.",
        },
        "case.not_your_act": {
            "ja": "引き戻せるのは、自分が行った処理だけです。行った人に依頼してください。",
            "en": "You can pull back only what you did yourself. Ask whoever did it.",
        },
        "case.cannot_pull_back": {
            "ja": "通知や自動判定がすでに行われたため、引き戻せません。必要なら、次の担当者に差戻しを依頼してください。",
            "en": "A notice or an automatic decision has followed, so this cannot be pulled back. Ask the next person to send it back.",
        },
        "case.next_has_begun": {
            "ja": "次の担当者がすでに取りかかっているため、引き戻せません。次の担当者に差戻しを依頼してください。",
            "en": "The next person has begun, so this cannot be pulled back. Ask them to send it back.",
        },
        "case.opinion_pending": {
            "ja": "この工程は、意見照会の回答を待っています。回答が届いてから処理してください。",
            "en": "This step waits for an opinion that was asked for. Finish it once the answer is there.",
        },
        "case.aside_already_closed": {
            "ja": "すでに確認または回答が済んでいます。案件を開き直してください。",
            "en": "This has been seen or answered already. Open the case again.",
        },
        "case.answer_missing": {
            "ja": "意見を書いてください。異議がない場合は「異議なし」と書いてください。",
            "en": "Write your opinion. If you have no objection, say so.",
        },
        "case.nobody_named": {
            "ja": "相手を選んでください。",
            "en": "Choose whom to ask.",
        },
        "case.cannot_move": {
            "ja": "この案件は新しい版に移せません。{why}",
            "en": "The case cannot move to the other version. {why}",
        },
        "case.nothing_amended": {
            "ja": "変わった項目がありません。直す項目の値を書き換えてください。",
            "en": "No value was changed. Change the one that is wrong.",
        },
        "audit.Arrived": {
            "ja": "「{node}」の合流で、ほかの枝を待ち始めました。",
            "en": "A branch began to wait for the others.",
        },
        "audit.Forked": {
            "ja": "いくつかの枝に分かれて進み始めました。",
            "en": "The case went on along several branches.",
        },
        "audit.CalledOff": {
            "ja": "並行して進んでいた枝をまとめて取りやめました。",
            "en": "The branches that were under way were called off.",
        },
        "audit.Unarrived": {
            "ja": "合流で待っていた枝を取りやめました。",
            "en": "A branch that waited for the others was called off.",
        },
        "audit.TimerSet": {
            "ja": "「{node}」の期限の見張りを始めました。",
            "en": "The deadline of “{node}” is watched from now on.",
        },
        "audit.TimerFired": {
            "ja": "「{node}」の期限の見張りが働きました。",
            "en": "The deadline of “{node}” was reached.",
        },
        "audit.ItemMoved": {
            "ja": "開いていた作業が、新しい版の「{node}」になりました。",
            "en": "The open work became “{node}” of the other version.",
        },
        "audit.Cancelled": {
            "ja": "見張っていた期限を取りやめました。",
            "en": "A deadline is no longer watched.",
        },
        "audit.authority": {
            "ja": "専決：職務権限表「{matter}」（上限 {limit}）",
            "en": "Decided under the table of authority: “{matter}” (limit {limit})",
        },
        "audit.no_limit": {
            "ja": "なし",
            "en": "none",
        },
        "audit.deputy": {
            "ja": "代決：決裁者が不在のため、登録された代理が決裁。決裁者が後閲する。",
            "en": "Decided by a named deputy because the superior was away, who looks at it afterwards.",
        },
        "audit.another_person": {
            "ja": "前の工程と別の職員が行う決まり",
            "en": "Must be done by another person than an earlier step",
        },
        "audit.lane": {
            "ja": "工程の担当として",
            "en": "As one of those in charge of the step",
        },
        "obstacle.closed": {
            "ja": "すでに終了しています。",
            "en": "It is over.",
        },
        "obstacle.same": {
            "ja": "すでにその版で動いています。",
            "en": "It runs on that version already.",
        },
        "obstacle.other_message": {
            "ja": "「{node}」が待っている連絡の名前が新しい版では違います。連絡が届いてから移すか、同じ連絡を待つ工程を選んでください。",
            "en": "“{node}” waits for a message of another name there. Move the case once it has come, or choose a step that waits for the same.",
        },
        "obstacle.other_flow": {
            "ja": "「{node}」で進んでいる子案件の手続が新しい版では違います。子案件が終わってから移してください。",
            "en": "“{node}” runs another procedure, or runs it otherwise, there. Move the case once its sub-cases are over.",
        },
        "obstacle.other_members": {
            "ja": "「{node}」の合議のメンバーが新しい版では違います。合議が終わってから移してください。",
            "en": "Other people decide “{node}” jointly there. Move the case once the decision is made.",
        },
        "obstacle.other_votes": {
            "ja": "「{node}」の合議は、これまでの判断のままでは新しい版の決め方に合いません。合議が終わってから移してください。",
            "en": "The votes given at “{node}” do not fit how it is decided there. Move the case once the decision is made.",
        },
        "obstacle.no_step": {
            "ja": "いまの工程「{node}」が新しい版にありません。対応する工程を選んでください。",
            "en": "The other version has no step “{node}”. Say which step takes its place.",
        },
        "obstacle.other_kind": {
            "ja": "工程「{node}」の種類が新しい版では違います。同じ種類の工程を選んでください。",
            "en": "The step “{node}” is of another kind there. Choose one of the same kind.",
        },
        "obstacle.no_place": {
            "ja": "合流「{node}」で待っている枝が新しい版にありません。合流してから移してください。",
            "en": "The branch that waits at “{node}” is not in the other version. Move the case after the branches have met.",
        },
        "obstacle.cannot_stand": {
            "ja": "並行する工程の組合せが新しい版では成り立ちません。並行する作業が終わってから移してください。",
            "en": "The steps at work cannot be at work together there. Move the case once the parallel work is over.",
        },
        "obstacle.untold": {
            "ja": "まだ届けていない通知があります。届いてから移してください。",
            "en": "A notice has not gone out yet. Move the case after that.",
        },
        "history.votes_voided": {
            "ja": "「{node}」の合議は、差戻しにより取りやめになりました。これまでの判断は無効です。",
            "en": "The joint decision “{node}” was called off because the case was sent back. The votes count no more.",
        },
        "history.message_restored": {
            "ja": "「{node}」に届いていた連絡は、もう一度この工程に来たときに使います。",
            "en": "The message that “{node}” had received counts again when the case comes there.",
        },
        "history.called_off": {
            "ja": "親の案件の都合により、取りやめになりました。担当していた人に知らせます。",
            "en": "The case was called off because of the case above it. Whoever worked on it is told.",
        },
        "history.called_off_done": {
            "ja": "取りやめを確認しました。",
            "en": "It was noted that the case was called off.",
        },
        "history.sent_back": {
            "ja": "「{node}」から「{to}」へ差し戻しました。",
            "en": "“{node}” was sent back to “{to}”.",
        },
        "history.pulled_back": {
            "ja": "「{node}」の処理を引き戻しました。",
            "en": "What was done at “{node}” was pulled back.",
        },
        "history.cancelled": {
            "ja": "「{node}」を取りやめました。",
            "en": "“{node}” was called off.",
        },
        "history.assigned": {
            "ja": "「{node}」の担当者を決めました。",
            "en": "“{node}” was given to an officer.",
        },
        "history.unassigned": {
            "ja": "「{node}」をだれでも行えるようにしました。",
            "en": "“{node}” was given back to everybody of its queue.",
        },
        "history.after_review": {
            "ja": "代決により「{node}」が決裁されました。不在の決裁者による後閲が残っています。",
            "en": "A deputy decided “{node}”. The superior who was away will look at it afterwards.",
        },
        "history.circulation": {
            "ja": "供覧しました。",
            "en": "The case was shown to a colleague for information.",
        },
        "history.opinion": {
            "ja": "意見を照会しました。",
            "en": "An opinion was asked for.",
        },
        "history.message": {
            "ja": "申請者からの連絡が、担当の返事を待っています。",
            "en": "A message from the applicant waits for an answer.",
        },
        "history.after_review_done": {
            "ja": "後閲しました。",
            "en": "The superior has looked at the deputy's decision.",
        },
        "history.circulation_done": {
            "ja": "供覧を確認しました。",
            "en": "The case shown for information was seen.",
        },
        "history.opinion_done": {
            "ja": "照会に回答しました。",
            "en": "The opinion was given.",
        },
        "history.message_done": {
            "ja": "申請者からの連絡に対応しました。",
            "en": "The applicant's message was dealt with.",
        },
        "history.message_sent": {
            "ja": "申請者に連絡しました。",
            "en": "A message went to the applicant.",
        },
        "history.message_received": {
            "ja": "申請者から連絡がありました。",
            "en": "The applicant sent a message.",
        },
        "history.amended": {
            "ja": "申請内容の明らかな誤りを職権で補正しました（{fields}）。",
            "en": "Staff corrected an obvious error in the application ({fields}).",
        },
        "history.migrated": {
            "ja": "手続の新しい版に移りました。",
            "en": "The case moved to another version of the procedure.",
        },
        "history.job_retried": {
            "ja": "失敗していた処理をやり直しました。",
            "en": "What had failed was tried again.",
        },
    }
)
