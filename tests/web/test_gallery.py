"""The gallery in the browser: sharing with the effect of the day, beginning with a copy, and who may see what."""

import pytest

from catalog.drafts import drafts_of
from office.sample_gallery import samples
from tests.web.town import WebTown, apply

HOME = "/staff/procedures/dog-registration/"
COPY = "/staff/gallery/copy?procedure=dog-registration"


def test_another_department_begins_with_what_was_shared(town: WebTown) -> None:
    answers = town.answers("dog-registration", injected=False)
    apply(town.resident(), town, "dog-registration", answers)
    stranger = town.officer("ogawa")
    assert stranger.open(COPY).status == 404
    head = town.officer("matsumoto")
    head.open(HOME)
    head.press("ひな形にする")
    assert "ひな形にしました" in head.page.text

    stranger.open("/staff/gallery")
    assert "犬の登録" in stranger.page.text
    assert "環境課" in stranger.page.text
    stranger.open(COPY)
    assert "写したあとで確かめること" in stranger.page.text
    page = stranger.press("下書きとして写す", title="農機の登録", key="machine")

    assert "下書きとして写しました（文書 5件）" in page.text
    with town.house.database.read() as tx:
        assert {each.kind for each in drafts_of(tx, "machine")} == {"flow", "form", "table", "page"}
    assert stranger.open("/staff/procedures/machine/manual").status == 200


def test_what_is_not_shared_any_more_cannot_be_copied_by_others(town: WebTown) -> None:
    head = town.officer("matsumoto")
    head.open(HOME)
    head.press("ひな形にする")
    head.press("ひな形から外す")

    assert town.officer("ogawa").open(COPY).status == 404
    assert town.officer("kimura").open(COPY).status == 200


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": "", "key": "goat"}, "手続の名前を入力してください。"),
        ({"title": "ヤギ", "key": "Goat!"}, "英小文字で始まる"),
        ({"title": "ヤギ", "key": "dog-registration"}, "この記号は使われています"),
        ({"title": "ヤギ", "key": "goat", "department": "kaikei"}, "担当を選んでください。"),
    ],
)
def test_a_copy_that_cannot_be_is_told_at_its_box(shared_town: WebTown, typed: dict[str, str], told: str) -> None:
    kimura = shared_town.officer("kimura")
    kimura.open(COPY)

    page = kimura.send("/staff/gallery/copy", {"procedure": "dog-registration", "department": "kankyo", **typed})

    assert page.status == 422
    assert told in page.text


def test_a_sample_is_begun_with(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open("/staff/gallery/copy?sample=nursery")

    kimura.press("下書きとして写す", key="after-school", title="学童の利用申込み")

    assert "下書きとして写しました" in kimura.page.text
    assert kimura.open("/staff/gallery/copy?sample=no-such-sample").status == 404


def test_every_sample_saves_time(shared_town: WebTown) -> None:
    page = shared_town.officer("kimura").open("/staff/gallery")

    assert len(samples()) >= 6
    for each in samples():
        gain = each.gains["touch_minutes"]
        assert gain.before is not None
        assert gain.after is not None
        assert gain.after < gain.before
    assert page.text.count("これから始める") == len(samples())
