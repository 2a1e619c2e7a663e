"""The house keeps its laws (docs/architecture.md), and the tests of the laws find planted violations."""

import re
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.rules import MAY_IMPORT, ROOT, modules, violations


def test_every_module_keeps_the_laws_of_the_house() -> None:
    broken = [str(violation) for name, text in modules() for violation in violations(name, text)]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("module", "text", "what"),
    [
        ("kernel.planted", "import flask", "kernel never imports flask"),
        ("kernel.planted", "import numpy", "the kernel stands on Python alone"),
        ("kernel.planted", "from forms import definition", "kernel may not import forms.definition"),
        ("forms.planted", "from workflow.definition import Flow", "forms may not import workflow.definition.Flow"),
        ("workflow.planted", "import sqlalchemy.orm", "workflow never imports sqlalchemy"),
        ("workflow.deep.planted", "from forms.codec import read_form", "workflow may not import"),
        ("engine.core.planted", "from engine.shell import runner", "engine.core may not import engine.shell.runner"),
        ("engine.core.planted", "from db.database import Tx", "engine.core may not import db"),
        ("engine.core.planted", "import random", "engine.core never imports random"),
        ("engine.shell.planted", "from catalog.library import Library", "engine may not import catalog"),
        ("catalog.planted", "from intake.tables import draft", "catalog may not import intake"),
        ("web.planted", "from sqlalchemy import select", "web never imports sqlalchemy"),
        ("web.planted", "from db.database import Database", "web may not import db"),
        ("notify.planted", "from web.pages import render_page", "notify may not import web"),
        ("office.planted", "from . import tables", "imports are absolute"),
        ("cli.planted", "def f():\n    import os", "import inside f"),
        ("kernel.sheets", "def f():\n    from openpyxl import load_workbook\n    import os", "import inside f"),
        ("cli.planted", "class C:\n    async def f(self):\n        from os import path", "import inside f"),
        ("engine.shell.planted", "now = datetime.now(UTC)", "datetime.now outside kernel.clock"),
        ("intake.planted", "from datetime import date\nfield(default_factory=date.today)", "date.today outside"),
        ("notify.planted", "import time\ntime.time()", "time.time outside kernel.clock"),
        ("db.planted", "x = 1\n" * 301, "301 lines"),
    ],
)
def test_a_planted_violation_is_found(module: str, text: str, what: str) -> None:
    found = violations(module, text)

    assert any(what in violation.what for violation in found)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("kernel.clock", "datetime.now(UTC)"),
        ("kernel.planted", "import json\nfrom kernel.text import say"),
        ("engine.core.planted", "from workflow.table.evaluate import compile_table"),
        ("engine.shell.planted", "import celery\nfrom engine.core.decide import decide"),
        ("web.planted", "import flask\nfrom intake.receipt import check_digit"),
        ("cli.planted", "import time\ntime.monotonic()"),
        ("db.planted", "x = 1\n" * 300),
    ],
)
def test_what_the_laws_allow_is_not_reported(module: str, text: str) -> None:
    assert violations(module, text) == []


def test_every_room_that_stands_in_the_house_has_a_law() -> None:
    rooms = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}

    assert rooms - {"tests", "benchmarks", "samples", "cli"} <= {name.partition(".")[0] for name in MAY_IMPORT}


@pytest.mark.parametrize("name", ["util", "utils", "helper", "helpers", "common", "manager", "misc", "lib"])
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert not [module for module, _ in modules() if name in re.split(r"[._]", module)]


def test_every_module_says_what_it_promises() -> None:
    silent = [name for name, text in modules() if not re.match(r'\s*r?"""', text)]

    assert not silent


def required_at_run_time() -> list[str]:
    text = (ROOT / "requirements.txt").read_text(encoding="ascii")
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, flags=re.MULTILINE)


TAKEN_UNDER: Final = {"pyphen": "MPL 1.1"}
"""Libraries that are offered under several licences, and the one under which we take them."""


def test_what_runs_beside_us_may_be_handed_on() -> None:
    """No GPL or AGPL library at run time: a municipality must be free to pass the product on."""
    installed = {str(found.name).lower().replace("_", "-") for found in distributions()}
    names = [name for name in required_at_run_time() if name in installed and name not in TAKEN_UNDER]

    copyleft = [name for name in names if re.search(r"(?<![L])A?GPL|(?<!Lesser )General Public", licence(name))]

    assert len(names) > 50
    assert not copyleft


def licence(name: str) -> str:
    described = distribution(name).metadata
    stated = [*(described.get_all("License-Expression") or []), *(described.get_all("Classifier") or [])]
    return " ".join(line for line in stated if "icense" in line or "::" not in line)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pinned_files_name_no_registry_and_hash_everything(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="ascii").splitlines()

    assert not [line for line in lines if "://" in line or line.lstrip().startswith(("--index", "--find", "--extra"))]
    pinned = [index for index, line in enumerate(lines) if "==" in line]
    assert pinned
    assert all(lines[index + 1].lstrip().startswith("--hash=sha256:") for index in pinned)


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_everything_asked_for_is_pinned_to_the_version_that_was_asked_for(name: str) -> None:
    wanted = re.findall(r"^([A-Za-z0-9._-]+)(?:\[\w+\])?==(\S+)", read(name), flags=re.MULTILINE)
    pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[\w+\])?==(\S+)", read(name.replace(".in", ".txt")), re.MULTILINE))

    assert wanted
    assert all(pinned[package.lower()] == version for package, version in wanted)


def read(name: str) -> str:
    return Path(ROOT / name).read_text(encoding="utf-8")
