"""What proposals of rules say in the tables that they become."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "learning.table_title": {
            "ja": "過去の案件から作った自動承認の案",
            "en": "Automatic approval, learnt from past cases",
        },
        "learning.verdict": {"ja": "判定", "en": "Verdict"},
        "learning.note_certified": {
            "ja": "過去の {n} 件中、人の判断と違ったのは {errors} 件（95 %の確かさで {lower} %以上が正しい）。",
            "en": "{errors} of {n} past cases were decided otherwise by people (with confidence 95 %, at least {lower} % are right).",
        },
        "learning.note_referred": {
            "ja": "証明できないため人が見ます（過去の {n} 件中 {errors} 件が違い、下限は {lower} %）。",
            "en": "Not proved, so people look ({errors} of {n} past cases were decided otherwise, lower bound {lower} %).",
        },
    }
)
