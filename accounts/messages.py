"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "account.sign_in_failed": {
            "ja": "ログインIDまたはパスワードが違います。入力し直してください。",
            "en": "The login or the password is wrong. Please type them again.",
        },
    }
)
