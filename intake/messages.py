"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "intake.file_too_large": {
            "ja": "ファイルが大きすぎます（上限 {limit_mb} MB）。小さくしてから選び直してください。",
            "en": "The file is too large (limit {limit_mb} MB). Make it smaller and choose it again.",
        },
        "intake.too_many_files": {
            "ja": "添付できるのは{limit}個までです。不要なファイルを外してから選び直してください。",
            "en": "At most {limit} files can be attached. Remove one before choosing another.",
        },
        "intake.file_not_accepted": {
            "ja": "このファイルは受け付けられません。{accept} のいずれかで用意してください。",
            "en": "This file cannot be accepted. Provide one of: {accept}.",
        },
        "intake.file_infected": {
            "ja": "このファイルからウイルスが見つかったため、受け取りませんでした。ほかの端末で用意し直すか、"
            "書類を撮り直してください。",
            "en": "A virus was found in this file, so it was not kept. Prepare it again on another device, "
            "or take a new picture of the document.",
        },
        "intake.attachment_waiting": {
            "ja": "この添付ファイルはウイルス検査を待っています。検査が終わると開けます。しばらくしてから開き直してください。",
            "en": "This attachment waits for the virus scan. It opens once that is done; try again in a while.",
        },
        "intake.attachment_removed": {
            "ja": "この添付ファイルからウイルスが見つかったため、取り除きました。申請者に出し直しを求めてください。",
            "en": "A virus was found in this attachment and it was removed. Ask the applicant to hand it in again.",
        },
        "intake.procedure_closed": {
            "ja": "この手続は、現在受け付けていません。担当課にお問い合わせください。",
            "en": "This procedure takes no applications at present. Please ask the office.",
        },
        "intake.not_yet_open": {
            "ja": "この手続は、まだ受付が始まっていません。入力した内容は保存してあります。受付が始まってから申請してください。",
            "en": "Reception has not begun. What you typed is kept; apply once it has.",
        },
        "intake.reception_over": {
            "ja": "この手続の受付は終わりました。担当課にお問い合わせください。",
            "en": "Reception has ended. Please ask the office.",
        },
        "intake.quota_reached": {
            "ja": "この手続は、受け付けられる件数に達しました。取下げなどで空きが出ると、また申請できます。担当課にお問い合わせください。",
            "en": "As many applications as can be taken have arrived. A place may become free again; please ask the office.",
        },
        "intake.budget_reached": {
            "ja": "申請額が、残りの予算枠を超えています。金額を見直すか、担当課にお問い合わせください。",
            "en": "What you apply for is more than what is left of the budget. Ask for less, or ask the office.",
        },
        "intake.under_maintenance": {
            "ja": "いまはメンテナンスのため受け付けられません。入力した内容は保存してあります。終わってからもう一度申請してください。",
            "en": "Nothing can be received during maintenance. What you typed is kept; send it again afterwards.",
        },
        "intake.unknown_postal_code": {
            "ja": "この郵便番号の住所が見つかりません。番号を確かめるか、住所を入力してください。",
            "en": "No address was found for this postal code. Check the number or type the address.",
        },
        "intake.answers_changed": {
            "ja": "この画面を開いたあとで、別の画面から内容が直されました。下の内容を確かめて、もう一度申請してください。",
            "en": "The answers were changed in another window since you opened this page. "
            "Check what is shown now and send it again.",
        },
        "intake.sent_otherwise": {
            "ja": "この申請は、別の内容ですでに受け付けています。いま送られた内容は届いていません。",
            "en": "This application was already received with other answers. What you sent now has not arrived.",
        },
        "intake.nothing_to_correct": {
            "ja": "いま直していただくところはありません。申請の状況を開き直してください。",
            "en": "There is nothing to correct at present. Open the status page again.",
        },
        "intake.look_up_failed": {
            "ja": "受付番号またはパスワードが違います。受付のお知らせを見て、入力し直してください。",
            "en": "The receipt number or the password is wrong. Look at your receipt and type them again.",
        },
        "intake.form_not_filled": {
            "ja": "この工程には書き込む項目があります。案件を開いて、1件ずつ処理してください。",
            "en": "This step has a form. Open the case and fill it in.",
        },
        "intake.nothing_attached": {
            "ja": "出すファイルを選んでください。",
            "en": "Choose the file that you want to hand in.",
        },
        "intake.handed_in": {
            "ja": "「{labels}」を提出しました。",
            "en": "“{labels}” was handed in.",
        },
        "intake.signatures_missing": {
            "ja": "まだ確認が済んでいない人がいます（{names}）。全員の確認がそろうと申請できます。",
            "en": "Some people have not confirmed yet ({names}). The application goes in when everybody has.",
        },
        "intake.signer_expired": {
            "ja": "確認できる期限が過ぎました。申請する人に、もう一度確認を頼んでもらってください。",
            "en": "The time to confirm is over. Ask the applicant to request your confirmation again.",
        },
        "intake.signer_answered": {
            "ja": "申請の内容が変わったか、すでに提出されています。いまの内容を開き直して確かめてください。",
            "en": "The application has changed or has been sent. Open the page again and look at what stands there now.",
        },
        "search.too_short": {
            "ja": "さがす言葉を2文字以上で入れてください。1文字だけでは、ほとんどの案件が当てはまります。",
            "en": "Search for a word of two characters or more: nearly every case holds a single one.",
        },
        "intake.no_columns": {
            "ja": "見出しにこの申請書の項目がないか、申請が1件もありません。ひな形の見出しに合わせてください。",
            "en": "The heading has no field of this form, or there is no row. Use the headings of the pattern.",
        },
        "intake.consent_missing": {
            "ja": "前の内容を使うときは、同意の欄にチェックを入れてください。使わずに入力することもできます。",
            "en": "To use what you gave before, tick the box for consent. You can also type everything yourself.",
        },
        "intake.message_empty": {
            "ja": "伝えたいことを書いてください。",
            "en": "Write what you want to say.",
        },
    }
)
