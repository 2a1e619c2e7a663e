"""Every procedure of the town, worked to its end by clicking: by the resident and by whoever is in charge."""

import random
from datetime import timedelta
from typing import Final

import pytest

from engine.core.state import OpenItem
from forms.web_input import pairs_from_answers
from kernel.clock import local_date
from samples.answers import answers
from tests.web.town import PUBLISHED, Visitor, WebTown, apply
from tests.web.walks import directory_of, followed, password_on

MOST_STEPS: Final = 40


@pytest.mark.parametrize("procedure", PUBLISHED)
def test_every_procedure_of_the_town_is_worked_to_its_end_by_clicking(town: WebTown, procedure: str) -> None:
    resident = town.resident()
    number = apply(resident, town, procedure, town.answers(procedure))
    watcher = followed(town, number, password_on(resident))

    for _step in range(MOST_STEPS):
        case = town.case(number)
        if case.status == "closed":
            break
        items = case.state.items
        if not items:
            timer = min(case.state.timers, key=lambda each: each.fires_at)
            town.work(after=max(timer.fires_at - town.clock.now(), timedelta()) + timedelta(minutes=1))
        elif items[0].is_residents:
            answer_later_form(town, watcher, number, items[0])
        else:
            finish(town, number, items[0])
        town.work(after=timedelta(minutes=10))

    assert town.case(number).state.result in ("approved", "completed")
    assert all(word not in watcher.open(f"/s/{number}").text for word in ("None", "{{", "}}"))


def finish(town: WebTown, number: str, item: OpenItem) -> None:
    """Let the first officer who may do it take the first way out of `item`."""
    directory = directory_of(town)
    department, _, role = item.queue.partition("/")
    free = [each for each in directory.holders(department, role) if each.id not in item.excluded]
    who = next(each for each in free if item.assignee in (None, each.id))
    officer = town.officer(who.login)
    page = town.look_at(officer, number)
    form = next(form for form in page.forms if f"/items/{item.number}" in form.action and "claim" not in form.action)
    button = next(each for each in form.buttons if each.name in ("outcome", ""))
    officer.send(form.action, {**dict(form.sent(button, {})), "nonce": f"n{item.number}"})
    assert officer.page.status == 200, officer.page.text
    assert officer.page.path == "/staff/", officer.page.text


def answer_later_form(town: WebTown, watcher: Visitor, number: str, item: OpenItem) -> None:
    """Let the resident fill in the form that is asked for later."""
    bundle = town.bundle(town.case(number).procedure)
    form = bundle.forms[bundle.flow.nodes[item.node].form or ""]
    with town.house.database.read() as tx:
        earlier = town.house.desk.record.values(tx, town.case_id(number))
    given = answers(form.key, random.Random(1), local_date(town.clock.now()), earlier=earlier)
    watcher.open(f"/s/{number}/answer")
    asked: dict[str, list[str]] = {}
    for name, value in pairs_from_answers(form, given):
        asked.setdefault(name, []).append(value)
    watcher.press("この内容で送信する", asked)
    assert "送信しました" in watcher.page.text, watcher.page.text
