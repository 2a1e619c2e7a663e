"""Every sentence has its English counterpart, and what residents read plain Japanese, with the same places in it."""

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
LONGEST_SENTENCE: Final = 50
"""Signs: what the guideline for plain Japanese (在留支援のためのやさしい日本語ガイドライン) calls readable."""
JAPANESE: Final = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


def sentences(mapping: str, folder: Path) -> Catalog:
    """Return the sentences of the files that `mapping` names."""
    found = folder / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", mapping, "-k", "_"]
    subprocess.run([*command, "-o", str(found), "."], cwd=ROOT, check=True, capture_output=True)
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sentences that stand in templates and views."""
    return sentences("babel.cfg", tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def read_by_residents(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sentences of pages for residents."""
    return sentences("babel-easy.cfg", tmp_path_factory.mktemp("easy"))


@pytest.fixture(scope="module")
def plain() -> Catalog:
    """The catalog of plain Japanese (やさしい日本語)."""
    with (ROOT / "translations/ja@easy/LC_MESSAGES/messages.po").open("rb") as file:
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


def test_what_residents_read_is_said_in_plain_japanese(read_by_residents: Catalog, plain: Catalog) -> None:
    said = {message.id: str(message.string) for message in plain if message.id}

    assert {message.id for message in read_by_residents if message.id} == {key for key, text in said.items() if text}
    for source, text in said.items():
        assert sorted(set(PLACE.findall(str(source)))) == sorted(set(PLACE.findall(text))), source


def test_plain_japanese_keeps_its_sentences_short(plain: Catalog) -> None:
    for message in plain:
        for sentence in re.split(r"[。？]", str(message.string) if message.id else ""):
            assert len(PLACE.sub("", sentence).replace(" ", "")) <= LONGEST_SENTENCE, message.string


def test_every_template_for_residents_is_among_them() -> None:
    named = (ROOT / "babel-easy.cfg").read_text(encoding="utf-8")
    used = {
        found
        for path in (ROOT / "templates" / "resident").glob("*.html")
        for found in re.findall(r'"(macros/\w+\.html)"', path.read_text(encoding="utf-8"))
    }

    assert {each for each in used if f"templates/{each}" not in named} == set()
