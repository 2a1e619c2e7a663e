"""Buttons whose names are forged: add, remove, drop and fill in touch the fields of the form and nothing else."""

import pytest

from tests.security.uploads import begin, typed_so_far
from tests.web.town import WebTown

FORGED = ("zzz", "applicant_name", "fee_yen", "a.b.c", "." * 3_000, "zzz." * 20_000, "-1", "household_members.0.zzz")


@pytest.mark.parametrize("button", ["_add", "_remove", "_fill", "_drop"])
def test_a_button_that_names_no_field_of_its_kind_changes_nothing(town: WebTown, button: str) -> None:
    visitor = begin(town, page="you")
    path = visitor.page.path
    visitor.send(path, {"_save": "1"})
    visitor.open(path)
    before = dict(typed_so_far(town, visitor))

    for name in FORGED:
        page = visitor.send(path, {button: name})
        assert page.status == 200, (name, page.text)

    assert typed_so_far(town, visitor) == before


def test_a_group_does_not_grow_without_end(town: WebTown) -> None:
    visitor = begin(town, "nursery", "family")
    group = next(field for field in town.bundle("nursery").forms["nursery"].fields() if field.type == "group")
    path, token = visitor.page.path, visitor.token()

    names = [f"{group.key}.{number}.{inner.key}" for number in range(150) for inner in group.fields[:1]]
    for _again in range(3):
        page = visitor.client.post(path, data={"csrf_token": token, "_add": group.key, **dict.fromkeys(names, "x")})
        assert page.status_code == 200

    held = typed_so_far(town, visitor)[group.key]
    assert isinstance(held, list)
    assert len(held) <= 200
