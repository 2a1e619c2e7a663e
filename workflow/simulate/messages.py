"""The sentences of a simulation, in Japanese and English."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "simulation.volume_assumed": {
            "ja": "年間件数（volume_per_year）がないため、年{volume}件として計算しました。",
            "en": "The flow does not state volume_per_year; {volume} cases per year were assumed.",
        },
        "simulation.stuck": {
            "ja": "{count}件が途中で止まったままになり、数字に含まれていません。check で流れの誤りを直してください。",
            "en": "{count} case(s) got stuck and are not in the figures. Mend the flow with the help of check.",
        },
        "simulation.circling": {
            "ja": "{count}件が同じところを回り続けたため打ち切り、数字に含めていません。差戻しなどの割合を確かめてください。",
            "en": "{count} case(s) went round in circles and are not in the figures. Look at the shares of the loops.",
        },
        "simulation.overloaded": {
            "ja": "担当「{lane}」は人手が足りず、待ち行列が伸び続けます。所要日数は件数が増えるほど長くなります。",
            "en": "“{lane}” has more work than it can do: its queue keeps growing, and lead times with it.",
        },
        "simulation.no_headcount": {
            "ja": "担当「{lane}」の人数（headcount）がないため、人待ちはないものとして計算しました。",
            "en": "“{lane}” has no headcount: it was assumed that nobody has to wait for a free person.",
        },
        "simulation.unknown_delay": {
            "ja": "待ち時間のわからない工程（timer・wait）は、待たないものとして計算しました。",
            "en": "Timers and waits that do not say how long were taken as no wait.",
        },
    }
)
