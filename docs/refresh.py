"""Write again what the program itself made for the pages: what commands print, and the picture of the funnel.

    python docs/refresh.py

A page is followed from top to bottom, in a fresh folder with a copy of examples/, as a reader would follow it:

- a code block whose caption is a file name is added to the end of that file;
- a `diff` block with such a caption changes the file: its lines with - must stand there once, in one piece, and
  those with + come in their place;
- a code block whose caption is a file name and ", whole" shows the file as it then is;
- in a `console` block each line `$ comity ...` is run, with the answers of a file where it ends in `< FILE`, and what
  it prints stands below it; a line `...` stands for lines that are left out.

tests/test_docs.py follows the pages in the same way and fails where one shows something else.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "docs" / "tutorial" / "first-case.md",
    ROOT / "docs" / "tutorial" / "efficient-and-fair.md",
    ROOT / "docs" / "tutorial" / "reading-reports.md",
    ROOT / "docs" / "tutorial" / "without-yaml.md",
    ROOT / "docs" / "how-to" / "check-a-number.md",
    ROOT / "docs" / "how-to" / "look-back.md",
    ROOT / "docs" / "how-to" / "work-in-excel.md",
    ROOT / "docs" / "reference" / "command-line.md",
    ROOT / "docs" / "reference" / "catalog.md",
]
PICTURE = ROOT / "docs" / "funnel.svg"
PICTURED = ROOT / "examples" / "washington-2025" / "case.yaml"

BLOCK = re.compile(
    r"^```(?:\{code-block\} *)?(?P<language>\w+)\n(?::caption: *(?P<caption>[^\n]*)\n)?(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def followed(page: str, folder: Path) -> str:
    """The page as it reads when its commands are run and its files are written in a folder."""

    def block(found: re.Match[str]) -> str:
        body = _made(found["language"], found["caption"] or "", found["body"], folder)
        return page[found.start() : found.start("body")] + body + page[found.end("body") : found.end()]

    with _inside(folder):
        return BLOCK.sub(block, page)


def _made(language: str, caption: str, body: str, folder: Path) -> str:
    """The body of a block as it must read, after doing what it says."""
    name, _, whole = caption.partition(", ")
    file = folder / name
    if language == "console":
        return "".join(_session(body))
    if not caption:
        return body
    if whole:
        return file.read_text("utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    if language == "diff":
        file.write_text(_changed(before, body), "utf-8")
    else:
        file.write_text(f"{before}\n{body}" if before else body, "utf-8")
    return body


def _changed(text: str, change: str) -> str:
    """A text with the lines of a change put in place of the lines that it takes out."""
    old, new = ("".join(line[1:] for line in change.splitlines(True) if line[0] == sign) for sign in "-+")
    if f"\n{text}".count(f"\n{old}") != 1:
        raise ValueError(f"these lines do not stand in the file exactly once:\n{old}")
    return text.replace(old, new)


def _session(body: str) -> Iterator[str]:
    """Each command of a console block, and what it prints; what is left out stays left out."""
    for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        printed = output(command[2:]).splitlines(keepends=True)
        head, left_out, tail = f"\n{shown}".partition("\n...\n")
        first, last = head.count("\n"), tail.count("\n")
        if left_out and first + last < len(printed):
            printed[first : len(printed) - last] = ["...\n"]
        yield "".join([f"{command}\n", *printed])


def output(command: str) -> str:
    """What a command prints, without blank lines at its end."""
    from click.testing import CliRunner

    from comity.cli import main

    program, *words = shlex.split(command)
    if program != "comity":
        raise ValueError(f"only comity is run, not {program}")
    words, typed = (words[:-2], Path(words[-1]).read_text("utf-8")) if "<" in words[-2:-1] else (words, None)
    result = CliRunner().invoke(main, words, input=typed, prog_name=program)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output.rstrip() + "\n"


def picture() -> str:
    """The funnel of the Washington case, drawn."""
    from comity.case.check import read_case
    from comity.questions.agreement.answer import agreement

    return agreement(read_case(PICTURED)).figures["funnel"].svg()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """A folder with the examples, as the place where commands run."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def main() -> None:
    PICTURE.write_text(picture(), "utf-8")
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(followed(page.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
