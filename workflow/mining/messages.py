"""What is said about event logs that cannot be used, and about what was left out of one."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "log.no_cases": {
            "ja": "ログに案件がありません。案件ごとの記録（XESなら trace）を含めて書き出してください。",
            "en": "The log has no cases. Export it with the records of each case (in XES: trace).",
        },
        "log.no_events": {
            "ja": "ログの案件に、作業名と日時のそろった記録が1件もありません。作業（concept:name）と日時（time:timestamp）を含めて書き出してください。",
            "en": "No case of the log has a record with both activity and time. Export them (concept:name, time:timestamp).",
        },
        "log.too_many_events": {
            "ja": "記録が多すぎます（上限 {limit} 件）。期間を区切って書き出してください。",
            "en": "There are too many records (limit {limit}). Export a shorter period.",
        },
        "log.too_many_activities": {
            "ja": "作業の種類が {count} もあります（上限 {limit}）。作業の列に、番号や自由記述の列を選んでいないか確かめてください。",
            "en": "There are {count} kinds of activity (limit {limit}). Check that the activity is not a number or free text.",
        },
        "log.cases_do_not_hang_together": {
            "ja": "{count} 件の案件すべてに記録が1つずつしかありません。案件の列に、記録ごとに変わる番号を選んでいないか確かめてください。",
            "en": "All {count} cases have a single record. Check that the case is not a number that changes with every record.",
        },
        "log.bad_time": {
            "ja": "{place}の日時「{value}」が読めません。2026-04-01 09:30 や 令和8年4月1日 9時30分 の形にしてください。",
            "en": "The time “{value}” of {place} cannot be read. Write it like 2026-04-01 09:30.",
        },
        "log.bad_time_format": {
            "ja": "{place}の日時「{value}」が、指定された形（{format}）になっていません。形の指定を直してください。",
            "en": "The time “{value}” of {place} does not have the format that was given ({format}). Correct the format.",
        },
        "log.place_line": {"ja": "{line}行目", "en": "line {line}"},
        "log.place_case": {"ja": "案件「{case}」", "en": "case “{case}”"},
        "log.no_column": {
            "ja": "{what}の列が分かりません。見出し（{columns}）の中から、どれが{what}かを指定してください。",
            "en": "Which column holds {what} is unclear. Name one of the headings: {columns}.",
        },
        "log.unknown_column": {
            "ja": "「{name}」という列がありません。見出し（{columns}）のとおりに指定してください。",
            "en": "There is no column “{name}”. Name it as the headings do: {columns}.",
        },
        "log.twice_the_column": {
            "ja": "列「{name}」が2つの役に指定されています。案件・作業・日時には別々の列を指定してください。",
            "en": "The column “{name}” was named for two things. Case, activity and time need a column each.",
        },
        "log.empty_file": {
            "ja": "ファイルが空です。1行目に見出し、2行目から記録のあるCSVを使ってください。",
            "en": "The file is empty. Use a CSV with headings in its first line and records below.",
        },
        "log.not_text": {
            "ja": "文字コードが分かりません。CSVをUTF-8かシフトJISで保存し直してください。",
            "en": "The character encoding is unknown. Save the CSV as UTF-8 (or Shift JIS).",
        },
        "log.broken_csv": {
            "ja": '{line}行目でCSVが崩れています。引用符（"）の対応を確かめてください。',
            "en": "The CSV breaks in line {line}. Check that every quotation mark is closed.",
        },
        "log.column_case": {"ja": "案件番号", "en": "the case"},
        "log.column_activity": {"ja": "作業名", "en": "the activity"},
        "log.column_time": {"ja": "完了日時", "en": "the time"},
        "log.left_out": {
            "ja": "作業名や日時のない記録 {count} 件は数えていません。",
            "en": "{count} records without activity or time were left out.",
        },
        "log.unfinished": {
            "ja": "開始だけで完了の記録がない作業 {count} 件は、開始の時刻を完了とみなしました。",
            "en": "{count} pieces of work were started but never completed in the log; their start counts as their end.",
        },
        "log.lane": {"ja": "担当者グループ {number}", "en": "Group {number}"},
        "log.start": {"ja": "始まり", "en": "Start"},
        "log.end": {"ja": "終わり", "en": "End"},
        "log.purpose": {
            "ja": "業務記録（{cases} 件の案件、{events} 件の記録）から作った現行フローの下書き。作業時間・確認事項・根拠などは担当者に聞いて書き足してください。",
            "en": "A draft of the as-is flow, made from records ({cases} cases, {events} events). Minutes of work, checks and legal bases are to be asked and filled in.",
        },
        "log.goes_on": {"ja": "先へ進む", "en": "Go on"},
        "log.goes_to": {"ja": "「{name}」へ進む", "en": "On to “{name}”"},
        "log.goes_back": {"ja": "「{name}」に戻る", "en": "Back to “{name}”"},
        "log.not_in_picture": {
            "ja": "流れから外れた記録 {count} 件は図に表していません：{names}",
            "en": "{count} records that stray from the course are not in the picture: {names}",
        },
        "log.only_ends": {
            "ja": "完了の時刻しか記録されていないため、作業時間は分かりません。待ち時間は、前の完了からの間隔（上限の目安）です。",
            "en": "Only completions are recorded: minutes of work are unknown, and waiting is the gap since the completion before (an upper bound).",
        },
        "log.no_volume": {
            "ja": "記録の期間が4週間に満たないため、年間件数は書いていません。",
            "en": "The log spans less than four weeks, so no yearly volume was written.",
        },
    }
)
