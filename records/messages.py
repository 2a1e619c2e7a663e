"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "records.period_unusable": {
            "ja": "保存期間は1年から30年までの整数で、根拠（文書管理規程の分類など）と合わせて入れてください。",
            "en": "Enter a period of 1 to 30 whole years together with the rule that it stands on.",
        },
        "records.nothing_chosen": {
            "ja": "廃棄する案件に印を付けてください。保存期間の終わっていない案件は選べません。",
            "en": "Tick the cases to part with. Cases whose period has not ended cannot be chosen.",
        },
        "records.second_person": {
            "ja": "申し出た人は決定できません。文書管理の権限を持つ、ほかの職員が確かめて決定してください。",
            "en": "Whoever proposed it cannot decide. Another officer who looks after records has to look and decide.",
        },
        "records.decided": {
            "ja": "この申し出は、ほかの職員が先に処理しました。一覧を開き直してください。",
            "en": "Somebody else has decided on this already. Open the list again.",
        },
    }
)
