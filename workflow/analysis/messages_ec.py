"""The sentences of the E and C series beyond the first ten detectors: what could go, and what belongs together."""

from typing import Final

FINDINGS_EC: Final = {
    "E06": {
        "ja": "「{step}」で書く{data}は、その後だれも使いません。尋ねるのも入力するのもやめられます。",
        "en": "Nobody uses {data}, which “{step}” writes. It need not be asked or typed in.",
    },
    "E06.evidence": {
        "ja": "{data}を見る工程も、条件や判定表や通知文での使い道も、この後にありません。記録としても残しません。",
        "en": "No later step, condition, table or letter looks at {data}, and it is not kept for the record.",
    },
    "E06.unjudged": {
        "ja": "{data}を見る工程は書かれていませんが、{steps}が何を見るのか（reads）が書かれていないので、使わないとは言えません。",
        "en": "No step is said to look at {data}, but {steps} do not say what they read (reads), so it may be used.",
    },
    "E07.paper": {
        "ja": "「{step}」で作る{papers}は、だれも読みません。作るのをやめられます。",
        "en": "Nobody reads {papers}, which “{step}” makes. It need not be made.",
    },
    "E07.paper.evidence": {
        "ja": "{papers}を使う工程はこの後になく、外へも出ず、保存する決まりもありません。",
        "en": "No later step needs {papers}; it does not leave the house and is not kept.",
    },
    "E07.notice": {
        "ja": "「{step}」で「{lane}」に知らせていますが、その後に「{lane}」の仕事はありません。知らせるのをやめられます。",
        "en": "“{step}” tells “{lane}”, who has nothing to do afterwards. It need not be sent.",
    },
    "E07.notice.evidence": {
        "ja": "この後に「{lane}」の工程はなく、知らせの内容を使う工程もありません。",
        "en": "“{lane}” has no step behind it, and no step uses what it says.",
    },
    "E07.unjudged": {
        "ja": "「{step}」はだれに届くのか書かれていないので、読まれているかどうか判断できません。",
        "en": "Whether anybody reads “{step}” cannot be judged, because it does not say to whom it goes.",
    },
    "E07.unjudged.evidence": {
        "ja": "「{step}」の宛先（to）を書き足してください。",
        "en": "Add the recipient (to) of “{step}”.",
    },
    "E10": {
        "ja": "「{step}」では案件が待つだけで、何もしていません。なくせば、その分早く終わります。",
        "en": "In “{step}” a case only waits; nothing is done. Without it a case is done sooner.",
    },
    "E10.evidence": {
        "ja": "「{step}」の作業は{minutes}分ですが、平均{days}日待ちます。記録や書類を後の工程が使うこともありません。",
        "en": "“{step}” takes {minutes} minutes of work and {days} days of waiting, and nothing that it gives is used.",
    },
    "E10.perhaps": {
        "ja": "「{step}」では案件が待つだけかもしれません。",
        "en": "In “{step}” a case may only wait.",
    },
    "E10.unjudged": {
        "ja": "「{step}」は平均{days}日待ちますが、作業の所要時間（minutes）が書かれていません。",
        "en": "“{step}” waits {days} days, but how many minutes of work it takes (minutes) is not said.",
    },
    "C01": {
        "ja": "{steps}は、同じ担当が続けて行う一つの仕事です。まとめれば、段取りと待ちが一度で済みます。",
        "en": "{steps} are one piece of work of the same people. Done together, they set up and wait only once.",
    },
    "C01.evidence": {
        "ja": "{steps}は「{lane}」が同じ媒体とシステムで続けて行い、合わせて{total}分です。"
        "2つ目からの段取り{setup}分と待ち{waiting}時間がなくなります。",
        "en": "“{lane}” does {steps} in one medium and system, {total} minutes in all. {setup} minutes of setting up and "
        "{waiting} hours of waiting fall away.",
    },
    "C01.unjudged": {
        "ja": "{steps}は同じ担当が続けて行いますが、まとめる得があるかどうか判断する情報がありません。",
        "en": "{steps} follow each other in one lane, but whether it pays to join them cannot be judged.",
    },
    "C01.unjudged.evidence": {
        "ja": "{steps}の媒体（medium）、システム（systems）、所要時間（minutes）、段取り時間（setup_minutes）を書き足してください。",
        "en": "Add medium, systems, minutes and setup_minutes of {steps}.",
    },
    "C02": {
        "ja": "「{step}」のために案件が「{other}」へ行って戻ってきます。「{lane}」が行えば、行き来がなくなります。",
        "en": "The case goes to “{other}” for “{step}” and comes straight back. “{lane}” can do it.",
    },
    "C02.evidence": {
        "ja": "「{before}」と「{after}」は同じ部署です。間の「{step}」は統制も、高い権限も、見られない情報も要りません。"
        "引継ぎ2回と待ち{hours}時間がなくなります。",
        "en": "“{before}” and “{after}” belong to one department. “{step}” in between needs no control, no higher rank and "
        "nothing closed to it. Two hand-overs and {hours} hours of waiting fall away.",
    },
    "C02.unjudged": {
        "ja": "「{before}」「{step}」「{after}」の部署（department）と職位（rank）を書き足してください。",
        "en": "Add department and rank of the lanes of “{before}”, “{step}” and “{after}”.",
    },
}

GUARDS_EC: Final = {
    "GD8": {
        "ja": "{step}は、決まった期間（{control}）の中にあるので、なくしたり動かしたりできません。",
        "en": "{step} lies within a prescribed period ({control}) and has to stay where it is.",
    },
    "GD9.access": {
        "ja": "{data}は、この部署の仕事では見たり使ったりしていません。",
        "en": "This department does not see or use {data} in its work.",
    },
}

NAMES_EC: Final[dict[str, dict[str, str]]] = {}
