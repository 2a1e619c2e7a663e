"""Logs: one JSON object a line on standard error, from our own code and from every library.

What a line is about stands in it as a number or a key, never as a name, an answer or an address: `PERSONAL` keys
are blanked in case somebody forgets. Line breaks and control characters in values cannot forge a second line,
because JSON escapes them.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog

PERSONAL: Final = frozenset(
    {"name", "applicant", "address", "email", "mail", "to", "phone", "answers", "values", "body", "subject",
     "reason", "password", "secret", "token", "cookie", "authorization", "birth_date", "kana"}
)  # fmt: skip
"""Keys whose values are never written, wherever they stand in an event."""

OURS: Final = (
    "accounts", "bootstrap", "catalog", "cli", "db", "engine", "intake", "launch", "notify", "office", "samples", "web",
    "worker",
)  # fmt: skip
"""Loggers that follow the level that was set. Libraries speak from warnings upwards only: what they find worth
telling below that includes recipients of mail and parameters of statements."""

BLANK: Final = "[not logged]"
MAX_TEXT: Final = 2_000

Event = MutableMapping[str, Any]


def configure_logging(level: str = "info", stream: TextIO = sys.stderr) -> None:
    """Send every log line of this process to `stream`, as JSON: ours from `level` upwards, others' from warnings."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]
    finish: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _where_it_failed,
        without_personal_data,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=finish))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


def without_personal_data(_logger: object, _method: str, event: Event) -> Event:
    """Blank the values of `PERSONAL` keys at any depth and cut long texts. A processor of structlog."""
    for key in event:
        event[key] = _cleaned(key, event[key])
    return event


def _cleaned(key: str, value: Any) -> Any:
    if key.lower() in PERSONAL:
        return BLANK
    if isinstance(value, dict):
        return {inner: _cleaned(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(key, item) for item in value]
    return value[:MAX_TEXT] if isinstance(value, str) else value


def _where_it_failed(_logger: object, _method: str, event: Event) -> Event:
    """Say which error and where in the code. Not its text: that often quotes the value that was refused."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    places: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-20:]
