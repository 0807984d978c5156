"""Pictures of the workbench, taken anew whenever the documentation is built: they cannot be out of date.

{screenshot} case/washington-2025/table
:alt: what is to be seen on it
:width: 1366
:height: 900
:element: #table

They are taken in Debian's Chromium. Where there is none, a page says in a line that the picture is left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).parents[2]
FOLDER = "_shots"
WIDTH, HEIGHT = 1366, 900
_ASKED = re.compile(r"^```\{screenshot\} (\S+)\n((?::\w+:.*\n)*)", re.MULTILINE)
_OPTION = re.compile(r":(\w+): *(.*)")
_LOG = logging.getLogger(__name__)


class Screenshot(SphinxDirective):
    """One picture of the workbench."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "alt": directives.unchanged_required,
        "width": directives.positive_int,
        "height": directives.positive_int,
        "element": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """The picture, or a line that says that it was not taken."""
        width = self.options.get("width", WIDTH)
        name = picture(self.arguments[0], width)
        if not (Path(self.env.srcdir) / FOLDER / name).exists():
            return [nodes.paragraph("", "", nodes.emphasis(text="(The picture is taken where Chromium is installed.)"))]
        image = nodes.image(uri=f"/{FOLDER}/{name}", alt=self.options["alt"])
        image["classes"].append("screenshot")
        if width < 640:
            image["width"] = f"{width}px"
        return [image]


def picture(page: str, width: int) -> str:
    """The name of the file that a picture of a page lies in."""
    return f"{re.sub(r'[^a-z0-9]+', '-', page.lower()).strip('-') or 'start'}-{width}.png"


def asked(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every picture that the pages of a folder ask for: of which page, with which options."""
    for page in sorted(folder.rglob("*.md")):
        for where, options in _ASKED.findall(page.read_text("utf-8")):
            yield where, dict(_OPTION.findall(options))


def take(app: Sphinx) -> None:
    """Take every picture that the pages ask for."""
    folder = Path(app.srcdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    wanted = list(asked(Path(app.srcdir)))
    chromium = shutil.which("chromium")
    if not wanted or chromium is None:
        return
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    folder.mkdir()
    with workbench() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(reduced_motion="reduce")
        tab.goto(address)
        home = address.split("/?")[0]
        for where, options in wanted:
            width, height = int(options.get("width", WIDTH)), int(options.get("height", HEIGHT))
            tab.set_viewport_size({"width": width, "height": height})
            answer = tab.goto(f"{home}/{where.lstrip('/')}")
            if answer is None or not answer.ok:
                _LOG.warning("screenshots: the workbench has no page %s", where)
            tab.wait_for_selector("[data-news]", state="detached", timeout=60_000)
            tab.wait_for_timeout(300)
            part = tab.locator(options["element"]).first if "element" in options else tab
            part.screenshot(path=folder / picture(where, width))
        browser.close()
    _LOG.info("screenshots: %d of the workbench", len(wanted))


@contextmanager
def workbench() -> Iterator[str]:
    """A workbench on a copy of the Washington case, at the address given."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            ROOT / "examples" / "washington-2025",
            Path(folder) / "washington-2025",
            ignore=shutil.ignore_patterns(".comity"),
        )
        command = [sys.executable, "-m", "comity", "open", folder, "--no-browser", "--by", "an analyst"]
        surroundings = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as server:
            assert server.stdout is not None
            found = re.search(r"http\S+", server.stdout.readline())
            assert found is not None, "the workbench did not say where it is"
            try:
                yield found[0]
            finally:
                server.terminate()


def setup(app: Sphinx) -> dict[str, Any]:
    """Make it part of Sphinx."""
    app.add_directive("screenshot", Screenshot)
    app.connect("builder-inited", take)
    return {"parallel_read_safe": True}
