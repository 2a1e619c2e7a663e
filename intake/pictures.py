"""A picture as it may be shown: the same pixels, without where and when and with which camera it was taken.

What was uploaded stays as it was, because it is evidence. Nothing is decoded or compressed anew here: segments of a
JPEG and chunks of a PNG are passed on or left out, so a malformed picture costs no more than a good one. How the
picture is turned stays, because a certificate that lies on its side cannot be read. What follows the end of a picture
(a second one, a film) is left out as well.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

UPRIGHT: Final = 1
_ORIENTATION: Final = 0x0112
_EXIF: Final = b"Exif\0\0"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_STAND_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_SHOWN_CHUNKS: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
     b"cICP", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip


class NotAPicture(ValueError):
    """The bytes are not built as their kind says."""


def without_traces(content: bytes, media_type: str) -> bytes:
    """Return a picture without its traces, or raise `NotAPicture`; what is no picture comes back as it is."""
    clean = _CLEANERS.get(media_type)
    try:
        return content if clean is None else b"".join(clean(content))
    except (struct.error, IndexError) as error:
        raise NotAPicture from error


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Yield the parts of a JPEG that are needed to show it."""
    yield b"\xff\xd8"
    turned = UPRIGHT
    at = 2
    told = False
    while True:
        marker, at = _marker(content, at)
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        if marker in _STAND_ALONE:
            continue
        (size,) = struct.unpack_from(">H", content, at)
        body = content[at + 2 : at + size]
        if size < 2 or len(body) != size - 2:
            raise NotAPicture
        if marker == _APP1 and body.startswith(_EXIF):
            turned = _orientation(body[len(_EXIF) :])
        if not told and marker not in range(_APP0, _APP15 + 1):
            told = True
            if turned != UPRIGHT:
                yield _orientation_alone(turned)
        if _is_shown(marker, body):
            yield b"\xff" + bytes([marker]) + content[at : at + size]
        at += size
        if marker == _SOS:
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the marker at `at` and where it ends; any number of 0xFF may stand before it."""
    if content[at] != 0xFF:
        raise NotAPicture
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the compressed pixels end: at a marker that is no restart and no stuffed zero."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NotAPicture
        if content[at + 1] != 0 and content[at + 1] not in _STAND_ALONE:
            return at
        at += 2


def _is_shown(marker: int, body: bytes) -> bool:
    if marker == _APP2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == _APP0:
        return body.startswith(b"JFIF\0")
    return marker == _APP14 or not (_APP0 <= marker <= _APP15 or marker == _COM)


def _orientation(tiff: bytes) -> int:
    """Return how the picture is turned (1 to 8), upright where nothing legible is said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 200)):
            tag, kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _orientation_alone(turned: int) -> bytes:
    """Return an EXIF segment that says how the picture is turned, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _png(content: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that are needed to show it."""
    if not content.startswith(_PNG):
        raise NotAPicture
    yield _PNG
    at = len(_PNG)
    while True:
        size, kind = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + size]
        if len(chunk) != 12 + size:
            raise NotAPicture
        if kind in _SHOWN_CHUNKS:
            yield chunk
        elif kind == b"eXIf" and (turned := _orientation(chunk[8:-4])) != UPRIGHT:
            yield _turned_chunk(turned)
        if kind == b"IEND":
            return
        at += len(chunk)


def _turned_chunk(turned: int) -> bytes:
    body = b"eXIf" + _orientation_alone(turned)[4 + len(_EXIF) :]
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


_CLEANERS: Final[Mapping[str, Callable[[bytes], Iterator[bytes]]]] = {"image/jpeg": _jpeg, "image/png": _png}
