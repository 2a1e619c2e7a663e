"""Every sentence of the forms library: in both languages, with a code that somebody raises."""

import re
from pathlib import Path
from typing import Final

import pytest

from forms.answer_messages import MESSAGES as ANSWERS
from forms.compare_messages import MESSAGES as CHANGES
from forms.compare_messages import SETTINGS
from forms.fields.registry import KINDS
from forms.messages import MESSAGES as FORMS
from forms.wording import PHRASES
from kernel.messages import Messages
from kernel.messages_format import MESSAGES as FORMAT

SOURCES: Final = [
    path.read_text(encoding="utf-8")
    for path in (Path(__file__).parents[2] / "forms").rglob("*.py")
    if "messages" not in path.name
]


@pytest.mark.parametrize("catalog", [ANSWERS, FORMS, CHANGES, SETTINGS, PHRASES])
def test_every_sentence_stands_in_both_languages_with_the_same_parameters(catalog: Messages) -> None:
    for code in catalog.codes:
        texts = catalog.text(code, **{name: f"<{name}>" for name in catalog.parameters(code)})
        asked = {language: set(re.findall("<[a-z_]+>", text)) for language, text in texts.items()}

        assert texts.keys() == {"ja", "en"}, code
        assert all(texts.values()), code
        assert asked["ja"] == asked["en"], code


def test_every_code_that_is_raised_has_a_sentence_and_every_sentence_is_raised() -> None:
    raised = {
        code
        for source in SOURCES
        for code in re.findall(r'"((?:answer|form|format|compare|wording|law)\.[a-z_]+)"', source)
    }
    raised |= {code for source in SOURCES for code in re.findall(r'"(condition\.[a-z_]+)"', source)}
    known = ANSWERS.codes | FORMS.codes | CHANGES.codes

    assert raised - known == set()
    assert known - raised - FORMAT.codes == {"document.unusable"}  # raised by the kernel, told by whoever reads forms


def test_every_setting_has_a_name_for_people() -> None:
    assert {name for kind in KINDS.values() for name in kind.settings} == SETTINGS.codes
