"""What is said when another system could not be asked."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "service.forbidden_address": {
            "ja": "呼び出し先のアドレスが許可されていません。管理者に SERVICE_HOSTS の設定を確かめてもらってください。",
            "en": "The address may not be called. Ask the administrator to check SERVICE_HOSTS.",
        },
        "service.unreachable": {
            "ja": "外部のシステムにつながりません。しばらくすると自動で試し直します。",
            "en": "The other system cannot be reached. It will be tried again.",
        },
        "service.bad_answer": {
            "ja": "外部のシステムの答えを読み取れません。しばらくすると自動で試し直します。",
            "en": "The other system's answer cannot be used. It will be tried again.",
        },
        "service.no_input": {
            "ja": "問い合わせに必要な項目「{name}」が、この案件に正しく記録されていません。記録を直してから試し直してください。",
            "en": "“{name}”, which the question needs, is not on record or not valid. Mend the record, then try again.",
        },
    }
)
