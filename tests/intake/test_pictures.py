"""Pictures as they are shown: the same pixels, and nothing that tells where they were taken."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intake.pictures import NotAPicture, without_traces

PLACE = b"35.6895N"


def a_photo(orientation: int = 6, *, progressive: bool = False) -> bytes:
    """Return a JPEG as a phone writes it: turned, with its place, a comment, and a second picture behind it."""
    picture = Image.linear_gradient("L").resize((64, 32)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = PLACE.decode()  # the maker's name: any text will do
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    picture.save(
        out, "JPEG", exif=exif, comment=PLACE, progressive=progressive, icc_profile=b"colours" * 10, quality=80
    )
    return out.getvalue() + b"\xff\xd8" + PLACE + b"\xff\xd9"


@pytest.mark.parametrize("progressive", [False, True], ids=["ふつう", "段階表示"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.promise("P32")
def test_a_photo_keeps_its_pixels_and_its_turn_and_nothing_else(orientation: int, progressive: bool) -> None:
    photo = a_photo(orientation, progressive=progressive)
    assert PLACE in photo

    shown = without_traces(photo, "image/jpeg")

    before, after = Image.open(BytesIO(photo)), Image.open(BytesIO(shown))
    assert PLACE not in shown
    assert after.tobytes() == before.tobytes()
    assert after.getexif().get(0x0112, 1) == orientation
    assert {*after.getexif()} <= {0x0112}
    assert after.info["icc_profile"] == b"colours" * 10


def test_a_png_keeps_its_pixels_and_loses_its_words() -> None:
    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    png = out.getvalue()
    words = b"tEXt" + b"Location\0" + PLACE
    chunk = struct.pack(">I", len(words) - 4) + words + struct.pack(">I", zlib.crc32(words))

    shown = without_traces(png[:33] + chunk + png[33:], "image/png")

    assert PLACE not in shown
    assert Image.open(BytesIO(shown)).tobytes() == Image.open(BytesIO(png)).tobytes()


def test_a_turned_png_stays_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = PLACE.decode()
    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG", exif=exif)

    shown = without_traces(out.getvalue(), "image/png")

    assert PLACE not in shown
    assert Image.open(BytesIO(shown)).getexif().get(0x0112) == 6


@given(cut=st.integers(0, 800), kind=st.sampled_from(["image/jpeg", "image/png"]), noise=st.binary(max_size=40))
def test_a_broken_picture_is_refused_or_shown_but_never_an_accident(cut: int, kind: str, noise: bytes) -> None:
    content = a_photo()[:cut] + noise if kind == "image/jpeg" else b"\x89PNG\r\n\x1a\n" + noise

    try:
        assert isinstance(without_traces(content, kind), bytes)
    except NotAPicture:
        return


def test_what_is_no_picture_comes_back_as_it_is() -> None:
    assert without_traces(b"%PDF-1.7", "application/pdf") == b"%PDF-1.7"
