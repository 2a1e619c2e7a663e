"""Words in pictures."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "diagram.too_large": {
            "ja": "工程が{limit}個を超えるため図にできません。表でご覧になるか、流れを分けてください。",
            "en": "A picture of more than {limit} steps could not be read. Use the table, or split the flow.",
        },
        "diagram.too_tangled": {
            "ja": "矢印が込み入っているため図にできません。表でご覧になるか、流れを分けてください。",
            "en": "Too many arrows cross for a picture. Use the table, or split the flow.",
        },
        "diagram.alternative": {
            "ja": "「{title}」の流れの図。担当{lanes}、工程{steps}。同じ内容を下の表にも載せています。",
            "en": "Picture of the flow “{title}”: {lanes} lanes, {steps} steps. The table below says the same.",
        },
        "diagram.minutes": {"ja": "{minutes}分", "en": "{minutes} min"},
        "diagram.change.added": {"ja": "【追加】", "en": "[added]"},
        "diagram.change.removed": {"ja": "【廃止】", "en": "[removed]"},
        "diagram.change.changed": {"ja": "【変更】", "en": "[changed]"},
        "diagram.change.moved": {"ja": "【移動】", "en": "[moved]"},
        "diagram.change.merged": {"ja": "【統合】", "en": "[merged]"},
        "diagram.change.split": {"ja": "【分割】", "en": "[split]"},
        "diagram.change.automated": {"ja": "【自動化】", "en": "[automated]"},
    }
)
