"""A real browser for tests: the system's Chromium, a server over an app, a look at every screen."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
OF_COLOURS = "runOnly: ['color-contrast', 'link-in-text-block'],"  # all of axe that a scheme can change
LOST = pytest.StashKey[int]()


def chromium() -> str | None:
    """Where Chromium is: the setting CHROMIUM, the usual place, or on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    usual = "/usr/bin/chromium"
    return usual if Path(usual).exists() else shutil.which("chromium") or shutil.which("google-chrome")


def is_required() -> bool:
    """Whether a missing browser is a failure."""
    return os.environ.get("CI") == "true" or os.environ.get("FESTIVAL_REQUIRE_BROWSER") == "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser, leave out the tests that need one, and say so; where it is required, stop."""
    needing = [item for item in items if item.get_closest_marker("browser")]
    if chromium() or not needing:
        return
    if is_required():
        raise pytest.UsageError("Chromium is required here and was not found: install it, or set CHROMIUM.")
    items[:] = [item for item in items if item not in needing]
    config.hook.pytest_deselected(items=needing)
    config.stash[LOST] = len(needing)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say loudly what was not looked at."""
    lost = config.stash.get(LOST, 0)
    if lost:
        terminalreporter.section("NO BROWSER", red=True)
        terminalreporter.line(f"{lost} tests need Chromium and did not run. Install it, or set CHROMIUM.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page of a fresh visitor, in which a fault of our scripts or of our server fails the test."""
    with visiting(browser) as page:
        yield page


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of one more visitor with cookies of their own: visiting(browser, java_script_enabled=False)."""
    context = browser.new_context(**{"timezone_id": "Asia/Beirut", "locale": "en-GB"} | options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 500 else None)
    page.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    try:
        yield page
        assert faults == []
    finally:
        context.close()


@contextmanager
def serving(app: flask.Flask) -> Iterator[str]:
    """Serve an app from a thread on a free port; give its address, e.g. http://127.0.0.1:41234."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sign_in_by_cookie(context: BrowserContext, app: flask.Flask, address: str, key: str) -> None:
    """Let a browser act as the person whose `fs_uniquifier` is `key`, without walking through the form."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = key
        session["_fresh"] = True
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


def look_at(page: Page, name: str, folder: Path | None = None) -> None:
    """Look at the open page on every screen, light and dark: nothing sticks out, axe finds nothing.

    With a folder (or FESTIVAL_SCREENS), keep a picture of each: NAME-360-light.png …
    """
    kept = folder or (Path(os.environ["FESTIVAL_SCREENS"]) if "FESTIVAL_SCREENS" in os.environ else None)
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            faults = _overflow(page) + _violations(page, OF_COLOURS if scheme == "dark" else "")
            found += [f"{name} at {width} px, {scheme}: {fault}" for fault in faults]
            if kept:
                kept.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=kept / f"{name}-{width}-{scheme}.png", full_page=True)
    assert found == []


def _overflow(page: Page) -> list[str]:
    """What is wider than the window and would make the page scroll sideways."""
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if not is_wide:
        return []
    widest = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""
    )
    return [f"sticks out: {widest}"]


def _violations(page: Page, options: str) -> list[str]:
    """What axe finds, each with the first place it is found in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    result = page.evaluate(f"axe.run(document, {{{options} resultTypes: ['violations'], preload: false}})")
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}" for each in result["violations"]
    ]
