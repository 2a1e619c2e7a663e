"""The sentences about data flow, in Japanese and English."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "data.D1": {
            "ja": "工程「{node}」が使う「{data}」は、そこまでに書き込まれていない場合があります。"
            "それを入力する工程を前に置くか、書き込む工程の writes に足してください。",
            "en": "“{node}” uses {data}, which some run has not written by then. Put the step that enters it before this "
            "one, or add it to the writes of the step that does.",
        },
        "data.D1.unwritten": {
            "ja": "「{data}」はどの工程でも書き込まれませんが、工程「{node}」などで使われています。"
            "入力する工程の writes に足してください。",
            "en": "No step writes {data}, but “{node}” uses it. Add it to the writes of the step that enters it.",
        },
        "data.D2": {
            "ja": "工程「{node}」が書き込む「{data}」は、その後どの場合にも使われません。"
            "要らなければ項目をなくし、記録として残すなら keep を付けてください。",
            "en": "Nothing uses {data} after “{node}” has written it. Drop it, or mark it with keep if it is a record.",
        },
        "data.D3": {
            "ja": "工程「{node}」が書き込む「{data}」は、一部の場合にしか使われません。"
            "使う場合だけで書き込めないか見直してください。",
            "en": "Only some runs use {data} after “{node}” has written it. See whether only those need to write it.",
        },
        "data.D4": {
            "ja": "工程「{node}」が書き込む「{data}」は、使われる前に必ず上書きされます。どちらかの書込みをやめてください。",
            "en": "What “{node}” writes to {data} is always overwritten before anything uses it. Drop one of the two.",
        },
        "data.D5": {
            "ja": "工程「{node}」が書き込む「{data}」は、使われる前に上書きされる場合があります。"
            "順序か書き込む工程を見直してください。",
            "en": "What “{node}” writes to {data} is overwritten on some run before anything uses it. Look at the order.",
        },
        "data.D6": {
            "ja": "並行する工程「{node}」と「{other}」が「{data}」を同時に扱うため、結果が順序で変わります。"
            "順に並べるか、書き込む工程を1つにしてください。",
            "en": "“{node}” and “{other}” run in parallel and both work on {data}, so that the result depends on chance. "
            "Put them in order, or let only one of them write it.",
        },
        "data.D7": {
            "ja": "「{node}」で記録した個人情報「{data}」を消さないまま終わる場合があります。消す工程（deletes）か、消す期限（delete_after_days）を加えてください。",
            "en": "Some run ends without erasing the personal {data} that “{node}” recorded. Add a step that deletes it, or delete_after_days.",
        },
        "data.D8": {
            "ja": "「{data}」は「{other}」で消した後、「{node}」でもう一度消しています。どちらかをやめてください。",
            "en": "{data} is erased at “{other}” and again at “{node}”. Drop one of the two.",
        },
        "data.D9": {
            "ja": "「{data}」は、最後に「{other}」で使ってから{days}日以内に消すことになっていますが、「{node}」まで{needed}日かかることがあります（20件に1件）。早く消してください。",
            "en": "{data} has to be erased within {days} days of its last use at “{other}”, but “{node}” may come {needed} days later (one case in twenty). Erase it sooner.",
        },
    }
)
