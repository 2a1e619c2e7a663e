"""What is wrong with a form: sentences for the people who build it. `forms.answer_messages` speaks to residents."""

from typing import Final

from kernel.messages_format import MESSAGES as FORMAT

MESSAGES: Final = FORMAT.extended(
    {
        "document.unusable": {
            "ja": "フォームに誤りが{count}件あり、読み込めません。表示された箇所を直してください。",
            "en": "The form has {count} errors and cannot be read. Mend the places shown.",
        },
        "format.not_a_form": {
            "ja": 'フォームの文書ではありません。"format": "{expected}" を持つ { } にしてください。',
            "en": 'This is not a form. Write an object with "format": "{expected}".',
        },
        "form.unknown_type": {
            "ja": "項目の種類「{type}」はありません。使えるもの：{known}。",
            "en": "There is no type of field “{type}”. Use one of: {known}.",
        },
        "form.too_many_fields": {
            "ja": "項目が多すぎます（上限 {limit}）。フォームを分けてください。",
            "en": "There are too many fields (limit {limit}). Split the form.",
        },
        "form.groups_too_deep": {
            "ja": "繰返し項目の中に、さらに繰返し項目を{limit}段より深く入れることはできません。",
            "en": "Groups within groups may go {limit} levels deep at most.",
        },
        "form.options_missing": {
            "ja": "選択肢がありません。options に1つ以上書いてください。",
            "en": "There are no options. Write at least one under options.",
        },
        "form.fields_missing": {
            "ja": "繰返し項目の中身がありません。fields に1つ以上書いてください。",
            "en": "The group asks for nothing. Write at least one field under fields.",
        },
        "form.no_pages": {
            "ja": "ページがありません。pages に1つ以上書いてください。",
            "en": "The form has no page. Write at least one under pages.",
        },
        "form.required_unclear": {
            "ja": "required は true、false、または条件にしてください。",
            "en": "required must be true, false or a condition.",
        },
        "form.default_unusable": {
            "ja": "初期値 default は、この項目の答えとして正しい値にしてください。",
            "en": "The default must be a valid answer to this field.",
        },
        "form.setting_not_whole": {
            "ja": "「{name}」は整数にしてください。",
            "en": "Write a whole number for “{name}”.",
        },
        "form.setting_not_a_number": {
            "ja": "「{name}」は数にしてください。",
            "en": "Write a number for “{name}”.",
        },
        "form.setting_out_of_range": {
            "ja": "「{name}」の値が使える範囲を超えています。",
            "en": "The value of “{name}” is out of range.",
        },
        "form.setting_not_a_flag": {
            "ja": "「{name}」は true か false にしてください。",
            "en": "Write true or false for “{name}”.",
        },
        "form.setting_unknown_word": {
            "ja": "「{name}」に使えない言葉です。書式の説明にある言葉から選んでください。",
            "en": "“{name}” does not know this word. Choose one that the format lists.",
        },
        "form.setting_not_a_text": {
            "ja": "「{name}」は文字、または言語ごとの文字にしてください。",
            "en": "Write “{name}” as a text, or as texts by language.",
        },
        "form.setting_bad_bound": {
            "ja": "「{name}」は 2026-04-01 のような値か、today、today+14d の形にしてください。",
            "en": "Write “{name}” like 2026-04-01, or as today or today+14d.",
        },
        "form.setting_bad_accept": {
            "ja": "「{name}」には application/pdf、image/*、.pdf の形で1～30個書いてください。",
            "en": "Write 1 to 30 kinds for “{name}”, like application/pdf, image/* or .pdf.",
        },
        "form.pattern_unusable": {
            "ja": "正規表現として読めません（RE2の書き方、500文字まで）。書き直してください。",
            "en": "This is no regular expression in RE2 syntax of at most 500 characters. Write it again.",
        },
        "form.pattern_not_linear": {
            "ja": "先読み・後読み・後方参照は使えません。条件や別の項目で表してください。",
            "en": "Look-around and back-references cannot be used. Use a condition or another field instead.",
        },
        "form.ends_crossed": {
            "ja": "{low} が {high} より大きくなっています。入れ替えてください。",
            "en": "{low} is greater than {high}. Swap them.",
        },
        "condition.unknown_field": {
            "ja": "条件や式が、このフォームにない項目「{field}」を使っています。項目の名前を確かめてください。",
            "en": "A condition or expr uses “{field}”, which is no field of this form. Check its key.",
        },
        "condition.unknown_option": {
            "ja": "「{field}」に選択肢「{option}」はありません。この条件は決して成り立ちません。",
            "en": "“{field}” has no option “{option}”, so this condition can never hold.",
        },
        "condition.type": {
            "ja": "「{field}」（{type}）は「{operator}」でこの値とは比べられません。値か比べ方を直してください。",
            "en": "“{field}” ({type}) cannot be compared with this value by “{operator}”. Mend the value or the operator.",
        },
        "condition.always_false": {
            "ja": "null と比べる条件は決して成り立ちません。empty か not_empty を使ってください。",
            "en": "A comparison with null never holds. Use empty or not_empty.",
        },
        "condition.circular": {
            "ja": "「{fields}」は、表示や計算が互いに相手を待っています。どれか1つの条件や式を外してください。",
            "en": "“{fields}” wait for each other to be shown or computed. Remove one of the conditions or exprs.",
        },
        "law.individual_number": {
            "ja": "「{label}」は個人番号（マイナンバー）を求めています。番号法により、この仕組みでは集められません。消してください。",
            "en": "“{label}” asks for the Individual Number (My Number), which must not be collected here. Remove it.",
        },
        "law.card_front_only": {
            "ja": "マイナンバーカードの写しを求める場合は「おもて面だけ」と書き添えてください。裏面には個人番号があります。",
            "en": "When you ask for a copy of the My Number card, say “front side only”: the number is on the back.",
        },
        "wording.label_long": {
            "ja": "「{label}」は{count}文字あります。問いは{limit}文字までにし、説明は「説明」の欄に移してください。",
            "en": "“{label}” has {count} characters. Keep a question within {limit} and move the rest to help.",
        },
        "wording.sentence_long": {
            "ja": "1文が{count}文字あります。{limit}文字までに区切ると読みやすくなります。",
            "en": "One sentence has {count} characters. Split it: up to {limit} are easy to read.",
        },
        "wording.no_english": {
            "ja": "ほかの項目には英語がありますが、「{label}」にはありません。",
            "en": "Other fields have an English text, “{label}” has none.",
        },
        "form.nothing_asked": {
            "ja": "このページには答える項目がありません。項目を加えるか、ページを消してください。",
            "en": "This page asks for nothing. Add a field, or remove the page.",
        },
        "form.required_never": {
            "ja": "計算項目や説明文は答えられないので、必須にできません。required を消してください。",
            "en": "Nobody can answer a computed field or a note. Remove required.",
        },
    }
)

PLACES: Final = {
    "form": {"ja": "フォーム", "en": "the form"},
    "pages": {"ja": "ページ「{name}」", "en": "the page “{name}”"},
    "fields": {"ja": "項目「{name}」", "en": "the field “{name}”"},
    "options": {"ja": "選択肢「{name}」", "en": "the option “{name}”"},
}
"""How a part of a form is called in a sentence."""
