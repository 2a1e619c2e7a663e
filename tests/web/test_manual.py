"""業務手順書 in the browser: of what is in force, of older versions, of drafts, and from the step of a case."""

from tests.services import missing
from tests.web.town import WebTown, apply

HOME = "/staff/procedures/dog-registration/"


def test_a_new_colleague_reads_how_a_procedure_goes(shared_town: WebTown) -> None:
    officer = shared_town.officer("kimura")
    officer.open(HOME)

    page = officer.click("業務手順書")

    assert page.heading.startswith("業務手順書：")
    for words in (
        "第1版",
        "目的",
        "根拠法令",
        "だれが何をするか",
        "確かめること",
        "差戻し・補正",
        "システムが自動で行うこと",
    ):
        assert words in page.text
    assert "<svg" in page.html
    assert 'id="step-review"' in page.html


def test_the_manual_of_the_draft_is_there_before_anything_is_published(shared_town: WebTown) -> None:
    officer = shared_town.officer("kimura")

    page = officer.open(f"{HOME}manual?edition=as-is")

    assert page.status == 200
    assert "下書き（現状の流れ）" in page.text
    assert officer.open(f"{HOME}manual?edition=99").status == 404
    assert officer.open(f"{HOME}manual?edition=no-such-slot").status == 404


def test_a_clerk_opens_the_manual_at_the_step_of_the_case(shared_town: WebTown) -> None:
    answers = shared_town.answers("dog-registration", injected=False)
    number = apply(shared_town.resident(), shared_town, "dog-registration", answers)
    officer = shared_town.officer("kimura")
    shared_town.look_at(officer, number)

    link = officer.page.link("このステップの手順")
    page = officer.open(link)

    anchor = link.partition("#")[2]
    assert anchor.startswith("step-")
    assert f'id="{anchor}"' in page.html
    assert "案件に戻る" in page.text
    assert shared_town.officer("hasegawa").open(link).status == 404


def test_the_manual_speaks_english(shared_town: WebTown) -> None:
    officer = shared_town.officer("kimura")

    page = officer.open(f"{HOME}manual?lang=en")

    assert "What to check" in page.text
    assert "Who does what" in page.text


def test_the_manual_as_pdf(shared_town: WebTown) -> None:
    answer = shared_town.officer("kimura").client.get(f"{HOME}manual.pdf")

    if answer.status_code == 503:
        missing("pango")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
