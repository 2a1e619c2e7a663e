"""The history of a case in words, and how cases end; `engine.messages` holds these sentences with its own."""

from collections.abc import Mapping
from typing import Final

HISTORY: Final[Mapping[str, Mapping[str, str]]] = {
    "history.opened": {
        "ja": "申請が到達しました。",
        "en": "The application arrived.",
    },
    "history.item_opened": {
        "ja": "「{node}」が始まりました。",
        "en": "“{node}” began.",
    },
    "history.correction_asked": {
        "ja": "申請者に補正をお願いしました（「{node}」）。",
        "en": "The applicant was asked for a correction (“{node}”).",
    },
    "history.form_asked": {
        "ja": "申請者に「{node}」の提出をお願いしました。",
        "en": "The applicant was asked for “{node}”.",
    },
    "history.item_claimed": {
        "ja": "「{node}」を引き受けました。",
        "en": "“{node}” was taken.",
    },
    "history.item_released": {
        "ja": "「{node}」の引受けを解除しました。",
        "en": "“{node}” was released.",
    },
    "history.item_closed": {
        "ja": "「{node}」を終えました。",
        "en": "“{node}” was done.",
    },
    "history.item_closed_with": {
        "ja": "「{node}」を「{outcome}」としました。",
        "en": "“{node}” ended with “{outcome}”.",
    },
    "history.form_answered": {
        "ja": "「{node}」が提出されました。",
        "en": "“{node}” was handed in.",
    },
    "history.voted": {
        "ja": "「{node}」の合議で「{outcome}」としました。",
        "en": "A member of “{node}” chose “{outcome}”.",
    },
    "history.jointly_decided": {
        "ja": "「{node}」の合議は「{outcome}」に決まりました。",
        "en": "The members of “{node}” decided “{outcome}”.",
    },
    "history.message_awaited": {
        "ja": "「{node}」で外部からの連絡を待っています。",
        "en": "“{node}” waits for a message from outside.",
    },
    "history.service_awaited": {
        "ja": "「{node}」で外部のシステムに問い合わせています。",
        "en": "“{node}” asks another system.",
    },
    "history.child_awaited": {
        "ja": "「{node}」の手続が始まりました。",
        "en": "The procedure of “{node}” began.",
    },
    "history.child_awaited_each": {
        "ja": "「{node}」の手続が始まりました（{place}件目）。",
        "en": "The procedure of “{node}” began (item {place}).",
    },
    "history.message_came": {
        "ja": "「{node}」で待っていた連絡が届きました。",
        "en": "The message that “{node}” waited for came.",
    },
    "history.service_came": {
        "ja": "「{node}」の問い合わせに答えがありました。",
        "en": "The other system answered “{node}”.",
    },
    "history.child_came": {
        "ja": "「{node}」の手続が終わりました（{result}）。",
        "en": "The procedure of “{node}” ended ({result}).",
    },
    "history.message_kept": {
        "ja": "外部からの連絡が届きました。使う工程まで預かります。",
        "en": "A message came from outside. It is kept for the step that needs it.",
    },
    "history.message_used": {
        "ja": "「{node}」で、先に届いていた連絡を使いました。",
        "en": "“{node}” used the message that had come before.",
    },
    "history.part_of": {
        "ja": "別の案件の一部として始まりました。",
        "en": "This began as a part of another case.",
    },
    "history.joined": {
        "ja": "並行する作業がそろいました。",
        "en": "The parallel branches came together.",
    },
    "history.timer_set": {
        "ja": "「{node}」で{when}まで待ちます。",
        "en": "Waiting at “{node}” until {when}.",
    },
    "history.timer_fired": {
        "ja": "「{node}」で待っていた時が来ました。",
        "en": "The time that “{node}” waited for came.",
    },
    "history.rule_counted": {
        "ja": "「{node}」で判定表が自動で判定しました（適用した規則：{rules}）。",
        "en": "The table of “{node}” decided automatically (rules: {rules}).",
    },
    "history.rule_spoke": {
        "ja": "「{node}」で判定表を適用しました（適用した規則：{rules}）。",
        "en": "The table of “{node}” was applied (rules: {rules}).",
    },
    "history.rule_referred": {
        "ja": "「{node}」の判定は職員が行います（{why}）。",
        "en": "People decide what “{node}” asks ({why}).",
    },
    "history.noticed": {
        "ja": "通知「{node}」を送ります。",
        "en": "The notice “{node}” goes out.",
    },
    "history.reminded": {
        "ja": "「{node}」の期限が過ぎたため、担当に知らせました。",
        "en": "“{node}” is late; those in charge were reminded.",
    },
    "history.escalated": {
        "ja": "「{node}」の期限が過ぎたため、上司に知らせました。",
        "en": "“{node}” is late; a superior was told.",
    },
    "history.decided": {
        "ja": "決定しました。",
        "en": "The decision was made.",
    },
    "history.withdrawn": {
        "ja": "申請者が申請を取り下げました。",
        "en": "The applicant withdrew the application.",
    },
    "history.closed": {
        "ja": "案件が終了しました（{result}）。",
        "en": "The case was closed ({result}).",
    },
    "result.approved": {"ja": "承認", "en": "approved"},
    "result.refused": {"ja": "却下", "en": "refused"},
    "result.withdrawn": {"ja": "取下げ", "en": "withdrawn"},
    "result.cancelled": {"ja": "中止", "en": "cancelled"},
    "result.mixed": {"ja": "結果が分かれた", "en": "mixed results"},
    "result.completed": {"ja": "完了", "en": "completed"},
}
