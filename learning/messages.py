"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "learning.nothing_to_try": {
            "ja": "試せるルールがありません。証明できたルールがないか、下書きの判定表がなくなっています。",
            "en": "There is no rule to try: nothing was certified, or the draft of the table is gone.",
        },
        "learning.already_on_trial": {
            "ja": "同じ判定表をもう試行しています。下の一覧を見てください。",
            "en": "The same table is on trial already. See the list below.",
        },
        "learning.not_proved_yet": {
            "ja": "まだ証明できていません。あと {needed} 件、人の判断と一致する必要があります。",
            "en": "This is not proved yet: {needed} further cases have to agree with people.",
        },
        "learning.trial_over": {
            "ja": "この試行はもう終わっています。画面を開き直してください。",
            "en": "This trial is over. Open the page again.",
        },
        "learning.still_deciding": {
            "ja": "止めた判定表が、公開中の版にまだ入っています。表を直した版を公開してから再開してください。",
            "en": "The table that was stopped is still in the published version. Publish a version with a mended table first.",
        },
        "learning.why_needed": {
            "ja": "再開してよい理由を書いてください。あとで確かめられるように残します。",
            "en": "Write why automatic approval may go on. The reason is kept.",
        },
        "learning.stopped": {
            "ja": "自動承認を止めました。抜取確認で人の判断と違う案件が {errors} 件あり、目標の {target} %を保証できません。",
            "en": "Automatic approval was stopped: people decided {errors} sampled cases otherwise, so {target} % cannot be guaranteed.",
        },
        "learning.always": {"ja": "どの案件でも", "en": "in every case"},
        "learning.and": {"ja": "、かつ", "en": ", and "},
        "learning.is_at_most": {"ja": "{title}が {value} 以下", "en": "{title} is at most {value}"},
        "learning.is_more_than": {"ja": "{title}が {value} より大きい", "en": "{title} is more than {value}"},
        "learning.is_this": {"ja": "{title}が「{value}」", "en": "{title} is “{value}”"},
        "learning.is_other_than": {"ja": "{title}が「{value}」以外", "en": "{title} is other than “{value}”"},
        "learning.is_yes": {"ja": "{title}が「はい」", "en": "{title}: yes"},
        "learning.is_no": {"ja": "{title}が「いいえ」", "en": "{title}: no"},
        "learning.age_of": {"ja": "{title}からの日数", "en": "Days since {title}"},
        "learning.number_of": {"ja": "{title}の数", "en": "Number of {title}"},
        "learning.whether": {"ja": "{title}の有無", "en": "Whether there is {title}"},
        "learning.difference": {"ja": "{one}と{other}の差", "en": "{one} less {other}"},
    }
)
