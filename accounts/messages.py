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
    }
)
