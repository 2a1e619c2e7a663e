"""Log lines: one JSON object each, nothing personal in them, and no way to forge one."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from observability import BLANK, configure_logging


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def written(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_lines_and_those_of_libraries_look_alike(lines: io.StringIO) -> None:
    structlog.get_logger("engine").info("case opened", case=12)
    logging.getLogger("waitress").warning("queue depth is %d", 4)

    ours, theirs = written(lines)

    assert (ours["event"], ours["case"], ours["level"], ours["logger"]) == ("case opened", 12, "info", "engine")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("queue depth is 4", "warning", "waitress")
    assert str(ours["time"]).endswith("Z")


def test_a_line_break_in_a_value_does_not_begin_a_new_line(lines: io.StringIO) -> None:
    structlog.get_logger("web").info("signed in", login='x\n{"event": "forged"}\x1b[31m\r\u2028')

    assert len(lines.getvalue().strip("\n").split("\n")) == 1
    assert "\x1b" not in lines.getvalue()


@pytest.mark.promise("P37")
def test_personal_data_is_blanked_at_any_depth(lines: io.StringIO) -> None:
    structlog.get_logger("web").info(
        "mail", to="hanako@example.jp", letter={"body": "山田 花子 様", "case": 3}, n=[1, 2]
    )

    (line,) = written(lines)

    assert line["to"] == BLANK
    assert line["letter"] == {"body": BLANK, "case": 3}
    assert line["n"] == [1, 2]


@pytest.mark.parametrize("by", ["ours", "library"])
def test_an_error_is_told_by_its_type_and_place_and_never_by_its_text(lines: io.StringIO, by: str) -> None:
    try:
        int("山田花子")
    except ValueError as error:
        if by == "ours":
            structlog.get_logger("web").exception("refused")
        else:
            logging.getLogger("celery").error("refused", exc_info=error)

    (line,) = written(lines)

    assert line["error"] == "ValueError"
    assert "test_observability.py" in str(line["at"])
    assert "花子" not in lines.getvalue()


def test_libraries_do_not_chat_about_whom_they_write_to(lines: io.StringIO) -> None:
    logging.getLogger("mail.log").info("recip: hanako@example.jp")

    assert written(lines) == []


def test_lines_below_the_level_are_not_written(lines: io.StringIO) -> None:
    structlog.get_logger("web").debug("a detail")

    assert written(lines) == []
