"""What the soundness check says, in Japanese and English."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "soundness.deadlock": {
            "ja": "「{join}」で案件が止まります。同時に来るはずの流れの一部が届かない場合があります。手前の「{split}」の分かれ方と、ここでの合流の種類（並行か、どれか1つか）をそろえてください。",
            "en": "A case gets stuck at “{join}”: it waits for branches of which one may never come. Let the split “{split}” before it and the join be of the same kind (parallel or exclusive).",
        },
        "soundness.lack_of_synchronization": {
            "ja": "「{join}」で同じ案件が二重に進みます。「{split}」で同時に始まった流れは、並行の合流で待ち合わせてください。",
            "en": "The same case goes on twice from “{join}”. Join the branches that begin together at “{split}” with a parallel gateway.",
        },
        "soundness.left_over": {
            "ja": "「{join}」に着いて終わるとき、「{left}」がまだ終わっていません。「{split}」で同時に始まった流れを並行の合流で待ち合わせるか、終了をすべてを打ち切る終了（terminate）にしてください。",
            "en": "The case ends at “{join}” while “{left}” is still open. Join the branches that begin together at “{split}” with a parallel gateway, or let this end terminate everything.",
        },
        "soundness.livelock": {
            "ja": "「{join}」に入った案件は、その後ずっと終わりません。終了に向かう分岐を加えてください。",
            "en": "A case that gets to “{join}” never ends. Add a branch that leads to an end.",
        },
        "soundness.not_verified": {
            "ja": "「{join}」のあたりは正しく終わるか確かめられません。包含ゲートウェイは、同じ包含ゲートウェイで合流させるか、並行・排他に置き換えてください。",
            "en": "Around “{join}” it cannot be verified that every case ends properly. Join an inclusive split with an inclusive gateway, or use parallel and exclusive ones.",
        },
        "soundness.too_large": {
            "ja": "「{join}」のあたりは組合せが多すぎて、正しく終わるか確かめられません。打切りの終了（terminate）を並行の流れの外に出してください。",
            "en": "Around “{join}” there are too many combinations to verify that every case ends properly. Move the terminating end out of the parallel branches.",
        },
        "structure.unreachable": {
            "ja": "「{join}」にはどの案件も来ません。つながりを加えるか、消してください。",
            "en": "No case ever gets to “{join}”. Connect it or remove it.",
        },
        "structure.dead_end": {
            "ja": "「{join}」からは終了に行けません。終了までつないでください。",
            "en": "No end can be reached from “{join}”. Connect it to an end.",
        },
    }
)

UNNAMED: Final = {
    "start": {"ja": "開始（{key}）", "en": "start ({key})"},
    "end": {"ja": "終了（{key}）", "en": "end ({key})"},
    "task": {"ja": "工程（{key}）", "en": "step ({key})"},
    "xor": {"ja": "どれか1つの分岐・合流（{key}）", "en": "exclusive gateway ({key})"},
    "and": {"ja": "並行の分岐・合流（{key}）", "en": "parallel gateway ({key})"},
    "or": {"ja": "包含の分岐・合流（{key}）", "en": "inclusive gateway ({key})"},
}
"""How a node without a title is called."""
