"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "catalog.not_publishable": {
            "ja": "点検で誤りが{count}件見つかりました。直してから、もう一度公開を申し出てください。",
            "en": "The check found {count} errors. Mend them, then propose the publication again.",
        },
        "catalog.second_person_needed": {
            "ja": "作成した人・申し出た人は公開できません。別の担当者に確認を依頼してください。",
            "en": "Whoever wrote or proposed this version cannot publish it. Ask a colleague to review it.",
        },
        "catalog.proposal_closed": {
            "ja": "この公開の申し出は、すでに処理されています。手続の画面を開き直してください。",
            "en": "This proposal has already been dealt with. Open the procedure again.",
        },
        "catalog.block_title": {
            "ja": "部品の名前を入力してください。",
            "en": "Give the block a name.",
        },
        "catalog.block_empty": {
            "ja": "部品にする項目がありません。項目を加えてから保存してください。",
            "en": "There is no question to keep. Add one first.",
        },
        "catalog.too_many_blocks": {
            "ja": "この課の部品は{limit}個までです。使わないものを消してください。",
            "en": "A department keeps at most {limit} blocks. Remove one that nobody uses.",
        },
        "catalog.period_reversed": {
            "ja": "終わりの日時を、始まりの日時より後にしてください。",
            "en": "The end must come after the beginning.",
        },
        "catalog.quota_without_period": {
            "ja": "上限を決めるときは、受付を始める日時も入れてください。その日時から数えます。",
            "en": "Give the time when reception begins, too: places are counted from then on.",
        },
        "catalog.budget_incomplete": {
            "ja": "予算枠を決めるときは、金額と、申請額をたずねる項目の両方を入れてください。",
            "en": "A budget needs both: the amount, and the question that asks what is applied for.",
        },
        "catalog.notice_empty": {
            "ja": "お知らせの文を入力してください。",
            "en": "Write what residents are to be told.",
        },
        "revision.stale": {
            "ja": "表示したあとに、ほかの人がこの内容を変更しました。最新の内容を開いてから、変更をやり直してください。",
            "en": "Somebody else changed this since you opened it. Open the latest version and redo your change.",
        },
        "access.not_allowed": {
            "ja": "この操作を行う権限がありません。必要な場合は、所属の管理者に依頼してください。",
            "en": "You may not do this. If you need to, ask the administrator of your department.",
        },
        "access.not_found": {
            "ja": "お探しのものは見つかりません。番号やアドレスを確かめてください。",
            "en": "There is nothing here. Check the number or the address.",
        },
        "document.unusable": {
            "ja": "文書に誤りが{count}件あり、読み込めません。表示された箇所を直してください。",
            "en": "The document has {count} errors and cannot be read. Mend the places shown.",
        },
        "format.not_an_object": {
            "ja": "文書全体は { } で囲まれた項目の集まりでなければなりません。",
            "en": "The document must be one object in braces.",
        },
        "format.unknown_key": {
            "ja": '「{key}」という項目はこの書式にありません。つづりを確かめるか、"x" の下に置いてください。',
            "en": 'This format has no property “{key}”. Check its spelling or put it under "x".',
        },
        "format.bad_value": {
            "ja": "「{key}」の値が正しくありません。書式の説明を確かめてください。",
            "en": "The value of “{key}” is not right. See the description of the format.",
        },
        "format.wrong_kind": {
            "ja": "この文書は「{format}」です。フォーム・フロー・判定表・手続案内のいずれかを選んでください。",
            "en": "This document is “{format}”. Choose a form, a flow, a table or a procedure page.",
        },
        "reference.child_asks": {
            "ja": "工程「{node}」が呼び出す手続「{flow}」は、途中の「{step}」で申請者に尋ねます。申請者への依頼は呼び出す側の流れに置いてください。",
            "en": "“{node}” runs “{flow}”, which asks the applicant at “{step}”. Ask the applicant in the calling flow instead.",
        },
        "reference.letter": {
            "ja": "工程「{node}」の通知文「{letter}」がありません。手続案内に通知文を加えてください。",
            "en": "The letter “{letter}” of step “{node}” does not exist. Add it to the procedure page.",
        },
        "reference.letter_place": {
            "ja": "通知文「{letter}」の差し込み「{place}」に当たる項目がありません。項目の名前を確かめてください。",
            "en": "The letter “{letter}” names “{place}”, which no form or table provides. Check the name.",
        },
        "reference.flow_missing": {
            "ja": "公開する流れ（To-Be）がありません。先に流れを作るか、読み込んでください。",
            "en": "There is no to-be flow to publish. Draw or import one first.",
        },
        "reference.page_missing": {
            "ja": "手続案内がありません。住民に見せる案内を先に用意してください。",
            "en": "There is no public page. Write what residents will read first.",
        },
        "catalog.first_version": {
            "ja": "最初の版です。",
            "en": "This is the first version.",
        },
        "catalog.no_change": {
            "ja": "前の版から変わったところはありません。",
            "en": "Nothing has changed since the version before.",
        },
        "catalog.form_added": {"ja": "フォーム「{title}」を加えました。", "en": "Added the form “{title}”."},
        "catalog.form_removed": {"ja": "フォーム「{title}」をなくしました。", "en": "Removed the form “{title}”."},
        "catalog.table_added": {"ja": "判定表「{title}」を加えました。", "en": "Added the table “{title}”."},
        "catalog.table_removed": {"ja": "判定表「{title}」をなくしました。", "en": "Removed the table “{title}”."},
        "catalog.table_changed": {
            "ja": "判定表「{title}」を変えました（規則 {before} 件 → {after} 件、変わった規則: {rules}）。",
            "en": "Changed the table “{title}” (rules {before} → {after}; changed: {rules}).",
        },
        "catalog.node_added": {"ja": "工程「{title}」を加えました。", "en": "Added the step “{title}”."},
        "catalog.node_removed": {"ja": "工程「{title}」をなくしました。", "en": "Removed the step “{title}”."},
        "catalog.node_changed": {
            "ja": "工程「{title}」を変えました（{what}）。",
            "en": "Changed the step “{title}” ({what}).",
        },
        "catalog.way": {"ja": "「{source}」→「{target}」", "en": "“{source}” → “{target}”"},
        "catalog.way_chosen": {"ja": "{way}（{outcome}）", "en": "{way} ({outcome})"},
        "catalog.routing_changed": {
            "ja": "進み方（矢印）を変えました（加えた: {added}、なくした: {removed}）。",
            "en": "Changed the routing (added: {added}; removed: {removed}).",
        },
        "catalog.property_changed": {"ja": "{what}を変えました。", "en": "Changed {what}."},
        "catalog.page_changed": {
            "ja": "手続案内の「{what}」を変えました。",
            "en": "Changed “{what}” of the public page.",
        },
        "catalog.restore_reason_missing": {
            "ja": "前の版に戻す理由を書いてください。履歴に残ります。",
            "en": "Say why the earlier version is to come back. The reason stands in the history.",
        },
        "catalog.bad_publishing_time": {
            "ja": "公開する日時は、いまより後の、1年以内の日時にしてください。",
            "en": "Choose a moment that lies ahead, within a year.",
        },
        "catalog.not_scheduled": {
            "ja": "この予約は、すでに公開されたか、取りやめられています。画面を開き直してください。",
            "en": "This publication has happened, or somebody has called it off. Open the page again.",
        },
        "catalog.schedule.base_changed": {
            "ja": "予約したあとで別の版（第{number}版）が公開されました。違いを確かめて、もう一度公開を決めてください。",
            "en": "Another version ({number}) was published meanwhile. Look at the differences, and decide again.",
        },
        "catalog.schedule.retired": {
            "ja": "受付を止めた手続です。受付を再開するなら、もう一度公開を決めてください。",
            "en": "The procedure takes no applications any more. Decide again if it is to take them.",
        },
        "reference.letter_reason": {
            "ja": "認めない決定を知らせる「{letter}」に、理由がありません。「理由」を差し込んでください（行政手続法8条）。",
            "en": "“{letter}” tells of a refusal without its reasons. Put the reason in (Administrative Procedure Act, art. 8).",
        },
        "reference.letter_appeal": {
            "ja": "認めない決定を知らせる「{letter}」に、教示がありません。「教示」を差し込んでください（行政不服審査法82条）。",
            "en": "“{letter}” tells of a refusal without saying how to appeal. Put the notice of appeal in (art. 82).",
        },
        "catalog.copy.contact": {
            "ja": "問い合わせ先を「{department}」のものに置き換えます。",
            "en": "The contact becomes that of {department}.",
        },
        "catalog.copy.lane": {
            "ja": "担当「{lane}」を「{department}」の担当にします。",
            "en": "The lane “{lane}” becomes one of {department}.",
        },
        "catalog.copy.other": {
            "ja": "担当「{lane}」は「{department}」のままです。相手の課と話がついているか確かめてください。",
            "en": "The lane “{lane}” stays with {department}. See that they agree.",
        },
        "catalog.copy.unmanned": {
            "ja": "担当「{lane}」に就く人が「{department}」にいません（役職：{role}）。担当の役職を選び直してください。",
            "en": "Nobody in {department} holds the post of the lane “{lane}” ({role}). Choose another role.",
        },
        "catalog.copy.no_department": {
            "ja": "担当「{lane}」の課（{department}）は、この組織にありません。担当の課を選び直してください。",
            "en": "The department of the lane “{lane}” ({department}) does not exist here. Choose another one.",
        },
        "catalog.copy.subflow": {
            "ja": "工程「{step}」は別の手続（{flow}）を呼び出します。そのまま使えるか確かめてください。",
            "en": "The step “{step}” runs another procedure ({flow}). See that it fits.",
        },
        "catalog.copy.call": {
            "ja": "工程「{step}」は他のシステムに問い合わせます。つなぎ先を確かめてください。",
            "en": "The step “{step}” calls another system. See that the connection fits.",
        },
        "catalog.copy.mentions": {
            "ja": "{what}「{document}」の文章に「{name}」が残っています。書き直してください。",
            "en": "{what} “{document}” still names {name}. Rewrite it.",
        },
        "catalog.copy.kind.flow": {"ja": "流れ", "en": "The flow"},
        "catalog.copy.kind.form": {"ja": "フォーム", "en": "The form"},
        "catalog.copy.kind.table": {"ja": "判定表", "en": "The table"},
        "catalog.copy.kind.page": {"ja": "手続案内・通知文", "en": "The page and its letters"},
        "reason.incomplete": {
            "ja": "理由のひな形に、まだ埋めていないところ（【　】）があります。事実と判断を書いて、【　】をなくしてください。",
            "en": "The drafted reason still has open places (【　】). Write the facts and your judgement, and leave no 【　】.",
        },
        "reason.open_provision": {"ja": "・【　】", "en": "- 【　】"},
        "reason.refusal": {
            "ja": "次の基準・根拠に照らして審査しました。\n{provisions}\n申請の内容と提出された書類から、【　】という事実を認めました。\nこの事実は、上の基準のうち【　】を満たさないため、申請を認めることができません。",
            "en": "We examined your application against the following:\n{provisions}\nFrom your application and its documents we found that 【　】.\nThis does not meet 【　】, so the application cannot be granted.",
        },
        "reason.correction": {
            "ja": "次の基準・根拠に照らして確かめたところ、直していただきたいところがあります。\n{provisions}\nいまの記載では【　】が分かりません。\n【　】を書き足すか、書類を付け直して送ってください。",
            "en": "We looked at your application against the following, and something needs to be corrected:\n{provisions}\nAs it stands, it does not tell 【　】.\nPlease add 【　】, or attach the document again.",
        },
    }
)
