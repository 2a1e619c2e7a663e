"""Sentences of this package."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "office.reason_needed": {
            "ja": "見送る理由を書いてください。あとで見直すときの手がかりになります。",
            "en": "Write why the proposal is dismissed. It helps whoever looks at it again.",
        },
        "office.nothing_to_apply": {
            "ja": "この指摘には、自動で書き換える案がありません。現状の流れか見直し後の流れを、担当者が直してください。",
            "en": "This finding has no rewrite. People have to change the flow themselves.",
        },
        "office.defect_stays": {
            "ja": "法令や監査が求める統制の欠陥は、見送れません。流れを直すと、この指摘は消えます。",
            "en": "A defect of a control that law or audit asks for cannot be dismissed. Mend the flow, and it goes.",
        },
        "office.no_such_finding": {
            "ja": "流れが変わったため、この指摘はもうありません。分析の画面を開き直してください。",
            "en": "The flow has changed and this finding is gone. Open the analysis again.",
        },
        "office.nothing_to_share": {
            "ja": "公開中の版がないので、ひな形にできません。公開してから、もう一度押してください。",
            "en": "There is no version in force to share. Publish one first.",
        },
    }
)
