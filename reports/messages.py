"""What pages that stand alone say around their figures."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "paper.must": {"ja": "※必須", "en": "Required"},
        "paper.may": {"ja": "※任意", "en": "Optional"},
        "paper.sometimes": {"ja": "※場合により必須", "en": "Sometimes required"},
        "paper.office_use": {"ja": "（市の記入欄）", "en": "(For the office)"},
        "paper.received": {"ja": "受付", "en": "Received"},
        "paper.received_by": {"ja": "受付者", "en": "By"},
        "paper.receipt": {"ja": "受付番号", "en": "Number"},
        "paper.day": {"ja": "　　　　　年　　　　月　　　　日", "en": "Year ______ Month ____ Day ____"},
        "paper.month": {"ja": "　　　　　年　　　　月", "en": "Year ______ Month ____"},
        "paper.draft": {"ja": "下書き（{when}）", "en": "Draft ({when})"},
        "report.heading": {"ja": "業務フローの比較：{title}", "en": "Comparison of flows: {title}"},
        "report.before": {"ja": "見直し前", "en": "Before"},
        "report.after": {"ja": "見直し後", "en": "After"},
        "report.difference": {"ja": "差", "en": "Difference"},
        "report.figure": {"ja": "指標", "en": "Figure"},
        "report.figures": {"ja": "数字で見る違い", "en": "The difference in figures"},
        "report.headline": {
            "ja": "1件あたり{before} → {after}、所要{days_before} → {days_after}",
            "en": "Per case {before} → {after}, lead time {days_before} → {days_after}",
        },
        "report.headline_year": {"ja": "1年あたり{hours}の減", "en": "{hours} less per year"},
        "report.headline_more": {"ja": "1年あたり{hours}の増", "en": "{hours} more per year"},
        "report.waterfall": {"ja": "時間がどこで減る（増える）か", "en": "Where the hours go"},
        "report.waterfall_note": {
            "ja": "職員の作業時間（1年あたり）です。内訳を足し引きすると、見直し後の時間にちょうどなります。",
            "en": "Working hours of staff per year. The parts add up exactly to the hours after.",
        },
        "report.front_alt": {
            "ja": "見直しの進め方{count}通りの図。横は導入にかかる日数、縦は1年に減る時間で、いちばん多いもので{hours}です。同じ内容が下の表にあります。",
            "en": "{count} ways of redesigning: days to introduce across, hours saved a year upwards, {hours} at most. The table below says the same.",
        },
        "report.ecrs.E": {"ja": "やめる", "en": "Drop"},
        "report.ecrs.C": {"ja": "まとめる", "en": "Combine"},
        "report.ecrs.R": {"ja": "入れ替える", "en": "Rearrange"},
        "report.ecrs.S": {"ja": "やさしくする", "en": "Simplify"},
        "report.ecrs.K": {"ja": "統制を直す", "en": "Mend a control"},
        "report.ecrs_step": {"ja": "{kind}：{step}", "en": "{kind}: {step}"},
        "report.behaviour": {"ja": "進み方の違い", "en": "What goes differently"},
        "report.same_behaviour": {
            "ja": "残る工程の順番と回数は変わりません。",
            "en": "The steps that stay keep their order and how often they are done.",
        },
        "report.curves": {"ja": "何日で終わるか", "en": "How soon cases are done"},
        "report.curves_note": {
            "ja": "横は受付からの日数、縦はその日数までに終わる案件の割合です。",
            "en": "Across: days since arrival. Upwards: share of cases done within that time.",
        },
        "report.curves_alt": {
            "ja": "10件に9件が終わるまで、見直し前は{before}、見直し後は{after}。",
            "en": "Nine of ten cases are done within {before} before and {after} after.",
        },
        "report.cannot_print": {
            "ja": "PDFを作れませんでした。ブラウザーの「印刷」から、PDFとして保存してください。サーバーに印刷用の部品（pango）を入れると、PDFを作れるようになります。",
            "en": "No PDF could be made. Print the page from your browser and save it as PDF. With the library pango on the server, PDF can be made.",
        },
        "report.legend": {
            "ja": "図の印：【追加】二重線　【廃止】破線　【変更】太線　【移動】順序が変わった　【統合】【分割】二重線　【自動化】人から仕組みへ",
            "en": "Signs: [added] double line, [removed] dashed, [changed] thick line, [moved] another order, [merged] and [split] double line, [automated] from people to rules or systems",
        },
        "report.made_at": {"ja": "作成：{when}", "en": "Made: {when}"},
        "report.pictures": {"ja": "流れの図", "en": "Pictures"},
        "report.steps": {"ja": "工程ごとの違い", "en": "Step by step"},
        "report.fate": {"ja": "違い", "en": "What became of it"},
        "report.kept": {"ja": "変わりません", "en": "unchanged"},
        "report.none": {"ja": "（なし）", "en": "(none)"},
        "report.controls": {"ja": "統制（法令・監査・内部）", "en": "Controls"},
        "report.control": {"ja": "統制", "en": "Control"},
        "report.performed": {"ja": "どの工程が担うか", "en": "Performed by"},
        "report.control_kept": {"ja": "守られています", "en": "kept"},
        "report.control_lost": {"ja": "守られていません", "en": "LOST"},
        "report.no_controls": {
            "ja": "見直し前の流れに統制の記載はありません。",
            "en": "The old flow states no controls.",
        },
        "report.all_kept": {"ja": "統制 {count} 件はすべて守られています。", "en": "All {count} controls are kept."},
        "report.some_lost": {
            "ja": "統制 {count} 件のうち {lost} 件が守られていません。見直し後の流れを直してください。",
            "en": "{lost} of {count} controls are lost. Mend the new flow.",
        },
        "paper.copy": {"ja": "申請の控え", "en": "Copy of your application"},
        "paper.procedure": {"ja": "手続", "en": "Procedure"},
        "paper.number": {"ja": "受付番号", "en": "Receipt number"},
        "paper.arrived": {"ja": "届いた日時", "en": "Arrived"},
        "paper.applicant": {"ja": "申請した人", "en": "Applicant"},
        "paper.code": {"ja": "申請の状況を見るページ", "en": "Where your application stands"},
        "paper.copy_note": {
            "ja": "この控えは、申請を受け付けたことを示すもので、許可や認定を示すものではありません。",
            "en": "This copy shows that the application was received. It is not an approval.",
        },
        "report.fate.added": {"ja": "追加", "en": "added"},
        "report.fate.removed": {"ja": "廃止", "en": "removed"},
        "report.fate.changed": {"ja": "変更", "en": "changed"},
        "report.fate.moved": {"ja": "移動", "en": "moved"},
        "report.fate.merged": {"ja": "統合", "en": "merged"},
        "report.fate.split": {"ja": "分割", "en": "split"},
        "report.fate.automated": {"ja": "自動化", "en": "automated"},
    }
)
