"""Every sentence of the pages has its English counterpart, with the same places in it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).resolve().parents[2]
PLACE: Final = re.compile(r"%\(\w+\)s")
JAPANESE: Final = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sentences that stand in templates and views."""
    found = tmp_path_factory.mktemp("texts") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-k", "_"]
    subprocess.run([*command, "-o", str(found), "."], cwd=ROOT, check=True, capture_output=True)
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english() -> Catalog:
    """The English catalog."""
    with (ROOT / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file)


def test_every_sentence_is_translated(written: Catalog, english: Catalog) -> None:
    translated = {message.id for message in english if message.id and message.string and not message.fuzzy}

    assert {message.id for message in written if message.id} - translated == set()


def test_nothing_is_translated_that_nobody_says(written: Catalog, english: Catalog) -> None:
    said = {message.id for message in written}

    assert {message.id for message in english if message.id} - said == set()


def test_a_translation_keeps_the_places_and_is_english(english: Catalog) -> None:
    for message in english:
        if message.id:
            source, target = str(message.id), str(message.string)
            assert sorted(set(PLACE.findall(source))) == sorted(set(PLACE.findall(target))), source
            assert not JAPANESE.search(target), target
            assert source.count("%%") == target.count("%%"), source
