"""One browser for every test of the workbench that needs one, and workbenches that it can open."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
PATIENCE = 120_000
"""So many milliseconds a test waits for what must come, on a machine that may be busy with much else."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


class Served:
    """A workbench on loopback, served by a thread until it is stopped."""

    def __init__(self, folder: Path) -> None:
        import uvicorn

        from comity.web.app import application
        from comity.web.folder import Folder
        from comity.web.guard import Guard, Keys
        from comity.web.workbench import Workbench

        listening = socket.create_server(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        self.keys, self.base = Keys(), f"http://{host}"
        guarded = Guard(
            application(Workbench(Folder(folder, "an analyst"), "an analyst")), self.keys, frozenset({host})
        )
        self._server = uvicorn.Server(
            uvicorn.Config(guarded, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        )
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Serve no more."""
        self._server.should_exit = True
        self._thread.join(timeout=PATIENCE / 1000)
        assert not self._thread.is_alive()


@dataclass
class Opened:
    """A workbench in a window: the tab, what the console said, and what was asked of others than the workbench."""

    tab: Any
    served: Served
    said: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of it."""
        self.tab.goto(f"{self.served.base}{path}")

    def done(self) -> None:
        """Wait until the page shows what came of its work."""
        self.tab.locator("[data-news]").first.wait_for(state="detached")
        self.tab.wait_for_load_state()


Open = Callable[..., Opened]


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[[], Served]]:
    """Serves the folder with the Washington case, again and again."""
    begun: list[Served] = []

    def begin() -> Served:
        begun.append(Served(folder))
        return begun[-1]

    yield begin
    for served in begun:
        served.stop()


@pytest.fixture
def window(browser: Any, serve: Callable[[], Served]) -> Iterator[Open]:
    """Opens a page of a workbench in a window of its own, light or dark, wide or narrow."""
    contexts: list[Any] = []
    everywhere: list[Opened] = []

    def open_(path: str, served: Served | None = None, width: int = 1366, colours: str = "light") -> Opened:
        served = served or serve()
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colours, reduced_motion="reduce"
        )
        contexts.append(context)
        opened = Opened(context.new_page(), served)
        everywhere.append(opened)
        opened.tab.set_default_timeout(PATIENCE)
        opened.tab.on("console", lambda message: opened.said.append(message.text))
        opened.tab.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.tab.on(
            "request",
            lambda asked: None if asked.url.startswith((served.base, "data:")) else opened.elsewhere.append(asked.url),
        )
        opened.go(f"/?token={served.keys.token()}")
        opened.go(path)
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert [asked for opened in everywhere for asked in opened.elsewhere] == []
