"""Lighthouse on the pages of residents, staff and the editors: its scores, which are to be 100.

Pages of residents are judged as a phone on a slow line sees them (four categories, bytes sent, largest paint), by the
median of three runs; pages of staff for accessibility.

It runs in the machine's own Chromium and needs no network. What only a person can judge (does the order make sense,
do the words help) is not in the score; the tests of the browser hold every page against axe as well.
"""

import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import sync_playwright
from waitress import create_server

from benchmarks.editors import sign_in
from bootstrap import services
from db.all_tables import every_table
from samples.town import publish_procedures, settle
from settings import read_settings
from tests.services import browser_path
from web.app import create_app
from web.built_scripts import ROOT

NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
LIGHTHOUSE: Final = ROOT / "build" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
PATIENCE_SECONDS: Final = 180
GOAL: Final = 100
RUNS: Final = 3
MOST_BYTES: Final = 60_000
MOST_PAINT_MS: Final = 1_000
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
RESIDENTS: Final = ("/", "/p/nursery", "/navi", "/s", "/?furigana=1")
FOUR_G: Final = (
    "--throttling-method=devtools", "--throttling.requestLatencyMs=170", "--throttling.downloadThroughputKbps=9000",
    "--throttling.uploadThroughputKbps=9000", "--throttling.cpuSlowdownMultiplier=1",
)  # fmt: skip
"""The line that Chromium's tools call "fast 4G", laid on really; the machine's own processor."""
PAGES: Final = (
    "/staff/",
    "/staff/procedures/nursery/",
    "/staff/procedures/nursery/edit/start",
    "/staff/procedures/nursery/edit/form/nursery",
    "/staff/procedures/nursery/edit/flow/to-be",
    "/staff/procedures/dog-registration/edit/table/dog-registration-auto",
    "/office/",
)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the model town without a past."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    house = services(read_settings({"DATA_DIR": str(folder), "PORT": str(port), "SECRET_KEY": "bench" * 10}))
    with house.database.begin() as tx:
        every_table().create_all(tx)
        settle(tx, "minaoshi-demo", NOW)
        publish_procedures(tx, house.library, NOW)
    server = create_server(create_app(house), sockets=[listening], threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()
        serving.join(5)
        house.database.dispose()


def session_of(url: str, chromium: str) -> str:
    """Return the cookies of a designer who has signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=url)
        sign_in(context.new_page())
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies())
        browser.close()
    return cookies


def judged(address: str, headers: Path, chromium: str) -> tuple[int, list[str]]:
    """Return the score of a page, and which audits it fails."""
    done = subprocess.run(
        [str(LIGHTHOUSE), address, "--only-categories=accessibility", "--output=json", "--quiet", "--preset=desktop",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu", f"--extra-headers={headers}"],
        env=os.environ | {"CHROME_PATH": chromium}, stdout=subprocess.PIPE, timeout=PATIENCE_SECONDS, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    counted = {each["id"] for each in found["categories"]["accessibility"]["auditRefs"] if each["weight"]}
    failed = [name for name, audit in found["audits"].items() if name in counted and audit["score"] == 0]
    return round(100 * found["categories"]["accessibility"]["score"]), failed


@dataclass(frozen=True, slots=True)
class Seen:
    """What Lighthouse says of a page on a phone."""

    scores: tuple[int, ...]
    bytes: int
    paint_ms: float
    failed: tuple[str, ...]


def seen_on_a_phone(address: str, chromium: str, *more: str) -> Seen:
    """Return what a phone sees; without `more` on the slow line that Lighthouse simulates by itself."""
    done = subprocess.run(
        [str(LIGHTHOUSE), address, f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet", *more,
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        env=os.environ | {"CHROME_PATH": chromium}, stdout=subprocess.PIPE, timeout=PATIENCE_SECONDS, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    audits = found["audits"]
    weighed = {ref["id"] for each in CATEGORIES for ref in found["categories"][each]["auditRefs"] if ref["weight"]}
    return Seen(
        scores=tuple(round(100 * (found["categories"][each]["score"] or 0)) for each in CATEGORIES),
        bytes=int(audits["total-byte-weight"]["numericValue"]),
        paint_ms=audits["largest-contentful-paint"]["numericValue"],
        failed=tuple(name for name, audit in audits.items() if name in weighed and (audit["score"] or 0) < 1),
    )


def on_phones(url: str, chromium: str) -> int:
    """Print the table of pages for residents; return how many miss a goal."""
    missed = 0
    print(f"{'':<30} {' '.join(each[:13].rjust(13) for each in CATEGORIES)}  bytes  LCP on 4G")
    for page in RESIDENTS:
        runs = [seen_on_a_phone(url + page, chromium) for _ in range(RUNS)]
        scores = [int(median(run.scores[place] for run in runs)) for place in range(len(CATEGORIES))]
        paint = median(seen_on_a_phone(url + page, chromium, *FOUR_G).paint_ms for _ in range(RUNS))
        fine = min(scores) >= GOAL and runs[0].bytes <= MOST_BYTES and paint <= MOST_PAINT_MS
        missed += not fine
        told = " ".join(str(each).rjust(13) for each in scores)
        print(f"{page:<30} {told} {runs[0].bytes:>6} {paint:>7.0f} ms  {', '.join(runs[0].failed)}")
    return missed


def main() -> int:
    """Print the table; 1 when a page misses the goal."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    chromium = browser_path()
    if not LIGHTHOUSE.exists():
        print("Lighthouse is not there (tools/lighthouse.sh): left out")
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as url:
        missed += on_phones(url, chromium)
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": session_of(url, chromium)}), encoding="utf-8")
        for page in PAGES:
            score, failed = judged(url + page, headers, chromium)
            missed += score < GOAL
            print(f"{page:<70} {score:>4}   goal {GOAL}  {', '.join(failed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
