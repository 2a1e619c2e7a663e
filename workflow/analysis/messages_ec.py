"""The sentences of the E and C series beyond the first ten detectors: what could go, and what belongs together."""

from typing import Final

FINDINGS_EC: Final = {
    "E03.likely": {
        "ja": "「{step}」は、前の「{twin}」と同じ確認の繰返しのようです。",
        "en": "“{step}” seems to repeat the earlier check “{twin}”.",
    },
    "E03.likely.evidence": {
        "ja": "名前がよく似ていて、同じものを見ており、その間に変わるものもありません。数えた{n}件のうち、ここで止まったものはありません"
        "（2,995件で証明になります）。",
        "en": "The titles are alike, both look at the same things, and nothing changes in between. Of {n} cases counted none "
        "was stopped here (2,995 prove it).",
    },
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
    "E08": {
        "ja": "「{store}」には、システム「{twin}」と同じ項目を書いています（{steps}）。書くのをやめて、「{twin}」を見れば足ります。",
        "en": "“{store}” holds what the system “{twin}” holds ({steps}). Stop filling it, and look into “{twin}”.",
    },
    "E08.evidence": {
        "ja": "「{store}」と「{twin}」の項目は{share}%が同じで、「{store}」にしかない項目を使う工程はありません。",
        "en": "“{store}” and “{twin}” share {share} % of their data, and no step uses anything that only “{store}” holds.",
    },
    "E08.unjudged": {
        "ja": "{steps}で書く項目は「{twin}」と{share}%が同じですが、どの表に書くのか（systems）が書かれていません。",
        "en": "{steps} write {share} % of what “{twin}” holds, but not said is into which list (systems).",
    },
    "E09": {
        "ja": "{steps}のために、画面の仕事がいったん紙になって、また画面に戻ります。紙にしなくても済みます。",
        "en": "For {steps} work leaves the screen for paper and comes back. It need not become paper.",
    },
    "E09.evidence": {
        "ja": "{steps}の前と後で項目は同じで、紙の間に記録するものはありません。",
        "en": "Before and after {steps} the data are the same; nothing is recorded on the paper.",
    },
    "E09.evidence.approved": {
        "ja": "{steps}の前と後で項目は同じで、紙の上で加わるのは{kept}だけです。{kept}は画面で行えます。",
        "en": "Before and after {steps} the data are the same; only {kept} is added on paper, and can be done on the screen.",
    },
    "E09.unjudged": {
        "ja": "{steps}が紙の往復かどうか判断するには、間の工程の媒体（medium）を書き足してください。",
        "en": "To judge whether {steps} are a round trip over paper, add the medium of the steps in between.",
    },
    "E12": {
        "ja": "「{step}」からの差戻しの多くは、{forms}に入力したその場で分かる不備です。入口で確かめれば、往復が減ります。",
        "en": "Cases come back from “{step}” for faults that {forms} could tell at once. Checked there, fewer come back.",
    },
    "E12.condition": {
        "ja": "{share}%が戻りますが、戻る条件は住民が{forms}に入力した項目だけで決まります。",
        "en": "{share} % go back, and the condition depends only on what the resident enters in {forms}.",
    },
    "E12.checks": {
        "ja": "{share}%が戻り、そのうち{part}%は{checks}によります。これは住民が{forms}に入力した項目だけで決まります。",
        "en": "{share} % go back, {part} % of them for {checks}, which depend only on what the resident enters in {forms}.",
    },
    "E12.unjudged": {
        "ja": "{share}%が戻り、{checks}は{forms}で確かめられますが、そのための差戻しの割合（outcomes の mechanical）が書かれていません。",
        "en": "{share} % go back. {forms} could check {checks}, but which share of returns that is (mechanical of the outcome) is not said.",
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
    "C03": {
        "ja": "1件に{departments}課がかかわり、{handoffs}回引き継がれます。一人がまとめて受け持てる作業があります。",
        "en": "{departments} departments take part and a case changes hands {handoffs} times. One person could do more of it.",
    },
    "C03.many": {
        "ja": "1件に{departments}課がかかわり、{handoffs}回引き継がれます。",
        "en": "{departments} departments take part and a case changes hands {handoffs} times.",
    },
    "C03.fix": {
        "ja": "引継ぎは1件あたり{handoffs}回で、市の手続の4分の3が収まる{usual}回を超えています。{steps}は「{lane}」が受け持てます。",
        "en": "{handoffs} hand-overs per case are more than the {usual} of three quarters of the city's procedures. “{lane}” "
        "could do {steps}.",
    },
    "C03.report": {
        "ja": "引継ぎは1件あたり{handoffs}回で、市の手続の4分の3が収まる{usual}回を超えていますが、動かせる作業は見当たりません。",
        "en": "{handoffs} hand-overs per case are more than the {usual} of three quarters of the city's procedures, but "
        "nothing can be given to somebody else.",
    },
    "C03.unjudged": {
        "ja": "引継ぎは1件あたり{handoffs}回です。多すぎるかどうかは、市のほかの手続と比べないと分かりません。",
        "en": "A case changes hands {handoffs} times. Whether that is too often, only the city's other procedures can tell.",
    },
    "C04": {
        "ja": "「{step}」で{data}を尋ねるために、住民にもう一度手間をかけています。「{first}」で一緒に尋ねられます。",
        "en": "“{step}” troubles the resident again for {data}, which “{first}” can ask at once.",
    },
    "C04.evidence": {
        "ja": "どの案件も「{first}」と「{step}」の両方を通り、{data}は、その間の決定にも書類にも左右されません。",
        "en": "Every case passes both “{first}” and “{step}”, and {data} depend on no decision and no paper in between.",
    },
    "C04.unjudged": {
        "ja": "{data}が「{first}」で分かるかどうか判断するには、「{step}」が何を見て尋ねるのか（reads）を書き足してください。",
        "en": "To judge whether {data} can be said at “{first}”, add what “{step}” looks at (reads).",
    },
    "C05.hoist": {
        "ja": "分岐「{place}」のどの枝も、同じ作業{steps}で始まります。分岐の前で一度行えます。",
        "en": "Branches of “{place}” begin with the same work {steps}. It can be done once, before they part.",
    },
    "C05.sink": {
        "ja": "「{place}」の前のどの枝も、同じ作業{steps}で終わります。合流してから一度行えます。",
        "en": "Branches that meet at “{place}” end with the same work {steps}. It can be done once, where they meet.",
    },
    "C05.evidence": {
        "ja": "{count}つの枝の{steps}は、担当・見る項目・記録する項目・書類・媒体が同じです。",
        "en": "In {count} branches {steps} have the same people, data, papers and medium.",
    },
    "C05.unjudged": {
        "ja": "{count}つの枝の{steps}は同じ作業のようですが、見る項目（reads）と記録する項目（writes）が書かれていません。",
        "en": "In {count} branches {steps} look alike, but what they read and write is not said.",
    },
    "C06": {
        "ja": "{steps}は、同じ相手への知らせです。「{last}」で一度に知らせられます。",
        "en": "{steps} go to the same people. “{last}” can tell everything at once.",
    },
    "C06.evidence": {
        "ja": "{steps}はどれも「{lane}」に届き、その間に相手がすることも、待つ決まりもありません。",
        "en": "{steps} all go to “{lane}”, who has nothing to do in between, and no period runs.",
    },
    "C06.unjudged": {
        "ja": "{steps}が同じ相手への知らせかどうか判断するには、宛先（to）を書き足してください。",
        "en": "To judge whether {steps} go to the same people, add their recipients (to).",
    },
    "C07": {
        "ja": "「{step}」は段取りの方が作業より長くかかります。{size}件ずつまとめると、段取りが減ります。",
        "en": "“{step}” takes longer to set up than to do. Done for {size} cases at once, it is set up less often.",
    },
    "C07.evidence": {
        "ja": "「{step}」は1件ごとに段取り{setup}分と作業{minutes}分です。{size}件ずつにしても平均{days}日待つだけで、標準処理期間に収まります。",
        "en": "“{step}” takes {setup} minutes to set up and {minutes} to do. Batches of {size} wait {days} days on average, "
        "within the standard period.",
    },
    "C07.unjudged": {
        "ja": "「{step}」は段取りの方が作業より長いかもしれませんが、まとめてよいか判断する情報がありません。",
        "en": "“{step}” may take longer to set up than to do, but whether cases can wait cannot be judged.",
    },
    "C07.unjudged.evidence": {
        "ja": "標準処理期間（standard_days）、年間件数（volume_per_year）、「{step}」の所要時間（minutes）を書き足してください。",
        "en": "Add standard_days and volume_per_year, and the minutes of “{step}”.",
    },
    "C08": {
        "ja": "{systems}の間を行ったり来たりしています。順番を変えれば、切替えが減ります。順番：{steps}",
        "en": "Work goes back and forth between {systems}. Another order needs fewer changes: {steps}",
    },
    "C08.evidence": {
        "ja": "システムの切替えは1件あたり{before}回から{after}回になり、年に{year}回減ります。項目や書類の受渡しの順は変わりません。",
        "en": "The system changes {after} times instead of {before} per case, {year} times less in a year. No datum or paper "
        "is used before it is made.",
    },
    "C08.unjudged": {
        "ja": "{systems}の間を行ったり来たりしていますが、順番を変えられるかどうか判断する情報がありません。",
        "en": "Work goes back and forth between {systems}, but whether its order can change cannot be judged.",
    },
    "C08.unjudged.evidence": {
        "ja": "{steps}が見る項目（reads）と記録する項目（writes）を書き足してください。",
        "en": "Add what {steps} read and write.",
    },
    "C09": {
        "ja": "「{title}」とほとんど同じ手続が{count}件あります（{others}）。一つの型にまとめられるかもしれません。",
        "en": "“{title}” and {count} other procedures are nearly the same ({others}). One template may do for all.",
    },
    "C09.evidence": {
        "ja": "いちばん近い「{other}」とは、流れの{alike}%、住民に尋ねる項目の{same}%が同じです。減るのは作業時間ではなく、維持の手間です。",
        "en": "{alike} % of the flow and {same} % of what residents are asked are those of “{other}”, the nearest. Maintenance "
        "is saved, not minutes.",
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
    "choice": {
        "ja": "{step}は、分岐「{place}」の条件に使う項目を見るか書くので、分岐の前に移せません。",
        "en": "{step} reads or writes what the choice “{place}” depends on, and cannot stand before it.",
    },
    "letters": {
        "ja": "{steps}の通知文が別々なので、一つにまとめるには人が書き直す必要があります。",
        "en": "{steps} have different letters; somebody has to write one out of them.",
    },
    "own_data": {
        "ja": "{data}は、この台帳にしかなく、後の工程が使います。先にシステムへ移してください。",
        "en": "Only this list holds {data}, which later steps use. Move it to the system first.",
    },
    "in_person": {
        "ja": "{step}では住民がその場で待つので、まとめて行えません。",
        "en": "A resident waits in person at {step}, so that cases cannot be collected.",
    },
}

NAMES_EC: Final = {
    "entry": {"ja": "入力の時点で確かめる：{step}", "en": "Checked at the entry: {step}"},
}
