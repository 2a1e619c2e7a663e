"""Sentences of this package: what does not fit and where to look, and what stops a backup or its restoration."""

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
        "upkeep.not_empty": {
            "ja": "データベースが空ではありません。復元は、何も入っていない環境に対してだけ行えます。",
            "en": "The database is not empty. A backup is restored on an empty installation only.",
        },
        "upkeep.no_backup": {
            "ja": "{folder} に、最後まで書き終えたバックアップがありません。日時の名前のフォルダーを指定してください。",
            "en": "There is no finished backup in {folder}. Name the folder that is called after a date and time.",
        },
        "upkeep.newer_backup": {
            "ja": "このバックアップは、より新しい版で作られています（{revision}）。製品を新しくしてから復元してください。",
            "en": "This backup was made by a newer version ({revision}). Upgrade the product, then restore.",
        },
        "upkeep.other_key": {
            "ja": "SECRET_KEY が、バックアップを作ったときのものと違います。同じ鍵を設定してから復元してください。",
            "en": "SECRET_KEY is not the one with which the data were written. Set the same key, then restore.",
        },
        "upkeep.damaged": {
            "ja": "バックアップの {file} が壊れています。別の日時のバックアップを使ってください。",
            "en": "{file} in the backup is damaged. Use a backup of another time.",
        },
        "upkeep.fine": {
            "ja": "問題はありません。案件 {cases} 件、履歴 {entries} 件、控えのある案件 {witnessed} 件を確かめました。",
            "en": "Everything fits: {cases} cases, {entries} entries, {witnessed} cases known to the witness.",
        },
        "upkeep.not_fine": {
            "ja": "合わないものが {found} 件あります。案件 {cases} 件、履歴 {entries} 件を確かめました。",
            "en": "{found} things do not fit, among {cases} cases and {entries} entries.",
        },
        "upkeep.backed_up": {
            "ja": "{folder} に保存しました（表の行 {rows} 件、添付ファイル {files} 件）。",
            "en": "Saved in {folder} ({rows} rows, {files} attachments).",
        },
        "upkeep.restored": {
            "ja": "{made_at} のバックアップを復元しました（表の行 {rows} 件、添付ファイル {files} 件）。",
            "en": "Restored the backup of {made_at} ({rows} rows, {files} attachments).",
        },
        "upkeep.drafts_erased": {
            "ja": "期限の過ぎた下書きを {count} 件消しました。",
            "en": "Erased {count} drafts that had expired.",
        },
        "upkeep.words_noted": {
            "ja": "これまで全文検索の対象でなかった案件 {count} 件を、さがせるようにしました。",
            "en": "Made {count} cases findable that the full-text search did not know.",
        },
        "upkeep.cleared": {
            "ja": "どこからも使われていないファイルを {count} 件消しました。",
            "en": "Deleted {count} files that nothing refers to.",
        },
    }
)
