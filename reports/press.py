"""The child process that prints: reads HTML on its standard input, writes a PDF on its standard output.

It is started by `reports.pdf` as a script of its own, within a share of memory. Nothing is fetched: a page brings
its styles and pictures with it.
"""

import resource
import sys
from typing import Any, Final, NoReturn

import weasyprint

MOST_MEMORY: Final = 1 << 30
MOST_SECONDS: Final = 60


def refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    """Refuse to fetch anything from anywhere."""
    raise ValueError(f"pages fetch nothing: {url[:40]}")


def main() -> None:
    """Print what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    html = sys.stdin.buffer.read().decode()
    page = weasyprint.HTML(string=html, url_fetcher=refuse, base_url="about:blank")
    page.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
