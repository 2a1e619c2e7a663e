"""部品の見本: every component in every state, drawn by the macros of the pages."""

import re

import pytest

from forms.definition import FIELD_TYPES
from forms.question_view import CONTROLS
from tests.architecture.rules import ROOT
from tests.web.html_page import HtmlPage
from tests.web.town import WebTown
from web.design_specimens import colours


@pytest.fixture(scope="module")
def shown(shared_town: WebTown) -> HtmlPage:
    return shared_town.officer("kimura").open("/design")


def test_every_type_of_question_stands_there_untouched_and_with_an_error(shown: HtmlPage) -> None:
    for kind in FIELD_TYPES:
        assert f"empty_{kind}" in shown.html or CONTROLS[kind] == "note"
        assert f"wrong_{kind}" in shown.html or CONTROLS[kind] == "note"

    assert "「数」は数字で入力してください" in shown.text
    assert shown.html.count('aria-invalid="true"') > len(FIELD_TYPES)


@pytest.mark.parametrize(
    "block",
    ["button--second", "button--danger", "button--quiet", "button--small", "chip", "error-summary", "banner--success",
     "banner--warning", "banner--error", "panel", "empty", "note", "tag--key", "tag--error", "count--none", "figures",
     "card--link", "card--tint", "decision", "breadcrumb", "tabs", "progress__bar", "steps-line", "timeline",
     "pagination", "table--cards", "summary", "chart", "waterfall", "chart--curves", "legend", "only-print"],
)  # fmt: skip
def test_a_component_stands_there(shown: HtmlPage, block: str) -> None:
    assert re.search(rf'class="[^"]*\b{block}\b', shown.html)


def test_no_element_has_the_name_of_another(shown: HtmlPage) -> None:
    names = re.findall(r'\bid="([^"]+)"', shown.html)

    assert len(names) == len(set(names))


def test_a_label_names_every_control(shown: HtmlPage) -> None:
    named = set(re.findall(r'<label[^>]* for="([^"]+)"', shown.html))
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', shown.html)

    assert not [each for each in controls if each not in named and "consent" not in each]


def test_the_colours_are_those_of_the_style_sheet_and_text_can_be_read() -> None:
    found = {each.name: each for each in colours()}
    written = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

    assert len(found) == written.count(": #")
    assert all(found[name].is_readable for name in ("key", "text", "text-quiet", "text-faint", "success", "error"))
    assert found["ground"].on_ground == pytest.approx(1.0)


def test_it_speaks_english(shared_town: WebTown) -> None:
    page = shared_town.officer("kimura").open("/design?lang=en")

    assert page.heading == "Components"
    assert not re.search(r"[ぁ-んァ-ヶ]", re.sub(r"日本語|柴犬|山田 花子（ヤマダ ハナコ）", "", page.text))
