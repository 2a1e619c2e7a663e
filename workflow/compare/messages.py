"""What a comparison says of the behaviour of two flows and of where the hours went."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "compare.to_parallel": {
            "ja": "「{one}」と「{other}」は、順に行っていましたが、並行して行います。",
            "en": "“{one}” and “{other}” were done one after the other; now they are done at the same time.",
        },
        "compare.to_sequence": {
            "ja": "「{one}」と「{other}」は、並行して行っていましたが、「{one}」のあとに「{other}」を行います。",
            "en": "“{one}” and “{other}” were done at the same time; now “{other}” comes after “{one}”.",
        },
        "compare.turned": {
            "ja": "順番が逆になります。「{other}」のあとに「{one}」を行っていましたが、「{one}」が先になります。",
            "en": "The order turns round: “{one}” came after “{other}”, now it comes first.",
        },
        "compare.to_either": {
            "ja": "「{one}」と「{other}」は、1つの案件で両方行うことがありましたが、どちらか一方だけになります。",
            "en": "Some cases had both “{one}” and “{other}”; now a case has one of them only.",
        },
        "compare.to_both": {
            "ja": "「{one}」と「{other}」は、どちらか一方だけでしたが、1つの案件で両方行うことがあります。",
            "en": "A case had either “{one}” or “{other}”; now it can have both.",
        },
        "compare.out_of_loop": {
            "ja": "「{one}」と「{other}」は、行き来して繰り返すことがなくなります。",
            "en": "Cases no longer go back and forth between “{one}” and “{other}”.",
        },
        "compare.into_loop": {
            "ja": "「{one}」と「{other}」は、行き来して繰り返すことがあります。",
            "en": "Cases can now go back and forth between “{one}” and “{other}”.",
        },
        "compare.less_often": {
            "ja": "「{one}」を行う回数が減ります（案件100件あたり {before}回 → {after}回）。",
            "en": "“{one}” is done less often (per 100 cases {before} → {after} times).",
        },
        "compare.more_often": {
            "ja": "「{one}」を行う回数が増えます（案件100件あたり {before}回 → {after}回）。",
            "en": "“{one}” is done more often (per 100 cases {before} → {after} times).",
        },
        "compare.part.removed": {"ja": "廃止した工程", "en": "Steps removed"},
        "compare.part.automated": {"ja": "自動化した工程", "en": "Steps automated"},
        "compare.part.merged": {"ja": "統合した工程", "en": "Steps merged"},
        "compare.part.split": {"ja": "分割した工程", "en": "Steps split"},
        "compare.part.changed": {"ja": "変えた工程", "en": "Steps changed"},
        "compare.part.kept": {"ja": "変えない工程（回数の違い）", "en": "Steps unchanged (done less or more often)"},
        "compare.part.added": {"ja": "追加した工程", "en": "Steps added"},
        "compare.part.handoffs": {"ja": "担当の引継ぎ", "en": "Hand-offs"},
        "compare.part.volume": {"ja": "年間件数の違い", "en": "Another number of cases a year"},
    }
)
