"""What changed between two versions of a form: sentences for whoever approves the new one."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "compare.rewritten": {
            "ja": "書き方だけが変わり、内容は変わりません。",
            "en": "Only the notation changed, not the content.",
        },
        "compare.title": {
            "ja": "フォームの名前を「{before}」から「{after}」に変えます。",
            "en": "The form's title changes from “{before}” to “{after}”.",
        },
        "compare.intro": {"ja": "はじめの説明を変えます。", "en": "The introduction changes."},
        "compare.page_added": {"ja": "ページ「{page}」を加えます。", "en": "The page “{page}” is added."},
        "compare.page_removed": {"ja": "ページ「{page}」をなくします。", "en": "The page “{page}” is removed."},
        "compare.page_title": {
            "ja": "ページの見出しを「{before}」から「{after}」に変えます。",
            "en": "The page “{before}” is now called “{after}”.",
        },
        "compare.pages_reordered": {"ja": "ページの順番を変えます。", "en": "The pages come in another order."},
        "compare.page_when": {
            "ja": "ページ「{page}」を出す条件を変えます：{condition}。",
            "en": "The page “{page}” is now shown: {condition}.",
        },
        "compare.field_added": {
            "ja": "「{page}」に「{field}」を加えます（任意または条件付き）。",
            "en": "“{field}” is added to “{page}” (optional, or on a condition).",
        },
        "compare.field_added_required": {
            "ja": "「{page}」に「{field}」を加えます（必須）。",
            "en": "“{field}” is added to “{page}” and must be answered.",
        },
        "compare.field_removed": {"ja": "「{field}」を聞かなくなります。", "en": "“{field}” is no longer asked."},
        "compare.field_moved": {
            "ja": "「{field}」を「{page}」に移します。",
            "en": "“{field}” moves to “{page}”.",
        },
        "compare.fields_reordered": {"ja": "項目の順番を変えます。", "en": "The fields come in another order."},
        "compare.type": {
            "ja": "「{field}」の種類を{before}から{after}に変えます。",
            "en": "“{field}” changes its type from {before} to {after}.",
        },
        "compare.label": {
            "ja": "問い「{before}」を「{after}」に言い換えます。",
            "en": "The question “{before}” now reads “{after}”.",
        },
        "compare.help": {"ja": "「{field}」の説明を変えます。", "en": "The help text of “{field}” changes."},
        "compare.required": {"ja": "「{field}」を必須にします。", "en": "“{field}” must now be answered."},
        "compare.not_required": {"ja": "「{field}」を任意にします。", "en": "“{field}” is now optional."},
        "compare.required_if": {
            "ja": "「{field}」を必須にする条件を変えます：{condition}。",
            "en": "“{field}” must now be answered if: {condition}.",
        },
        "compare.when": {
            "ja": "「{field}」を聞く条件を変えます：{condition}。",
            "en": "“{field}” is now asked: {condition}.",
        },
        "compare.expr": {"ja": "「{field}」の計算を変えます。", "en": "“{field}” is computed differently."},
        "compare.personal": {
            "ja": "「{field}」を個人情報として扱います。",
            "en": "“{field}” is now treated as personal data.",
        },
        "compare.not_personal": {
            "ja": "「{field}」を個人情報として扱わなくなります。",
            "en": "“{field}” is no longer treated as personal data.",
        },
        "compare.prefilled": {
            "ja": "「{field}」にあらかじめ入れておく内容を変えます。",
            "en": "What stands in “{field}” beforehand changes.",
        },
        "compare.option_added": {
            "ja": "「{field}」に選択肢「{option}」を加えます。",
            "en": "“{field}” gets the option “{option}”.",
        },
        "compare.option_removed": {
            "ja": "「{field}」から選択肢「{option}」をなくします。",
            "en": "“{field}” loses the option “{option}”.",
        },
        "compare.option_renamed": {
            "ja": "「{field}」の選択肢「{before}」を「{after}」に言い換えます。",
            "en": "The option “{before}” of “{field}” now reads “{after}”.",
        },
        "compare.setting": {
            "ja": "「{field}」の{setting}を変えます：{before} → {after}。",
            "en": "{setting} of “{field}” changes: {before} → {after}.",
        },
    }
)

SETTINGS: Final = Messages(
    {
        "min_length": {"ja": "最小文字数", "en": "The least number of characters"},
        "max_length": {"ja": "最大文字数", "en": "The greatest number of characters"},
        "pattern": {"ja": "書き方の決まり", "en": "The pattern"},
        "kana": {"ja": "かなの種類", "en": "The kind of kana"},
        "width": {"ja": "文字の幅", "en": "The width of characters"},
        "min": {"ja": "下限", "en": "The lower limit"},
        "max": {"ja": "上限", "en": "The upper limit"},
        "unit": {"ja": "単位", "en": "The unit"},
        "other": {"ja": "「そのほか」の欄", "en": "The box for other answers"},
        "confirm": {"ja": "確認のための再入力", "en": "The repetition for confirmation"},
        "accept": {"ja": "受け付けるファイルの種類", "en": "The accepted kinds of files"},
        "max_mb": {"ja": "ファイルの大きさの上限（MB）", "en": "The size limit of a file in MB"},
        "max_count": {"ja": "ファイルの数の上限", "en": "The greatest number of files"},
        "instead": {"ja": "いま添付しない人が選べること", "en": "What may be chosen instead of attaching"},
        "min_items": {"ja": "最小件数", "en": "The least number of entries"},
        "max_items": {"ja": "最大件数", "en": "The greatest number of entries"},
        "text": {"ja": "文面", "en": "The text"},
    }
)
