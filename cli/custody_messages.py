"""What a verification says: what does not fit, and where to look."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "verify.entry_changed": {
            "ja": "履歴の {number} 番目の記録が、書かれたときと違います（書換え、入替え、挿入）。",
            "en": "Entry {number} of the history is not what was written (edited, swapped or inserted).",
        },
        "verify.entry_missing": {
            "ja": "履歴の {number} 番目の記録がありません。",
            "en": "Entry {number} of the history is missing.",
        },
        "verify.entry_unlinked": {
            "ja": "履歴の {number} 番目の記録に検証用の値がありません（外されたか、この仕組みより前の記録です）。",
            "en": "Entry {number} of the history has no link (taken away, or from before there were links).",
        },
        "verify.head_changed": {
            "ja": "履歴は {number} 番目で終わっていますが、案件の控えと合いません（末尾の削除、または案件の書換え）。",
            "en": "The history ends with entry {number}, which does not fit the case (cut off, or the case's row edited).",
        },
        "verify.case_missing": {
            "ja": "この案件が台帳にありません（{number} 番目の記録まで進んでいました）。",
            "en": "This case is gone (it had come as far as entry {number}).",
        },
        "verify.witnessed_entry_missing": {
            "ja": "控えでは {number} 番目の記録まで進んでいますが、台帳にありません（古い写しに戻されたおそれがあります）。",
            "en": "The witness saw entry {number}, which is not there (perhaps put back from an old copy).",
        },
        "verify.witnessed_otherwise": {
            "ja": "{number} 番目の記録が、控えと違います。",
            "en": "Entry {number} is not the one that the witness saw.",
        },
        "verify.witness_unreadable": {
            "ja": "控えのこの行が読めません（書換え、または書きかけ）。",
            "en": "This line of the witness cannot be read (edited, or written by halves).",
        },
        "verify.state_differs": {
            "ja": "案件の今の状態が、履歴から求めた状態と違います。",
            "en": "The case's present state is not the sum of its history.",
        },
        "verify.items_differ": {
            "ja": "未処理の作業の一覧が、履歴と合いません。",
            "en": "The open work items do not fit the history.",
        },
        "verify.timers_differ": {
            "ja": "待っている予定（タイマー）が、履歴と合いません。",
            "en": "The waiting timers do not fit the history.",
        },
        "verify.unreadable": {
            "ja": "案件か履歴の内容が読めません（書き換えられたおそれがあります）。",
            "en": "The case or its history cannot be read (probably edited).",
        },
        "verify.file_missing": {
            "ja": "添付ファイルの実体がありません。",
            "en": "The file of this attachment is missing.",
        },
        "verify.file_changed": {
            "ja": "添付ファイルの中身が、受け取ったときと違います。",
            "en": "The content of this attachment is not what was received.",
        },
    }
)
