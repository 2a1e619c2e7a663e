"""What the report of a comparison says around its figures."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "report.heading": {"ja": "業務フローの比較：{title}", "en": "Comparison of flows: {title}"},
        "report.before": {"ja": "見直し前", "en": "Before"},
        "report.after": {"ja": "見直し後", "en": "After"},
        "report.difference": {"ja": "差", "en": "Difference"},
        "report.figure": {"ja": "指標", "en": "Figure"},
        "report.figures": {"ja": "数字で見る違い", "en": "The difference in figures"},
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
        "report.fate.added": {"ja": "追加", "en": "added"},
        "report.fate.removed": {"ja": "廃止", "en": "removed"},
        "report.fate.changed": {"ja": "変更", "en": "changed"},
        "report.fate.moved": {"ja": "移動", "en": "moved"},
        "report.fate.merged": {"ja": "統合", "en": "merged"},
        "report.fate.split": {"ja": "分割", "en": "split"},
        "report.fate.automated": {"ja": "自動化", "en": "automated"},
    }
)
