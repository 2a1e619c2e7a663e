"""Sentences about XML files, packed files and sheets that cannot be read."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "format.not_xml": {
            "ja": "XMLとして読めません（{line}行{column}文字目）。書き出し直したファイルを使ってください。",
            "en": "This is not XML (line {line}, column {column}). Export the file again.",
        },
        "format.xml_doctype": {
            "ja": "文書型宣言（DOCTYPE）のあるXMLは、安全のため読みません。宣言を除いて書き出してください。",
            "en": "For safety, XML with a document type declaration (DOCTYPE) is not read. Export it without one.",
        },
        "format.xml_wrong_root": {
            "ja": "XMLの種類が違います。一番外の要素は {expected} のはずですが、{found} です。ファイルを確かめてください。",
            "en": "This is another kind of XML: its outermost element is {found}, not {expected}. Check the file.",
        },
        "format.xml_too_deep": {
            "ja": "XMLの入れ子が深すぎます（上限 {limit} 段）。正しい形式のファイルか確かめてください。",
            "en": "The XML is nested too deeply (limit {limit}). Check that it is the right kind of file.",
        },
        "format.xml_too_many": {
            "ja": "XMLの要素が多すぎます（上限 {limit} 個）。内容を分けてください。",
            "en": "The XML has too many elements (limit {limit}). Split its contents.",
        },
        "format.unpacked_too_large": {
            "ja": "ファイルが大きすぎます（展開後の上限 {limit} MB）。期間を区切るなどして分けてください。",
            "en": "The file is too large (limit {limit} MB when unpacked). Split it, by period for instance.",
        },
        "format.bad_gzip": {
            "ja": "圧縮ファイル（gz）が壊れています。圧縮し直すか、圧縮せずに使ってください。",
            "en": "The packed file (gz) is broken. Pack it again, or use it unpacked.",
        },
        "format.sheet_unreadable": {
            "ja": "表として読めません。Excel（.xlsx）かCSVで保存し直して、もう一度選んでください。",
            "en": "This cannot be read as a table. Save it as Excel (.xlsx) or CSV and choose it again.",
        },
        "format.sheet_empty": {
            "ja": "1枚目のシートに何も書かれていません。一覧のあるシートを先頭に移してください。",
            "en": "The first sheet is empty. Move the sheet with the list to the front.",
        },
        "format.sheet_too_long": {
            "ja": "行が多すぎます（上限 {limit} 行）。一覧を分けてください。",
            "en": "There are too many rows (limit {limit}). Split the list.",
        },
    }
)
