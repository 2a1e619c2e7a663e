"""The laws of the house as code: which module may import which, and what no module may contain.

Every check takes the text of a module and its place in the house, so that the tests can plant a violation and see
it found.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

OUTER: Final = frozenset({"flask", "flask_wtf", "flask_login", "flask_babel", "flask_limiter", "werkzeug", "waitress"})
DATABASE: Final = frozenset({"sqlalchemy", "alembic", "psycopg", "sqlite3"})
QUEUE: Final = frozenset({"celery", "kombu", "redis"})

MAY_IMPORT: Final[dict[str, frozenset[str]]] = {
    "kernel": frozenset({"kernel"}),
    "forms": frozenset({"forms", "kernel"}),
    "workflow": frozenset({"workflow", "kernel"}),
    "engine.core": frozenset({"engine.core", "engine.messages", "workflow", "kernel"}),
    "db": frozenset({"db", "kernel"}),
    # The one list of all tables, for migrations and for making a schema at once.
    "db.all_tables": frozenset(
        {"db", "accounts", "catalog", "engine", "guidance", "intake", "learning", "notify", "office", "records"}
    ),
    "engine": frozenset({"engine", "workflow", "kernel", "db"}),
    "connectors": frozenset({"connectors", "engine", "intake", "kernel"}),
    "accounts": frozenset({"accounts", "kernel", "db"}),
    "catalog": frozenset({"catalog", "accounts", "engine", "forms", "workflow", "kernel", "db"}),
    "intake": frozenset({"intake", "catalog", "accounts", "engine", "forms", "workflow", "kernel", "db"}),
    "guidance": frozenset(
        {"guidance", "intake", "catalog", "accounts", "engine", "forms", "workflow", "kernel", "db"}
    ),
    "notify": frozenset(
        {"notify", "learning", "engine", "catalog", "intake", "accounts", "workflow", "forms", "kernel", "db"}
    ),
    "office": frozenset({"office", "guidance", "catalog", "accounts", "engine", "workflow", "forms", "kernel", "db"}),
    "learning": frozenset({"learning", "intake", "catalog", "accounts", "engine", "workflow", "forms", "kernel", "db"}),
    "records": frozenset(
        {"records", "notify", "intake", "catalog", "accounts", "engine", "workflow", "forms", "kernel", "db"}
    ),
    "reports": frozenset({"reports", "forms", "workflow", "kernel"}),
    "upkeep": frozenset({"upkeep", "intake", "engine", "kernel", "db"}),
    "web": frozenset(
        {"web", "bootstrap", "settings", "connectors", "reports", "records", "office", "learning", "notify",
         "guidance", "intake", "catalog", "accounts", "engine", "forms", "workflow", "kernel", "upkeep.messages"}
    ),
}  # fmt: skip
"""Each room, and the rooms of ours that it may import. The longest name that fits counts."""

FORBIDDEN: Final[dict[str, frozenset[str]]] = {
    "kernel": OUTER | DATABASE | QUEUE,
    "forms": OUTER | DATABASE | QUEUE,
    "workflow": OUTER | DATABASE | QUEUE,
    "engine.core": OUTER | DATABASE | QUEUE | {"random", "logging", "structlog"},
    "db": OUTER | QUEUE,
    "engine": OUTER,
    "connectors": OUTER | DATABASE | QUEUE,
    "accounts": OUTER | QUEUE,
    "catalog": OUTER | QUEUE,
    "intake": OUTER | QUEUE,
    "guidance": OUTER | QUEUE,
    "notify": OUTER | QUEUE,
    "office": OUTER | QUEUE,
    "learning": OUTER | QUEUE,
    "records": OUTER | QUEUE,
    "reports": OUTER | DATABASE | QUEUE,
    "upkeep": OUTER | QUEUE,
    "web": DATABASE | QUEUE,
}
"""Libraries that a room never imports."""

KERNEL_MAY_USE: Final = frozenset({"holidays", "openpyxl"})
"""Beside Python's own modules: the list of national holidays, which is data, and the reader of workbooks."""

ROOMS_OF_OURS: Final = frozenset(
    {"kernel", "forms", "workflow", "engine", "db", "accounts", "catalog", "intake", "guidance", "notify", "office",
     "records", "reports", "learning", "upkeep", "connectors", "web", "cli", "bootstrap", "settings", "environment",
     "environment_lists", "observability", "wsgi", "worker", "samples", "tests", "benchmarks"}
)  # fmt: skip

LATE: Final[dict[str, frozenset[str]]] = {
    "kernel.sheets": frozenset({"openpyxl", "openpyxl.utils.exceptions"}),
    "intake.exports": frozenset({"intake.workbook"}),
}
"""What a function may import: 8 MB that a waiting process does not hold (docs/adr/0029)."""

CLOCK_READERS: Final = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
     "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns"}
)  # fmt: skip
CLOCK: Final = "kernel.clock"
MAX_LINES: Final = 300
RECORDS: Final = "db.migrations.versions."
"""Migrations are a record of what was done, as long as that was; nobody edits them afterwards."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A law that a module breaks, and where."""

    module: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.what}"


def modules(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of every module of the product, or of some `rooms` only; tests are not the product."""
    for top in rooms or sorted(ROOMS_OF_OURS - {"tests", "benchmarks", "samples"}):
        single = ROOT / f"{top}.py"
        for path in [single] if single.exists() else sorted((ROOT / top).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text(encoding="utf-8")


def violations(module: str, text: str) -> list[Violation]:
    """Return every law that `module` breaks."""
    tree = ast.parse(text)
    return [*_imports(module, tree), *_inner_imports(module, tree), *_clocks(module, tree), *_length(module, text)]


def _room(module: str, rules: dict[str, frozenset[str]]) -> str | None:
    fitting = [room for room in rules if module == room or module.startswith(f"{room}.")]
    return max(fitting, key=len, default=None)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")] if node.level else _from(node)
    return []


def _from(node: ast.ImportFrom) -> list[str]:
    # `from engine import core` imports engine.core: the narrower name is the one that counts.
    return [f"{node.module}.{alias.name}" for alias in node.names]


def _imports(module: str, tree: ast.Module) -> Iterator[Violation]:
    room = _room(module, MAY_IMPORT)
    for node in ast.walk(tree):
        for name in _imported(node):
            if what := _why_not(room, name):
                yield Violation(module, getattr(node, "lineno", 0), what)


def _why_not(room: str | None, name: str) -> str | None:
    top = name.partition(".")[0]
    if name.startswith("."):
        return f"relative import {name}: imports are absolute"
    if room is None:
        return None
    if top in FORBIDDEN.get(room, frozenset()):
        return f"{room} never imports {top}"
    if top in ROOMS_OF_OURS:
        fits = any(name == allowed or name.startswith(f"{allowed}.") for allowed in MAY_IMPORT[room])
        return None if fits else f"{room} may not import {name}"
    if room == "kernel" and not _in_standard_library(top) and top not in KERNEL_MAY_USE:
        return f"the kernel stands on Python alone, not on {top}"
    return None


def _in_standard_library(top: str) -> bool:
    return top in sys.stdlib_module_names


def _inner_imports(module: str, tree: ast.Module) -> Iterator[Violation]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                late = isinstance(node, ast.ImportFrom) and node.module in LATE.get(module, frozenset())
                if isinstance(node, ast.Import | ast.ImportFrom) and not late:
                    yield Violation(module, node.lineno, f"import inside {function.name}: a cycle confessed")


def _clocks(module: str, tree: ast.Module) -> Iterator[Violation]:
    if module == CLOCK:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCK_READERS:
            yield Violation(module, node.lineno, f"{ast.unparse(node)} outside {CLOCK}: take `now` as an argument")


def _length(module: str, text: str) -> Iterator[Violation]:
    lines = text.count("\n")
    if lines > MAX_LINES and not module.startswith(RECORDS):
        yield Violation(module, MAX_LINES + 1, f"{lines} lines: a module has at most {MAX_LINES}")
