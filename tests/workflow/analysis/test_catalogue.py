"""The catalogue of detectors is complete: codes, pages, sentences, and tests that flag and that stay silent."""

import ast
from pathlib import Path

import pytest

import workflow.analysis.detectors as package
from tests.workflow.analysis.office import approval, flow_of, review, task
from workflow.analysis import DETECTORS, REPORTS, analyze
from workflow.analysis.messages import FINDINGS, GUARDS, MESSAGES
from workflow.patch import apply_patch, inverse

ROOT = Path(__file__).parents[3]
CODES = [detector.CODE for detector in DETECTORS]
PARTS = ("What it finds", "When it stays silent", "Example", "Rewrite and saving", "Source")


def test_every_module_of_the_package_is_a_detector_with_a_code_of_its_own() -> None:
    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}

    assert len(set(CODES)) == len(CODES) == len(modules)
    assert {stem.split("_")[0].upper() for stem in modules} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_detector_has_its_page(code: str) -> None:
    page = (ROOT / "docs" / "detectors" / f"{code}.md").read_text(encoding="utf-8")

    assert all(f"## {part}" in page for part in PARTS)
    assert f"[{code}]" in (ROOT / "docs" / "detectors" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_every_detector_has_cases_that_flag_and_cases_that_stay_silent(code: str) -> None:
    (path,) = Path(__file__).parent.glob(f"test_{code.lower()}_*.py")
    names = [
        node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    ]

    assert sum("found" in name or "surplus" in name or "again" in name or "first" in name for name in names) >= 1
    assert sum("left_alone" in name or "not" in name or "stay" in name or "guards" in name for name in names) >= 2


@pytest.mark.parametrize("code", sorted(MESSAGES.codes))
def test_every_sentence_is_there_in_both_languages_with_the_same_places(code: str) -> None:
    texts = {**FINDINGS, **GUARDS}.get(code)

    if texts is not None:
        assert set(texts) == {"ja", "en"}
        places = [{part.split("}")[0] for part in text.split("{")[1:]} for text in texts.values()]
        assert places[0] == places[1] or code == "E11.empty.evidence"


def test_findings_have_the_shape_that_others_rely_on() -> None:
    flow = flow_of(
        task("copy", "transcribe", reads=["name"], writes=["name"]),
        review("first", "eligible"),
        review("again", "eligible", k=0, n=3000),
        approval("a", "chief"),
        approval("b", "head"),
    )

    shape = analyze(flow).as_json()

    assert shape["flow"] == flow.digest
    assert isinstance(shape["metrics"], dict)
    assert {"steps", "handoffs", "approvals", "paper_steps", "resident_contacts", "touch_minutes", "lead_time_days",
            "cost_per_case", "yearly_minutes", "yearly_yen", "automation_rate"} <= shape["metrics"].keys()  # fmt: skip
    assert isinstance(shape["findings"], list)
    for finding in shape["findings"]:
        assert isinstance(finding, dict)
        assert {
            "code",
            "severity",
            "where",
            "message",
            "evidence",
            "guards",
            "missing",
            "saving",
            "status",
        } <= finding.keys()
        told_only = finding["code"] in REPORTS or str(finding["code"]).startswith("K")
        assert ("fix" in finding) == (finding["status"] == "proposed" and not told_only)


def test_a_fix_can_be_taken_back() -> None:
    flow = flow_of(review("first", "eligible"), review("again", "eligible"))
    for finding in analyze(flow).findings:
        if finding.fix:
            after = apply_patch(flow.document, finding.fix)
            assert apply_patch(after, inverse(flow.document, finding.fix)) == flow.document


def test_the_same_flow_gives_the_same_analysis() -> None:
    flow = flow_of(task("copy", "enter", reads=["name"], writes=["name"]), review("look", "eligible", k=0, n=4000))

    assert analyze(flow) == analyze(flow)
