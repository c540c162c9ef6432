"""A real browser: the system's Chromium, driven by Playwright."""

import os
import shutil
from pathlib import Path

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).resolve().parents[2] / "koios" / "ui" / "vendor" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def browser():
    """One Chromium for each process; where CI says so, none is a failure and not a skip."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        try:
            chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error as error:
            reason = f"no browser here: {str(error).splitlines()[0]}; bin/test installs one"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live):
    """`new_page(width=360, dark=True, javascript=False)`: a visitor with cookies of their own."""
    contexts = []
    broken = []

    def visit(*, width=1280, height=800, dark=False, javascript=True, **options):
        context = browser.new_context(
            base_url=live.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="es-CO",
            timezone_id="America/Bogota",
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(10_000)
        context.on("weberror", lambda thrown: broken.append(str(thrown.error)))
        context.on("console", lambda message: _note(message, broken))
        contexts.append(context)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert not broken, f"the browser complained: {broken}"


@pytest.fixture
def page(new_page):
    """A page at 1280 px, at the live server."""
    return new_page()


@pytest.fixture
def axe():
    """`axe(page)` → what axe-core finds against WCAG 2.2 AA, one line each; empty is right."""
    source = AXE.read_text()

    def findings(page) -> list[str]:
        page.evaluate(source)
        result = page.evaluate(
            "tags => axe.run(document, {preload: false, runOnly: {type: 'tag', values: tags}})",
            WCAG,
        )
        return [
            f"{found['id']}: {found['help']} at {node['target']}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    return findings


def _note(message, broken):
    # A page that answers 404 or 409 on purpose is no complaint; a blocked script is.
    if message.type == "error" and "Failed to load resource" not in message.text:
        broken.append(message.text)
