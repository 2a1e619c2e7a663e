"""A page of ours as PDF (PDF/UA: tagged, with its language and title), printed in a child process.

Printing needs pango, a library of the operating system, and takes memory that depends on the page: it happens
outside of this process, within limits, and where it cannot be had the browser prints the same page.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from kernel.errors import DomainError

PATIENCE_SECONDS: Final = 30.0
PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_PRESS: Final = Path(__file__).with_name("press.py")
_PDF: Final = b"%PDF-"


class CannotPrint(DomainError):
    """No PDF comes out: the machine has no pango, or the page is too much for the time and memory it gets."""

    code = "report.cannot_print"


def pdf_of(html: str) -> bytes:
    """Return `html`, a whole page that needs nothing from outside, as PDF; or raise `CannotPrint`."""
    known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        printed = subprocess.run(  # noqa: S603  # our own script, and nothing from outside in the arguments
            [sys.executable, "-I", str(_PRESS)],
            input=html.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotPrint from error
    if printed.returncode or not printed.stdout.startswith(_PDF):
        raise CannotPrint
    return printed.stdout
