"""A real browser in front of a real server: the model town, served on a loopback port, with worker and timers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.town import Town, serve_town
from tests.services import browser_path

PHONE: Final = 360
DESKTOP: Final = 1280
HEIGHT: Final = 900
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES: Final = Path(__file__).resolve().parent.parent.parent / "build" / "pictures"
"""Where stories leave a picture of every page that they saw, for people to look at."""
WITHOUT_SHAPES: Final = {"exclude": [[".graph svg *"]]}
"""A picture of a flow is one image with a name for screen readers: its hundred shapes are not asked one by one."""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The model town on a server of its own, for all stories of this worker."""
    with serve_town(tmp_path_factory.mktemp("town")) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories of this worker."""
    path = browser_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, town: Town) -> Iterator[Callable[..., Page]]:
    """Open a page of the town in a fresh session: `open_page("/", width=360, scripts=False)`."""
    yield from opening(browser, town)


def opening(browser: Browser, town: Town) -> Iterator[Callable[..., Page]]:
    """Yield what opens pages of `town`; whatever it opened is closed afterwards."""
    contexts = []

    def opened(
        path: str = "/", *, width: int = DESKTOP, scripts: bool = True, language: str = "ja", touch: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=town.url,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
            locale="ja-JP" if language == "ja" else "en-GB",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[Page, str], None]]:
    """Take a picture on a phone and on a desk; refuse what axe finds in either, and sideways scrolling.

    What the page holds is laid before a second browser window, with scripts: axe is one, and the page may be
    without any.
    """
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(locale="ja-JP", reduced_motion="reduce")
    mirror = context.new_page()

    def taken(page: Page, name: str) -> None:
        shown, address = page.content(), page.url.partition("#")[0]
        mirror.unroute_all()
        mirror.route(
            lambda url: url == address,
            lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"),
        )
        mirror.goto(address)
        for width in (PHONE, DESKTOP):
            mirror.set_viewport_size({"width": width, "height": HEIGHT})
            mirror.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True, animations="disabled")
            wide = mirror.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} scrolls sideways: {wide} > {width}"
            found = Axe().run(mirror, context=WITHOUT_SHAPES).response["violations"]
            told = [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:4]) for rule in found]
            assert told == [], f"{name} at {width}"

    yield taken
    context.close()
