"""The browser of a journey: everybody in it has a window, with cookies of their own."""

import os
import shutil
import time
from contextlib import contextmanager

from koios.core.refusals import Refusal

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


@contextmanager
def chromium(*arguments):
    """The system's Chromium, or the one that Playwright keeps."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        try:
            browser = playwright.chromium.launch(
                executable_path=found,
                args=[*ARGUMENTS, *arguments],
                env=os.environ | {"LANGUAGE": "es_CO"},  # its own words, where it has them
            )
        except Error as failure:
            raise Refusal(f"No hay navegador: {str(failure).splitlines()[0]}") from None
        yield browser
        browser.close()


class Visitor:
    """Somebody at a window. `press` waits for the page that follows."""

    def __init__(self, browser, url):
        self._context = browser.new_context(
            base_url=url,
            viewport={"width": 1280, "height": 900},
            locale="es-CO",
            timezone_id="America/Bogota",
        )
        self._context.set_default_timeout(15_000)
        self.page = self._context.new_page()

    def go(self, address):
        answer = self.page.goto(address)
        if answer.status >= 400:
            raise Refusal(f"{address}: {answer.status}")
        return self

    def fill(self, **told):
        """The fields of the form, by their names."""
        for name, value in told.items():
            self.page.locator(f"[name={name}]").first.fill(value)
        return self

    def choose(self, name, value):
        """A radio or a box, by its value; its card is what people press."""
        self.page.locator(f"[name={name}][value='{value}']").check(force=True)
        return self

    def pick(self, name, label):
        """One of a list."""
        self.page.locator(f"select[name={name}]").select_option(label=label)
        return self

    def attach(self, name, *paths):
        self.page.locator(f"input[name={name}]").set_input_files([str(path) for path in paths])
        return self

    def press(self, name, *, within="main"):
        """The button of that name, or of a name like that pattern."""
        button = self.page.locator(within).get_by_role("button", name=name, exact=True).first
        with self.page.expect_navigation():
            button.click()
        return self

    def reads(self, words):
        """Refuse to go on if the page does not say these words."""
        if words not in " ".join(self.page.inner_text("body").split()):
            raise Refusal(f"{self.page.url} no dice «{words}»")
        return self

    def wait_to_read(self, words, *, seconds=15):
        """Look again until the page says them: someone else is still at work."""
        until = time.monotonic() + seconds
        while words not in " ".join(self.page.inner_text("body").split()):
            if time.monotonic() > until:
                return self.reads(words)
            time.sleep(0.2)
            self.page.reload()
        return self

    def seen(self) -> str:
        """Where they are and what the page says, to understand what went wrong."""
        return f"{self.page.url} {' '.join(self.page.inner_text('body').split())[:900]}"

    def is_at(self, piece) -> bool:
        return piece in self.page.url
