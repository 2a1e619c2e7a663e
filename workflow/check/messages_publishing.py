"""What `check` says before a flow is published, and its advice on good drawing, in Japanese and English."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "publish.stage": {
            "ja": "「{node}」は現状（as-is）の業務フローです。公開できるのは改善後（to-be）だけです。",
            "en": "“{node}” describes how things are (as-is). Only a to-be flow can be published.",
        },
        "publish.purpose": {
            "ja": "「{node}」の目的が書かれていません。誰のどんな困りごとのための手続かを書いてください。",
            "en": "“{node}” has no purpose. Write for whom it is, and what it solves.",
        },
        "publish.kpi": {
            "ja": "「{node}」に目標（指標）がありません。処理日数など、効果を測る目標を1つ以上決めてください。",
            "en": "“{node}” has no KPI. Set at least one target that shows whether it helps.",
        },
        "publish.criteria": {
            "ja": "「{node}」は処分なのに審査基準がありません。審査基準か、定めない理由を書いてください（行政手続法5条）。",
            "en": "“{node}” is a disposition without screening criteria. Write them, or why there are none (art. 5).",
        },
        "publish.appeal_notice": {
            "ja": "「{node}」は処分なのに教示文がありません。不服申立ての案内を書いてください（行政不服審査法82条）。",
            "en": "“{node}” is a disposition without a notice of appeal. Write how to appeal (art. 82).",
        },
        "publish.disposition": {
            "ja": "「{node}」が処分・届出・事実行為のどれに当たるかが書かれていません。選んでください。",
            "en": "“{node}” does not say what it is in law. Choose a disposition.",
        },
        "publish.standard_days": {
            "ja": "「{node}」の標準処理期間がありません。定めるよう努め、定めたら公にしてください（行政手続法6条）。",
            "en": "“{node}” has no standard processing period. Try to set one, and publish it (art. 6).",
        },
        "publish.title": {
            "ja": "{key}番目の工程「{node}」に名前がありません。何をするところか、分かる名前を付けてください。",
            "en": "Step {key}, “{node}”, has no title. Say what happens there.",
        },
        "publish.form": {
            "ja": "「{node}」で記入するフォームが決まっていません。フォームを選んでください。",
            "en": "“{node}” has no form. Choose the form that is filled in there.",
        },
        "publish.assign": {
            "ja": "「{node}」を誰に割り当てるかが決まっていません。割当て（assign）を決めてください。",
            "en": "“{node}” does not say to whom it is assigned. Set its assign.",
        },
        "publish.template": {
            "ja": "「{node}」で送る通知文が決まっていません。通知文を選んでください。",
            "en": "“{node}” has no letter. Choose the template that is sent.",
        },
        "publish.recipient": {
            "ja": "「{node}」の送り先が決まっていません。送り先の担当（to）を選んでください。",
            "en": "“{node}” does not say to whom it is sent. Choose the lane under “to”.",
        },
        "publish.table": {
            "ja": "「{node}」で使う判定表が決まっていません。判定表を選んでください。",
            "en": "“{node}” has no decision table. Choose one.",
        },
        "publish.wait": {
            "ja": "「{node}」がいつまで待つのかが決まっていません。期間（wait）か日付（until）を決めてください。",
            "en": "“{node}” does not say how long to wait. Set wait or until.",
        },
        "publish.message": {
            "ja": "「{node}」が何の連絡を待つのかが決まっていません。連絡の名前（message）を決めてください。",
            "en": "“{node}” does not say for which message it waits. Name the message.",
        },
        "publish.call": {
            "ja": "「{node}」が何を呼び出すのかが決まっていません。呼出し先（call）を決めてください。",
            "en": "“{node}” does not say what it calls. Set call.",
        },
        "publish.subflow": {
            "ja": "「{node}」で行う業務フローが決まっていません。業務フロー（flow）を選んでください。",
            "en": "“{node}” does not say which flow it runs. Choose the flow.",
        },
        "publish.staff": {
            "ja": "担当「{node}」の部署と役割が決まっていません。誰の受信箱に届くかが決まるように、選んでください。",
            "en": "The lane “{node}” has no department or role. Choose them, so that work reaches an inbox.",
        },
        "publish.result": {
            "ja": "終了「{node}」に結果（承認・拒否・取下げ・完了）がありません。選んでください。",
            "en": "The end “{node}” has no result. Choose approved, refused, withdrawn or completed.",
        },
        "lint.label_required": {
            "ja": "「{node}」に名前がありません。何をする工程か、分かる名前を付けてください。",
            "en": "“{node}” has no title. Say what is done there.",
        },
        "lint.implicit_split": {
            "ja": "「{node}」から{count}本のつながりが同時に進みます。同時でよければ「並行」の分かれ道を置くと読みやすくなります。",
            "en": "{count} edges leave “{node}” at once. A parallel gateway would show that it is meant.",
        },
        "lint.fake_join": {
            "ja": "「{node}」に{count}本のつながりが入っています。どれか1つが来れば始まります。全部を待つなら「並行」の合流を置いてください。",
            "en": "{count} edges enter “{node}”; any of them starts it. To wait for all, put a parallel join before it.",
        },
        "lint.gateway_join_fork": {
            "ja": "「{node}」は合流と分かれ道を兼ねています。2つに分けると読みやすくなります。",
            "en": "“{node}” joins and splits at once. Two gateways would be easier to read.",
        },
        "lint.superfluous_gateway": {
            "ja": "「{node}」は入口も出口も1本なので、なくても変わりません。消すと読みやすくなります。",
            "en": "“{node}” has one way in and one way out. Without it the flow is the same and easier to read.",
        },
        "lint.inclusive_gateway": {
            "ja": "「{node}」は「いくつか選ぶ」分かれ道です。「1つ選ぶ」か「並行」に直すと、確かめやすくなります。",
            "en": "“{node}” is an inclusive gateway. Exclusive or parallel ones are easier to verify.",
        },
        "lint.too_many_nodes": {
            "ja": "「{node}」の工程が{count}個あります。50個を超えると読みにくいので、サブフローに分けることを考えてください。",
            "en": "“{node}” has {count} steps. More than 50 are hard to read: consider subflows.",
        },
        "lint.several_starts": {
            "ja": "「{node}」に開始が{count}個あります。1つにまとめると読みやすくなります。",
            "en": "“{node}” has {count} starts. One is easier to read.",
        },
        "lint.duplicate_title": {
            "ja": "「{node}」という名前の工程が{count}個あります。違いが分かる名前にしてください。",
            "en": "{count} steps are called “{node}”. Give them names that differ.",
        },
        "lint.many_paths": {
            "ja": "「{node}」に出入りするつながりが{count}本あります。工程を分けると読みやすくなります。",
            "en": "{count} edges enter or leave “{node}”. Splitting it would be easier to read.",
        },
        "lint.unused_lane": {
            "ja": "担当「{node}」はどの工程でも使われていません。不要なら消してください。",
            "en": "No step uses the lane “{node}”. Remove it if it is not needed.",
        },
        "lint.long_title": {
            "ja": "「{node}」の名前が{count}字あります。50字までに短くし、くわしくは説明（instructions）に書いてください。",
            "en": "The title “{node}” has {count} characters. Shorten it to 50; details belong into instructions.",
        },
    }
)
