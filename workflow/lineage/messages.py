"""What the lineage says of a field or an attachment, for a clerk."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "lineage.unused": {
            "ja": "「{node}」で求めている「{item}」は、どの工程・判定・通知でも使わず、記録にも残しません。求めるのをやめられます。",
            "en": "“{node}” asks for “{item}”, which no step, rule, letter or record uses. It need not be asked.",
        },
        "lineage.known": {
            "ja": "「{node}」で求めている「{item}」は、すでに分かっています（{sources}）。求めずに、そこから使えないか確かめてください。",
            "en": "“{node}” asks for “{item}”, which is known already ({sources}). See whether it can be taken from there.",
        },
    }
)
