"""Letters that every procedure sends, and refusals of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "notify.bad_address": {
            "ja": "メールアドレスの形が正しくないため送れません。",
            "en": "The mail cannot be sent: the address is not valid.",
        },
        "notify.not_sent": {
            "ja": "メールを送れませんでした。しばらくしてからもう一度試すか、アドレスを書き留めてください。",
            "en": "The mail could not be sent. Try again later, or write the address down.",
        },
        "letter.resume.subject": {
            "ja": "【{city}】入力の続きをするためのアドレス",
            "en": "[{city}] The address to go on with your application",
        },
        "letter.resume.body": {
            "ja": "「{procedure}」の入力の続きは、次のページからできます。パソコンでもスマートフォンでも開けます。\n{url}\n\n{until}まで使えます。入力を進めると延びます。\nこのアドレスを知っている人は入力した内容を見ることができます。ほかの人に教えないでください。\nまだ申請は済んでいません。\n\n心当たりがないときは、このメールを消してください。\n",
            "en": "Go on with “{procedure}” on this page, on a computer or a phone:\n{url}\n\nIt works until {until}, and longer when you go on.\nWhoever knows this address can see what you typed: keep it to yourself.\nYour application has not been sent yet.\n\nIf you did not ask for this mail, delete it.\n",
        },
        "letter.principal.subject": {
            "ja": "【{city}】あなたの申請の確認をお願いします",
            "en": "[{city}] Please confirm an application in your name",
        },
        "letter.principal.body": {
            "ja": "{name} 様\n\n代理の方が、あなたの「{procedure}」の申請を用意しました。次のページで内容を見て、申請してよいかを答えてください。\n{url}\n\n期限：{until}\nあなたが確認するまで、申請は届きません。このアドレスをほかの人に教えないでください。\n\n心当たりがないときは、このメールを消してください。\n",
            "en": "Dear {name},\n\nSomebody has prepared an application “{procedure}” for you. Please look at it on this page and say whether it may be sent:\n{url}\n\nBy: {until}\nIt is not sent before you have confirmed it. Keep this address to yourself.\n\nIf you know nothing of this, delete this mail.\n",
        },
        "letter.cosigner.subject": {
            "ja": "【{city}】連名の申請の確認をお願いします",
            "en": "[{city}] Please confirm a joint application",
        },
        "letter.cosigner.body": {
            "ja": "{name} 様\n\n「{procedure}」の申請に、あなたの名前が連名で書かれています。次のページで内容を見て、連名でよいかを答えてください。\n{url}\n\n期限：{until}\n全員が確認すると、申請が届きます。このアドレスをほかの人に教えないでください。\n\n心当たりがないときは、このメールを消してください。\n",
            "en": "Dear {name},\n\nYour name stands beside others in an application “{procedure}”. Please look at it on this page and say whether you agree:\n{url}\n\nBy: {until}\nIt is sent when everybody has confirmed it. Keep this address to yourself.\n\nIf you know nothing of this, delete this mail.\n",
        },
        "letter.received.subject": {
            "ja": "【{city}】申請が届きました（{number}）",
            "en": "[{city}] We have received your application ({number})",
        },
        "letter.received.body": {
            "ja": "{name} 様\n\n「{procedure}」の申請が届きました。\n\n受付番号：{number}\n届いた日時：{arrived}\n\n担当課が内容を確かめます。状況は次のページで、受付番号と照会用パスワードを入力して確かめられます。\n{url}\n\nこのメールは届いたことのお知らせで、許可や認定ではありません。\n\n{contact}\n",
            "en": "Dear {name},\n\nYour application “{procedure}” has arrived.\n\nReceipt number: {number}\nReceived: {arrived}\n\nThe office will now examine it. Follow it here with your receipt number and password:\n{url}\n\nThis message confirms that the application arrived; it is not an approval.\n\n{contact}\n",
        },
        "letter.correction.subject": {
            "ja": "【{city}】申請の内容を直してください（{number}）",
            "en": "[{city}] Please correct your application ({number})",
        },
        "letter.correction.body": {
            "ja": "{name} 様\n\n「{procedure}」の申請について、直していただきたいところがあります。\n\n理由：{reason}\n直していただく項目：{fields}\n期限：{due}\n\n次のページから、受付番号と照会用パスワードを入力して直してください。\n{url}\n\n{contact}\n",
            "en": "Dear {name},\n\nPlease correct your application “{procedure}”.\n\nReason: {reason}\nWhat to correct: {fields}\nBy: {due}\n\nOpen this page with your receipt number and password:\n{url}\n\n{contact}\n",
        },
        "letter.withdrawn.subject": {
            "ja": "【{city}】申請の取下げを受け付けました（{number}）",
            "en": "[{city}] Your application has been withdrawn ({number})",
        },
        "letter.withdrawn.body": {
            "ja": "{name} 様\n\n「{procedure}」の申請は、お申し出により取り下げられました。\n\n受付番号：{number}\n\n{contact}\n",
            "en": "Dear {name},\n\nYour application “{procedure}” has been withdrawn as you asked.\n\nReceipt number: {number}\n\n{contact}\n",
        },
        "letter.message.subject": {
            "ja": "【{city}】申請について連絡があります（{number}）",
            "en": "[{city}] A message about your application ({number})",
        },
        "letter.message.body": {
            "ja": "{name} 様\n\n「{procedure}」の申請について、担当課から連絡があります。\n\n次のページから、受付番号と照会用パスワードを入力してお読みください。返事もそこから送れます。\n{url}\n\n受付番号：{number}\n\n{contact}\n",
            "en": "Dear {name},\n\nThe office has sent you a message about your application “{procedure}”.\n\nRead and answer it on this page with your receipt number and password:\n{url}\n\nReceipt number: {number}\n\n{contact}\n",
        },
        "letter.enquiry.subject": {
            "ja": "【みなおし】申請者から連絡がありました（{number}）",
            "en": "[Minaoshi] A message from an applicant ({number})",
        },
        "letter.enquiry.body": {
            "ja": "「{procedure}」の申請者から連絡がありました。案件を開いて返事をしてください。\n\n受付番号：{number}\n{url}\n",
            "en": "An applicant of “{procedure}” has written. Please open the case and answer.\n\nReceipt number: {number}\n{url}\n",
        },
        "letter.aside.subject": {
            "ja": "【みなおし】確認をお願いします（{number}）",
            "en": "[Minaoshi] Please have a look ({number})",
        },
        "letter.aside.body": {
            "ja": "「{procedure}」の案件について、後閲・供覧・意見照会・取りやめのいずれかがあなたに届いています。案件を開いて確認してください。\n\n受付番号：{number}\n{url}\n",
            "en": "A case of “{procedure}” waits for you to look at it or to give your opinion, or was called off. Please open it.\n\nReceipt number: {number}\n{url}\n",
        },
        "letter.remind.subject": {
            "ja": "【みなおし】期限を過ぎた仕事があります（{number}）",
            "en": "[Minaoshi] Work is overdue ({number})",
        },
        "letter.remind.body": {
            "ja": "「{procedure}」の「{step}」が期限を過ぎています。\n\n受付番号：{number}\n期限：{due}\n\n案件を開いて処理してください。\n{url}\n",
            "en": "The step “{step}” of “{procedure}” is overdue.\n\nReceipt number: {number}\nDue: {due}\n\nPlease open the case and act.\n{url}\n",
        },
        "letter.escalate.subject": {
            "ja": "【みなおし】部下の仕事が期限を過ぎています（{number}）",
            "en": "[Minaoshi] Your team's work is overdue ({number})",
        },
        "letter.escalate.body": {
            "ja": "「{procedure}」の「{step}」が期限を過ぎたままです。担当の割り当てを見直してください。\n\n受付番号：{number}\n期限：{due}\n{url}\n",
            "en": "The step “{step}” of “{procedure}” is still overdue. Please see who can take it.\n\nReceipt number: {number}\nDue: {due}\n{url}\n",
        },
        "publication.published.subject": {
            "ja": "【{city}】予約どおり公開しました：{procedure}",
            "en": "[{city}] Published as scheduled: {procedure}",
        },
        "publication.published.body": {
            "ja": "「{procedure}」を予約どおり公開しました。\n\n予約の日：{when}\n\n進行中の案件は、申請されたときの版のまま進みます。\n{url}\n",
            "en": "“{procedure}” was published as scheduled.\n\nScheduled for: {when}\n\nRunning cases stay on the version with which they began.\n{url}\n",
        },
        "publication.failed.subject": {
            "ja": "【{city}】予約した公開ができませんでした：{procedure}",
            "en": "[{city}] The scheduled publication did not happen: {procedure}",
        },
        "publication.failed.body": {
            "ja": "「{procedure}」の予約した公開は行われませんでした。いままでの版が公開されたままです。\n\n予約の日：{when}\n理由：\n{why}\n\n次のページで理由を直し、もう一度公開を決めてください。\n{url}\n",
            "en": "The scheduled publication of “{procedure}” did not happen. The version before is still in force.\n\nScheduled for: {when}\nWhy:\n{why}\n\nMend the reason on this page and decide again.\n{url}\n",
        },
        "rule_stopped.subject": {
            "ja": "【{city}】自動承認を止めました：{procedure}",
            "en": "[{city}] Automatic approval was stopped: {procedure}",
        },
        "rule_stopped.body": {
            "ja": "「{procedure}」の自動承認を止めました。いまから届く案件は、すべて人が判断します。\n\n判定表：{table}\n止めた日：{when}\n理由：{why}\n\n次のページで、人の判断と違った案件を確かめ、判定表を直してください。直した版を公開すると、自動承認を再開できます。\n{url}\n",
            "en": "Automatic approval of “{procedure}” was stopped. From now on people decide every case.\n\nTable: {table}\nStopped: {when}\nWhy: {why}\n\nLook at the cases that people decided otherwise and mend the table. Once a mended version is published, automatic approval may go on.\n{url}\n",
        },
        "preview.applicant": {"ja": "見本 花子", "en": "Hanako Mihon"},
        "preview.reason": {
            "ja": "（見本の理由）審査基準の「…」を、次の事実から満たしていません。",
            "en": "(sample) The criterion “…” is not met, for these facts.",
        },
        "preview.due": {
            "ja": "（送るときに、手続の決まりから入ります）",
            "en": "(set by the rules of the procedure when it is sent)",
        },
        "preview.items": {"ja": "（見本）住所、添付書類", "en": "(sample) address, attachments"},
        "digest.subject": {
            "ja": "【みなおし】きょうの仕事 {open}件、うち期限を過ぎたもの {late}件（{day}）",
            "en": "[Minaoshi] Today's work: {open}, of which {late} late ({day})",
        },
        "digest.body": {
            "ja": "{day} の仕事です。\n\nすることのある仕事：{open}件\nうち自分の担当：{mine}件\nうち期限を過ぎたもの：{late}件\n確認すること：{asks}件\n\n期限を過ぎたもの（10件まで。受付番号、すること、期限）\n{named}\n\n受信箱：{url}\n\nこのメールは、受信箱の「お知らせメール」で止められます。\n",
            "en": "Your work on {day}.\n\nOpen: {open}\nOf these yours: {mine}\nOf these late: {late}\nAsked of you: {asks}\n\nLate (up to 10: receipt number, what is to be done, due)\n{named}\n\nInbox: {url}\n\nThe inbox's page “Daily mail” ends these mails.\n",
        },
    }
)
