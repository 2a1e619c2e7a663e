"""How Japanese texts are read (読み), so that somebody who types kana finds what is written in kanji.

The dictionary is opened for the texts at hand and let go again: opening takes a few hundredths of a second, holding
it open would cost every process fifty megabytes for a page that is read once per published version.
"""

from collections.abc import Iterable
from typing import Final

from sudachipy import Dictionary, SplitMode

Reading = tuple[tuple[str, str], ...]
"""The words of a text: as written, and in katakana as read. Signs and spaces are left out."""
_SILENT: Final = frozenset({"補助記号", "空白", "記号"})


def readings_of(texts: Iterable[str]) -> dict[str, Reading]:
    """Return the reading of every text."""
    wanted = {*texts}
    if not wanted:
        return {}
    tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.A)
    return {
        text: tuple(
            (str(word.surface()), str(word.reading_form()))
            for word in tokenizer.tokenize(text)
            if word.part_of_speech()[0] not in _SILENT
        )
        for text in wanted
    }
