"""業務手順書: what a manual says is what the flow does, of every sample, in both languages."""

import re
from pathlib import Path
from typing import Final

import pytest

from catalog.page import require_page
from forms.codec import require_form
from kernel.documents import read_json
from reports.manual.compose import manual_of, manual_page
from reports.manual.model import Manual, Step
from reports.manual.source import LetterSource, ManualSource
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec import require_flow
from workflow.definition import GATEWAYS
from workflow.table.codec import require_table

SAMPLES: Final = Path(__file__).resolve().parents[2] / "samples"
TOWN: Final = sorted(path.parent.name for path in SAMPLES.glob("*/to-be.json"))


def sample(name: str, flow: str = "to-be") -> ManualSource:
    folder = SAMPLES / name
    page = require_page(read_json((folder / "procedure.json").read_bytes()))
    forms = [require_form(read_json(path.read_bytes())) for path in folder.glob("form*.json")]
    tables = [require_table(read_json(path.read_bytes())) for path in folder.glob("table*.json")]
    return ManualSource(
        title=page.title,
        flow=require_flow(read_json((folder / f"{flow}.json").read_bytes())),
        forms={form.key: form for form in forms},
        tables={table.key: table for table in tables},
        letters=[
            LetterSource(key=each.key, title=each.title, subject=each.subject, body=each.body)
            for each in page.letters.values()
        ],
        who=page.who,
        edition="第1版",
    )


def step_of(manual: Manual, key: str) -> Step:
    return next(step for step in manual.steps if step.key == key)


@pytest.mark.parametrize("flow", ["to-be", "as-is"])
@pytest.mark.parametrize("name", TOWN)
def test_every_step_of_the_flow_is_told_once_in_order(name: str, flow: str) -> None:
    source = sample(name, flow)

    manual = manual_of(source, "ja")

    told = [step.key for step in manual.steps]
    assert [step.number for step in manual.steps] == list(range(1, len(told) + 1))
    assert sorted(told) == sorted(
        key for key, node in source.flow.nodes.items() if node.type not in {"start", "end", *GATEWAYS}
    )
    targets = {ref.key for step in manual.steps for way in step.ways for ref in way.targets}
    assert targets <= set(source.flow.nodes)
    assert all(step.ways for step in manual.steps)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", TOWN)
def test_the_page_speaks_one_language_and_leaves_no_place_open(name: str, language: str) -> None:
    page = manual_page(manual_of(sample(name), language, made_at="2026"))

    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert "{" not in words
    assert "manual." not in words
    assert not re.search(r"\b(None|True|False)\b", words)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors


def test_conditions_and_rules_are_said_in_the_words_of_the_form() -> None:
    manual = manual_of(sample("community-subsidy"), "ja")

    triage = next(rules for rules in manual.rules if rules.key == "community-subsidy-triage")
    assert triage.lines[3].sentence == (
        "「前の年度も同じ事業」が「はい」、かつ「補助金の額」が100,000以下、かつ"
        "「事業の種類」が「集会所の修繕」以外なら、審査の種類は「simple」。"
    )
    assert "規則が不承認にすることはありません" in triage.guard
    (simple, other) = step_of(manual, "triage").ways
    assert "「審査の種類」が「simple」の場合" in simple.when + other.when


def test_what_comes_back_is_told_apart_from_what_goes_on() -> None:
    manual = manual_of(sample("community-subsidy"), "ja")

    ways = {way.choice: way for way in step_of(manual, "grant").ways}
    assert (ways["交付を決定する"].back, ways["担当へ差し戻す"].back, ways["不交付とする"].back) == (False, True, False)
    assert ways["不交付とする"].refuses
    assert not {way.choice: way for way in step_of(manual, "desk").ways}["適合"].back
    returns = next(fact for fact in manual.exceptions if fact.name == "差戻し・補正")
    assert any("「担当へ差し戻す」を選ぶと" in part for part in returns.parts)


def test_who_decides_is_said_with_the_limits_of_the_authority_table() -> None:
    manual = manual_of(sample("community-subsidy"), "ja")

    decides = next(fact for fact in step_of(manual, "grant").facts if fact.name == "決める人")

    assert decides.parts[1].startswith("100,000円まで：地域振興課長")
    assert decides.parts[2] == "それを超えるもの：市民部長"


def test_a_join_waits_for_every_branch() -> None:
    manual = manual_of(sample("road-occupancy"), "ja")

    assert "すべて済んだとき" in step_of(manual, "standards").begins
    (way,) = step_of(manual, "drawing-check").ways[:1]
    assert len(way.targets) >= 2


def test_letters_name_what_is_put_in() -> None:
    manual = manual_of(sample("dog-registration"), "ja")

    bodies = " ".join(letter.subject + letter.body for letter in manual.letters)
    assert "{{" not in bodies
    assert "〔受付番号〕" in bodies


def test_a_flow_with_a_loop_that_has_two_ways_in_is_told_to_the_end() -> None:
    described = document(
        [node("start", "start"), node("gate", "exclusive"), node("a", "task"), node("b", "task"),
         node("out", "exclusive"), node("end", "end")],
        ["start->gate", edge("gate->a", probability=0.5), edge("gate->b", probability=0.5), "a->b", "b->out",
         edge("out->a", probability=0.2), edge("out->end", probability=0.8)],
    )  # fmt: skip

    manual = manual_of(ManualSource(title="手続", flow=require_flow(described), forms={}, tables={}), "ja")

    assert [step.key for step in manual.steps] == ["a", "b"]
    assert {way.when for way in step_of(manual, "b").ways} == {"約20%の案件", "約80%の案件"}


def test_a_very_large_flow_has_few_pictures_and_every_step_in_words() -> None:
    described = straight(*[node(f"s{number}", "task") for number in range(150)])

    manual = manual_of(ManualSource(title="手続", flow=require_flow(described), forms={}, tables={}), "ja")

    assert len(manual.steps) == 150
    assert len(manual.plates) == 12
    assert manual.plates[-1].title.endswith("150まで")
