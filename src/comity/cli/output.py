"""Papers as files: where one may be written, and as what."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from comity.case.files import head, is_same, is_stream, save, save_bytes
from comity.problem import Place, Problem, Problems

if TYPE_CHECKING:
    from comity.case.model import Case
    from comity.papers.document import Paper

PAGES = (".html", ".htm")
"""How the names of files end that hold a page."""
WORD = (".docx",)
"""How the names of files end that hold a Word document."""
PRINTED = ".pdf"
"""How the name of a file ends that a browser or an office prints."""


def check_paper(output: Path, case: Path, read: Case) -> None:
    """Refuse to write a paper as what it is not written as, or over the case, its sources, or a file of another kind.

    case: the file that `read` is from. A name without an ending, or that of a device, promises a page.
    """
    if is_stream(output):
        return
    if wrong := _wrong_name(output) or _wrong_place(output, case, read):
        what, fix = wrong
        raise Problems([Problem(Place(str(output)), what, fix)])


def write_paper(output: Path, paper: Paper) -> None:
    """Write a paper as what the file's name says: a Word document, or else a page."""
    if output.suffix.lower() in WORD:
        from comity.show.word.document import word

        save_bytes(output, word(paper))
        return
    from comity.show.html import page

    save(output, page(paper))


def _wrong_name(output: Path) -> tuple[str, str] | None:
    suffix = output.suffix.lower()
    if suffix == PRINTED:
        fix = f"write {output.with_suffix(PAGES[0]).name}, open it in a browser, and print it to a file"
        return "a paper is not written as .pdf, but printed", fix
    if suffix in (".doc", ".odt", ".rtf"):
        fix = f"write {output.with_suffix(WORD[0]).name}, which the same programs open"
        return f"nothing is written as {output.suffix}", fix
    if suffix and suffix not in (*PAGES, *WORD):
        fix = f"a paper is written to a name that ends in {', '.join(PAGES)} or {WORD[0]}"
        return f"nothing is written as {output.suffix}", fix
    return None


def _wrong_place(output: Path, case: Path, read: Case) -> tuple[str, str] | None:
    fix = f"name another file, with {PAGES[0]} or {WORD[0]} at its end"
    if is_same(output, case):
        return "this is the case itself", fix
    if any(is_same(output, case.resolve().parent / source.file) for source in read.sources.values()):
        return "this is a source of the case", fix
    start = head(output, 1000)
    page = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))
    named = os.path.splitext(os.path.realpath(output))[1].lower() in (*PAGES, *WORD)
    return ("this file holds something else than a paper", fix) if start and not page and not named else None
