"""What is said about models that cannot be used, and about what a flow cannot express."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "bpmn.no_process": {
            "ja": "工程のあるプロセスがありません。工程を描いたBPMN（process の中に task など）を使ってください。",
            "en": "There is no process with steps in it. Use a BPMN model in which a process has tasks.",
        },
        "bpmn.unknown_process": {
            "ja": "プロセス「{name}」がありません。次から選んでください：{known}",
            "en": "There is no process “{name}”. Choose one of: {known}",
        },
        "bpmn.bad_definition": {
            "ja": "「{name}」に埋め込まれた定義が壊れています。書き出し直すか、拡張要素を消してください。",
            "en": "The definition inside “{name}” is broken. Export it again, or remove the extension element.",
        },
        "bpmn.title": {"ja": "取り込んだ業務フロー", "en": "Imported flow"},
        "bpmn.other_process": {
            "ja": "ほかのプロセス「{name}」は取り込んでいません（--process で選べます）。",
            "en": "The other process “{name}” was left out (--process chooses).",
        },
        "bpmn.message_flow": {
            "ja": "プール間のメッセージ {count} 本は取り込んでいません。住民とのやり取りは、様式や通知の工程として描き足してください。",
            "en": "{count} message flows between pools were left out. Draw contacts with residents as forms and notices.",
        },
        "bpmn.data": {
            "ja": "データとデータストア {count} 個は取り込んでいません。工程の「読む・書く」に書き足してください。",
            "en": "{count} data objects and stores were left out. Add them as what steps read and write.",
        },
        "bpmn.annotation": {
            "ja": "注釈とグループ {count} 個は取り込んでいません。",
            "en": "{count} annotations and groups were left out.",
        },
        "bpmn.complex_gateway": {
            "ja": "複合ゲートウェイ「{name}」は「当てはまるものすべて」の分岐にしました。条件を確かめてください。",
            "en": "The complex gateway “{name}” became an inclusive one. Check its conditions.",
        },
        "bpmn.event_gateway": {
            "ja": "イベントで分かれるゲートウェイ「{name}」は、どれか1つに進む分岐にしました。",
            "en": "The event-based gateway “{name}” became an exclusive one.",
        },
        "bpmn.inside_left_out": {
            "ja": "サブプロセス「{name}」は別の業務フローの呼出しにしました。中の工程は取り込んでいません。",
            "en": "The sub-process “{name}” became a call of another flow. The steps in it were left out.",
        },
        "bpmn.event_kind": {
            "ja": "イベント「{name}」の種類（{kind}）は表せないため、{became}にしました。",
            "en": "The kind of the event “{name}” ({kind}) cannot be expressed; it became {became}.",
        },
        "bpmn.became_wait": {"ja": "外部からの連絡を待つ工程", "en": "waiting for a message from outside"},
        "bpmn.became_notice": {"ja": "通知", "en": "a notice"},
        "bpmn.became_plain": {"ja": "ふつうの開始・終了", "en": "a plain start or end"},
        "bpmn.boundary": {
            "ja": "「{host}」の境界イベント「{name}」は、その直後の分岐にしました。",
            "en": "The boundary event “{name}” of “{host}” became a choice right after it.",
        },
        "bpmn.boundary_left_out": {
            "ja": "「{host}」の境界イベント「{name}」（中断しないもの・補償）は取り込んでいません。",
            "en": "The boundary event “{name}” of “{host}” (not interrupting, or compensation) was left out.",
        },
        "bpmn.event_sub_process": {
            "ja": "イベントサブプロセス「{name}」は取り込んでいません。",
            "en": "The event sub-process “{name}” was left out.",
        },
        "bpmn.condition": {
            "ja": "条件式 {count} 個は取り込んでいません。条件は分岐の名前から組み立て直してください。",
            "en": "{count} condition expressions were left out. Build the conditions again from the names of the ways.",
        },
        "bpmn.conditional_flows": {
            "ja": "「{name}」から条件で分かれる流れは、「当てはまるものすべて」の分岐にしました。",
            "en": "The conditional flows out of “{name}” became an inclusive gateway.",
        },
        "bpmn.repeats": {
            "ja": "「{name}」の繰返し・多重の指定は取り込んでいません。",
            "en": "The repetition of “{name}” (loop or multi-instance) was left out.",
        },
        "bpmn.loose_flow": {
            "ja": "つなぎ先のない流れ {count} 本は取り込んでいません。",
            "en": "{count} flows with a missing end were left out.",
        },
        "bpmn.twin_flow": {
            "ja": "「{source}」から「{target}」への二重の流れは1本にしました。",
            "en": "The doubled flow from “{source}” to “{target}” was made one.",
        },
        "bpmn.start_added": {
            "ja": "開始イベントがないため足しました。",
            "en": "A start event was added, for there was none.",
        },
        "bpmn.end_added": {
            "ja": "先のない工程 {count} 個を終わりにつなぎました。",
            "en": "{count} steps without a way on were joined to an end.",
        },
        "bpmn.unreached": {
            "ja": "始まりから進めない工程があります。つなぐか、消してください：{names}",
            "en": "There are steps that the start does not lead to. Join them or take them out: {names}",
        },
    }
)
