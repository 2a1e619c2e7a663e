"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "account.sign_in_failed": {
            "ja": "ログインIDまたはパスワードが違います。入力し直してください。",
            "en": "The login or the password is wrong. Please type them again.",
        },
        "account.substitute_unknown": {
            "ja": "代理の職員を一覧から選んでください。",
            "en": "Choose who stands in from the list.",
        },
        "account.substitute_self": {
            "ja": "本人を代理にはできません。別の職員を選んでください。",
            "en": "Nobody can stand in for themselves. Choose somebody else.",
        },
        "account.substitute_days": {
            "ja": "期間を確かめてください。終わりの日は、始まりの日以後で、今日以後の日付にします。",
            "en": "Check the days: the last one must not lie before the first, nor in the past.",
        },
        "account.absence_days": {
            "ja": "期間を確かめてください。終わりの日は、始まりの日以後で、今日以後の日付にします。1年より長くはできません。",
            "en": "Check the days: the last one must not lie before the first, nor in the past; at most one year.",
        },
        "account.absence_half": {
            "ja": "半日の不在は、1日だけを選んでください。",
            "en": "Half a day is for one day only.",
        },
        "account.absence_twice": {
            "ja": "その期間には、すでに不在の予定があります。前の予定を取り消してから登録してください。",
            "en": "There is an absence on these days already. Take it back first.",
        },
    }
)
