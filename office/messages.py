"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "office.reason_needed": {
            "ja": "見送る理由を書いてください。あとで見直すときの手がかりになります。",
            "en": "Write why the proposal is dismissed. It helps whoever looks at it again.",
        },
        "office.no_such_finding": {
            "ja": "流れが変わったため、この指摘はもうありません。分析の画面を開き直してください。",
            "en": "The flow has changed and this finding is gone. Open the analysis again.",
        },
    }
)
