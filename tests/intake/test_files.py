"""Attachments: what is accepted, what is not, and that nothing half-written is ever left behind."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from intake.files import FileNotAccepted, FileStore, FileTooLarge, media_type_of

PDF = b"%PDF-1.7\n" + b"x" * 4_000


def test_a_file_is_kept_under_the_hash_of_its_content(tmp_path: Path) -> None:
    stored = FileStore(tmp_path).store(BytesIO(PDF), max_bytes=10_000, accept=frozenset({"application/pdf"}))

    assert stored.sha256 == hashlib.sha256(PDF).digest()
    assert (stored.size, stored.media_type) == (len(PDF), "application/pdf")
    assert FileStore(tmp_path).path(stored.sha256).read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(PDF * 10, FileTooLarge, id="大きすぎる"),
        pytest.param(b"MZ\x90\x00" + b"x" * 50, FileNotAccepted, id="実行ファイル"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileNotAccepted, id="SVG"),
        pytest.param(b"", FileNotAccepted, id="空"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FileNotAccepted, id="認めていない種類の画像"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        FileStore(tmp_path).store(BytesIO(content), max_bytes=20_000, accept=frozenset({"application/pdf"}))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\0\0\0\0mif1avif", "image/heif"),
        (b"\x00\x00\x00\x18ftypmp42\0\0\0\0mp42isom", None),
        (b"GIF89a", "image/gif"),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_the_kind_of_a_file_is_told_from_its_first_bytes(head: bytes, expected: str | None) -> None:
    assert media_type_of(head) == expected
