"""What the command line says beside the findings themselves."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "message.unknown_sender": {
            "ja": "送り手「{sender}」が設定 MESSAGE_SENDERS にありません。加えてからやり直してください。",
            "en": "The sender “{sender}” is not among MESSAGE_SENDERS. Add it there first.",
        },
        "message.unknown_host": {
            "ja": "呼び出し先「{host}」が設定 SERVICE_HOSTS にありません。加えてからやり直してください。",
            "en": "The host “{host}” is not among SERVICE_HOSTS. Add it there first.",
        },
        "message.no_object": {
            "ja": "連絡の内容は、項目名と値の組（JSON のオブジェクト）で書いてください。",
            "en": "What the message says must be a JSON object of names and values.",
        },
        "message.no_case": {
            "ja": "受付番号「{number}」の案件がありません。番号を確かめてください。",
            "en": "There is no case with the receipt number “{number}”. Check the number.",
        },
        "cli.missing": {
            "ja": "ファイルがありません。名前と場所を確かめてください。",
            "en": "There is no such file. Check its name and place.",
        },
        "cli.directory": {
            "ja": "これはフォルダーです。中のファイルを1つ指定してください。",
            "en": "This is a directory. Name a file in it.",
        },
        "cli.forbidden": {
            "ja": "このファイルを開く権限がありません。",
            "en": "You may not open this file.",
        },
        "cli.unreadable": {
            "ja": "ファイルを扱えません。{reason}",
            "en": "The file cannot be used. {reason}",
        },
        "cli.cannot_write": {
            "ja": "書き込めません（{reason}）。書き込める場所を指定してください。",
            "en": "This cannot be written ({reason}). Name a place that can be written to.",
        },
        "cli.picture_kind": {
            "ja": "-o のファイル名は .svg、.png、.dot のどれかで終わらせてください。",
            "en": "Let the name after -o end in .svg, .png or .dot.",
        },
        "cli.and_more": {"ja": "（ほか {count} 件）", "en": " (and {count} more)"},
        "cli.wrong_format": {
            "ja": "{expected} の文書ではありません（format が {found}）。",
            "en": "This is not a {expected} document (its format is {found}).",
        },
        "cli.no_format": {
            "ja": "{expected} の文書ではありません（format がありません）。",
            "en": "This is not a {expected} document (it has no format).",
        },
        "cli.past_without_cases": {
            "ja": '過去の案件がありません。{ "cases": […] } の形で、1件以上{most}件までにしてください。',
            "en": 'There are no past cases. Write { "cases": […] } with one to {most} of them.',
        },
        "cli.past_bad_moment": {
            "ja": "{number}件目の arrived が読めません。2026-04-01T09:00:00+09:00 の形で、届いた日時を書いてください。",
            "en": "Case {number}: arrived cannot be read. Write when it arrived, like 2026-04-01T09:00:00+09:00.",
        },
        "cli.past_bad_verdict": {
            "ja": "{number}件目の verdict を {known} のどれかにしてください。",
            "en": "Case {number}: verdict has to be one of {known}.",
        },
        "cli.past_without_facts": {
            "ja": "{number}件目に facts がありません。届いたときの回答を、項目のキーと値で書いてください。",
            "en": "Case {number} has no facts. Write the answers on arrival, by the keys of their fields.",
        },
        "cli.backtest": {
            "ja": "{rule}：過去の{cases}件のうち{approved}件を承認していました。そのうち人が却下したのは{refused}件、直させたのは{changed}件です（95 %の確かさで{lower} %以上が正しい）。",
            "en": "{rule}: would have approved {approved} of {cases} past cases, of which people refused {refused} and changed {changed} (with confidence 95 %, at least {lower} % are right).",
        },
        "cli.certificate": {
            "ja": "{standing}：{words}（証明に使った{n}件のうち違い{errors}件、{lower} %以上が正しい）",
            "en": "{standing}: {words} ({errors} of the {n} cases of the proof decided otherwise, at least {lower} % right)",
        },
        "cli.nothing_certified": {
            "ja": "{target} %を証明できるルールはありません。あと {needed} 件、人の判断と一致する必要があります。",
            "en": "No rule can be certified at {target} % yet: {needed} further cases have to agree with people.",
        },
        "cli.answers_needed": {
            "ja": '回答は { "項目キー": 値 } の形のJSONで書いてください。',
            "en": "Write the answers as a JSON object of field keys and values.",
        },
        "cli.port_taken": {
            "ja": "{address} で待ち受けられません（{reason}）。PORT に別の番号を指定するか、使っている方を止めてください。",
            "en": "Cannot listen on {address} ({reason}). Set PORT to another number, or stop what uses it.",
        },
        "cli.control_kept": {
            "ja": "統制「{control}」は守られます：{before} → {after}",
            "en": "The control “{control}” is kept: {before} → {after}",
        },
        "cli.control_lost": {
            "ja": "統制「{control}」が失われるため、採用できません：{before} → {after}",
            "en": "The control “{control}” is lost, so this is refused: {before} → {after}",
        },
        "cli.run": {"ja": "たとえば：{steps}", "en": "For example: {steps}"},
        "cli.missing_before": {
            "ja": "元の業務フローでも守られていません：{sentence}",
            "en": "The original flow does not do it either: {sentence}",
        },
        "cli.left_out": {
            "ja": "ほかに、歯止めにより見送ったものと判断できなかったものが {count} 件あります（--all で表示）。",
            "en": "{count} more were stopped by a guard or could not be judged (--all shows them).",
        },
        "cli.saving": {
            "ja": "削減見込み：年 {hours} 時間（{low}～{high}）、{yen} 円",
            "en": "Expected saving per year: {hours} hours ({low} to {high}), {yen} yen",
        },
        "cli.lacking": {"ja": "足りない情報：{names}", "en": "Missing: {names}"},
        "cli.unknown_code": {
            "ja": "指摘の番号「{name}」はありません。使えるもの：{known}。",
            "en": "There is no finding “{name}”. Known ones: {known}.",
        },
        "cli.applied": {
            "ja": "適用しました（年 {hours} 時間、{yen} 円の削減）",
            "en": "applied ({hours} hours and {yen} yen less per year)",
        },
        "cli.way": {
            "ja": "年 {hours} 時間・半数が {half} 日以内・9割が {most} 日以内・住民の手間 {contacts} 回・導入 {effort} 日・見逃し 年 {missed} 件：",
            "en": "{hours} h a year; half within {half} days, nine in ten within {most}; {contacts} contacts; {effort} days to "
            "introduce; {missed} missed a year:",
        },
        "cli.tidied": {
            "ja": "適用しました（手間は変わらず、流れが分かりやすくなります）",
            "en": "applied (the effort stays, the flow gets clearer)",
        },
        "cli.nothing_applied": {
            "ja": "適用できる見直しはありませんでした。",
            "en": "There was no proposal that could be applied.",
        },
        "cli.replicated": {"ja": "  … {count}回目（最大{most}回）", "en": "  … replication {count} of {most} at most"},
        "cli.lead_difference": {
            "ja": "所要日数の平均 {before}日 → {after}日（差の95%区間 {low}〜{high}日）",
            "en": "Mean lead time {before} → {after} days (95 % interval of the difference {low} to {high} days)",
        },
        "cli.touch_difference": {
            "ja": "職員の作業（1件） {before}分 → {after}分（差の95%区間 {low}〜{high}分）",
            "en": "Working time per case {before} → {after} min (95 % interval of the difference {low} to {high} min)",
        },
        "cli.not_settled": {
            "ja": "差はまだはっきりしません。件数（--cases）を増やしてください。",
            "en": "The difference is not yet known well. Take more cases (--cases).",
        },
        "cli.simulated": {
            "ja": "{cases} 件を流した結果（乱数の種 {seed}）",
            "en": "{cases} simulated cases (seed {seed})",
        },
        "cli.lead_time": {
            "ja": "受付から完了まで：平均 {mean} 日（95 % 区間 {low}～{high}）、半数は {half} 日以内、9割は {most} 日以内",
            "en": "Arrival to end: mean {mean} days (95 % interval {low} to {high}), half within {half}, nine in ten within {most}",
        },
        "cli.touch": {
            "ja": "職員の作業時間：1件あたり {minutes} 分（95 % 区間 {low}～{high}）",
            "en": "Working time per case: {minutes} minutes (95 % interval {low} to {high})",
        },
        "cli.outcome": {"ja": "結果「{result}」：{share} %", "en": "Result “{result}”: {share} %"},
        "cli.lane": {
            "ja": "担当「{lane}」：忙しさ {share} %、1件あたり {minutes} 分、手が空くまでの待ち {queue} 分",
            "en": "Lane “{lane}”: busy {share} %, {minutes} minutes per case, {queue} minutes of waiting for a free person",
        },
        "cli.model_read": {
            "ja": "プロセスを業務フローにしました：工程 {nodes}、つながり {edges}、担当 {lanes}",
            "en": "The process became a flow: {nodes} nodes, {edges} edges, {lanes} lanes",
        },
        "cli.bad_key": {
            "ja": "「{key}」はキーとして使えません。英小文字で始め、英小文字・数字・_・- だけで64字までにしてください。",
            "en": "“{key}” is not a key. Begin with a small letter; then small letters, digits, _ and -, 64 at most.",
        },
        "cli.log": {
            "ja": "案件 {cases} 件、記録 {events} 件、流れの種類 {variants}、直後関係 {edges}",
            "en": "{cases} cases, {events} events, {variants} variants, {edges} directly-follows edges",
        },
        "cli.log_cycle": {
            "ja": "始まりから終わりまで：平均 {mean} 日、中央値 {median} 日",
            "en": "From first to last event: mean {mean} days, median {median} days",
        },
        "cli.log_fits": {
            "ja": "この図のとおりに進んだ案件：{n} 件中 {k} 件（{share} %）",
            "en": "Cases that run through the picture exactly: {k} of {n} ({share} %)",
        },
        "cli.log_activity": {
            "ja": "{name}：{done} 回、繰り返した案件 {cases} 件中 {again} 件、待ち 平均 {mean} 分・中央値 {half} 分",
            "en": "{name}: {done} times, repeated in {again} of {cases} cases, waiting {mean} minutes on average, {half} in the middle",
        },
        "cli.fine": {"ja": "問題はありません。", "en": "Nothing was found."},
        "admin.password_too_short": {
            "ja": "パスワードは{least}文字以上にしてください。",
            "en": "The password needs at least {least} characters.",
        },
        "admin.login_taken": {
            "ja": "ログインID「{login}」は使われています。別のIDにしてください。",
            "en": "The login “{login}” is taken. Choose another.",
        },
        "admin.unknown_login": {
            "ja": "ログインID「{login}」の職員がいません。つづりを確かめてください。",
            "en": "There is no officer “{login}”. Check the spelling.",
        },
        "admin.unknown_department": {
            "ja": "所属「{department}」がありません。所属のキーを確かめてください。",
            "en": "There is no department “{department}”. Check its key.",
        },
    }
)
