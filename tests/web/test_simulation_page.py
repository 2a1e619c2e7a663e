"""シミュレーション: told while it runs, and what came out."""

from tests.web.town import WebTown

PAGE = "/office/dog-registration/simulation?before=as-is&after=to-be"


def test_old_and_new_flow_are_played_until_the_difference_is_known(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open("/office/dog-registration/compare")
    officer.click("シミュレーションで確かめる")

    assert officer.page.path.startswith("/office/dog-registration/simulation")
    assert "2回目（最大40回）：所要日数の差 −" in officer.page.text
    assert "差がはっきりしました" in officer.page.text
    assert "95%区間 −" in officer.page.text
    assert "環境課 担当" in officer.page.text


def test_the_page_is_sent_while_the_work_goes_on(town: WebTown) -> None:
    answer = town.officer("sato").client.get(PAGE, buffered=False)

    seen = ""
    for chunk in answer.iter_encoded():
        seen += chunk.decode()
        if "回目（最大" in seen:
            break
    assert "差がはっきりしました" not in seen
    answer.close()


def test_another_departments_flows_look_absent(town: WebTown) -> None:
    assert town.officer("hasegawa").open(PAGE).status == 404
