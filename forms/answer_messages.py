"""What is wrong with an answer: sentences for the person who applies. `forms.messages` speaks to builders."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "answer.required": {
            "ja": "「{label}」を入力してください。",
            "en": "Answer “{label}”.",
        },
        "answer.choose": {
            "ja": "「{label}」を選んでください。",
            "en": "Choose an answer to “{label}”.",
        },
        "answer.attach": {
            "ja": "「{label}」のファイルを添付してください。",
            "en": "Attach a file for “{label}”.",
        },
        "answer.consent_needed": {
            "ja": "「{label}」を確かめ、同意する場合はチェックを付けてください。同意がないと申請できません。",
            "en": "Read “{label}” and tick the box if you agree. You cannot apply without it.",
        },
        "answer.part_required": {
            "ja": "「{label}」の{part}を入力してください。",
            "en": "Fill in “{part}” of “{label}”.",
        },
        "answer.unknown_field": {
            "ja": "このフォームにない項目「{name}」が送られました。画面を開き直して、もう一度入力してください。",
            "en": "Something was sent that this form does not ask for: “{name}”. Open the page again.",
        },
        "answer.unknown_part": {
            "ja": "「{label}」に、この項目にない部分が送られました。画面を開き直して、もう一度入力してください。",
            "en": "“{label}” was sent with a part that it does not have. Open the page again.",
        },
        "answer.not_an_object": {
            "ja": "申請の内容は、項目の名前と答えの組で送ってください。",
            "en": "Send the answers as an object of field keys and values.",
        },
        "answer.not_a_text": {
            "ja": "「{label}」は文字で入力してください。",
            "en": "Answer “{label}” with a text.",
        },
        "answer.unusable_character": {
            "ja": "「{label}」に使えない文字（目に見えない制御文字など）が入っています。入力し直してください。",
            "en": "“{label}” contains characters that cannot be used (invisible ones, perhaps). Type it again.",
        },
        "answer.too_long": {
            "ja": "「{label}」は{limit}文字までで入力してください。",
            "en": "Keep “{label}” within {limit} characters.",
        },
        "answer.too_short": {
            "ja": "「{label}」は{limit}文字以上で入力してください。",
            "en": "Write at least {limit} characters for “{label}”.",
        },
        "answer.wrong_pattern": {
            "ja": "「{label}」の書き方が違います。説明の例のとおりに入力してください。",
            "en": "“{label}” is not written as it should be. Follow the example in the help text.",
        },
        "answer.not_katakana": {
            "ja": "「{label}」はカタカナで入力してください。",
            "en": "Write “{label}” in katakana.",
        },
        "answer.not_hiragana": {
            "ja": "「{label}」はひらがなで入力してください。",
            "en": "Write “{label}” in hiragana.",
        },
        "answer.not_a_number": {
            "ja": "「{label}」は数字で入力してください（例：1200）。",
            "en": "Write “{label}” in digits, like 1200.",
        },
        "answer.not_whole_yen": {
            "ja": "「{label}」は1円単位の整数で入力してください。",
            "en": "Write “{label}” in whole yen.",
        },
        "answer.too_small": {
            "ja": "「{label}」は{limit}以上で入力してください。",
            "en": "“{label}” must be at least {limit}.",
        },
        "answer.too_large": {
            "ja": "「{label}」は{limit}以下で入力してください。",
            "en": "“{label}” must be at most {limit}.",
        },
        "answer.too_many_digits": {
            "ja": "「{label}」は{limit}桁までの数で入力してください。",
            "en": "Write “{label}” with at most {limit} digits.",
        },
        "answer.not_a_date": {
            "ja": "「{label}」は年・月・日を入力してください（例：令和8年4月1日、2026年4月1日）。",
            "en": "Write “{label}” with year, month and day, like 2026-04-01.",
        },
        "answer.not_a_month": {
            "ja": "「{label}」は年と月を入力してください（例：令和8年4月、2026年4月）。",
            "en": "Write “{label}” with year and month, like 2026-04.",
        },
        "answer.not_a_time": {
            "ja": "「{label}」は時刻で入力してください（例：15:30、午後3時30分）。",
            "en": "Write “{label}” as a time, like 15:30.",
        },
        "answer.no_such_day": {
            "ja": "「{label}」は実在しない日付です。月と日を確かめてください。",
            "en": "There is no such day in the calendar. Check month and day of “{label}”.",
        },
        "answer.outside_era": {
            "ja": "「{label}」は、その元号にない日付です。元号か年を確かめてください。",
            "en": "The era of “{label}” does not contain that day. Check the era or the year.",
        },
        "answer.too_early": {
            "ja": "「{label}」は{limit}以降にしてください。",
            "en": "“{label}” must not be before {limit}.",
        },
        "answer.too_late": {
            "ja": "「{label}」は{limit}以前にしてください。",
            "en": "“{label}” must not be after {limit}.",
        },
        "answer.not_an_option": {
            "ja": "「{label}」は、示された選択肢から選んでください。",
            "en": "Choose one of the options shown for “{label}”.",
        },
        "answer.not_yes_or_no": {
            "ja": "「{label}」は「はい」か「いいえ」を選んでください。",
            "en": "Answer “{label}” with yes or no.",
        },
        "answer.not_parts": {
            "ja": "「{label}」は、それぞれの欄に分けて入力してください。",
            "en": "Fill in the separate boxes of “{label}”.",
        },
        "answer.not_a_postal_code": {
            "ja": "「{label}」の郵便番号は7桁の数字で入力してください（例：123-4567）。",
            "en": "Write the postal code of “{label}” with 7 digits, like 123-4567.",
        },
        "answer.not_a_prefecture": {
            "ja": "「{label}」の都道府県を一覧から選んでください。",
            "en": "Choose the prefecture of “{label}” from the list.",
        },
        "answer.not_a_phone_number": {
            "ja": "「{label}」は市外局番から入力してください（例：03-1234-5678、09012345678）。",
            "en": "Write “{label}” with its area code, like 03-1234-5678 or 09012345678.",
        },
        "answer.not_an_email": {
            "ja": "「{label}」はメールアドレスの形で1つだけ入力してください（例：name@example.jp）。",
            "en": "Write one e-mail address for “{label}”, like name@example.jp.",
        },
        "answer.confirmation_differs": {
            "ja": "「{label}」の2つの欄が一致していません。もう一度入力してください。",
            "en": "The two boxes of “{label}” differ. Type the address again.",
        },
        "answer.not_so_many_digits": {
            "ja": "「{label}」の{part}は{length}桁の数字で入力してください。",
            "en": "Write “{part}” of “{label}” with {length} digits.",
        },
        "answer.not_bank_kana": {
            "ja": "「{label}」の口座名義は、通帳のとおりカタカナ・英数字・( ) . - で入力してください。",
            "en": "Write the account holder of “{label}” as in the passbook: katakana, letters, digits and ( ) . -",
        },
        "answer.not_an_upload": {
            "ja": "「{label}」の添付ファイルを受け取れませんでした。選び直してください。",
            "en": "The attachment of “{label}” did not arrive. Choose the file again.",
        },
        "answer.too_many_files": {
            "ja": "「{label}」に添付できるのは{limit}個までです。",
            "en": "Attach at most {limit} files to “{label}”.",
        },
        "answer.file_too_large": {
            "ja": "「{name}」は大きすぎます。「{label}」は1個{limit}MBまでです。",
            "en": "“{name}” is too large. Each file of “{label}” may have up to {limit} MB.",
        },
        "answer.file_not_accepted": {
            "ja": "「{name}」は受け付けられない種類のファイルです。「{label}」に使えるもの：{accepted}。",
            "en": "“{name}” is of a kind that cannot be accepted. “{label}” takes: {accepted}.",
        },
        "answer.not_a_list": {
            "ja": "「{label}」は一覧で送ってください。",
            "en": "Send “{label}” as a list.",
        },
        "answer.not_an_item": {
            "ja": "「{label}」の中に読み取れないものがあります。入力し直してください。",
            "en": "One entry of “{label}” cannot be read. Type it again.",
        },
        "answer.too_many": {
            "ja": "「{label}」は{limit}件までです。",
            "en": "“{label}” may have at most {limit} entries.",
        },
        "answer.too_few": {
            "ja": "「{label}」は{limit}件以上入力してください。",
            "en": "Give at least {limit} entries for “{label}”.",
        },
        "answer.individual_number": {
            "ja": "「{label}」に個人番号（マイナンバー）と思われる12桁の数字があります。個人番号なら消してください。"
            "ちがう場合は、そのままで構いません。",
            "en": "“{label}” contains 12 digits that may be an Individual Number. Remove it if so; if not, go on.",
        },
    }
)
