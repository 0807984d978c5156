"""The texts of the sources of a case, from the files that it names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from comity.case.files import SOURCE_BYTES, SOURCES_BYTES, Shelf, inside
from comity.case.text import Document
from comity.case.tree import Mapping as Entries
from comity.case.tree import Scalar
from comity.problem import Problem, Problems


def source_files(document: Document) -> dict[str, str]:
    """The file of every source, as far as the section of a case file can be read."""
    section = document.node(("sources",))
    if not isinstance(section, Entries):
        return {}
    named = {name: document.node(("sources", name, "file")) for name in section.values}
    return {name: file.text for name, file in named.items() if isinstance(file, Scalar) and file.text}


def source_texts(files: Mapping[str, str], document: Document) -> tuple[dict[str, str], list[Problem]]:
    """The texts of sources by their names, and a problem for each that cannot be read.

    files: the file of each source, as the case file names it; document: the case file.
    """
    folder = Path(document.file).resolve().parent  # a case may be named by a link
    home = os.path.realpath(folder)
    shelf = Shelf(SOURCE_BYTES, SOURCES_BYTES)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, file in files.items():
        place = document.place(("sources", name, "file"))
        try:
            path = inside(folder, file, place, f"the file of source '{name}'")
        except Problems as outside:
            problems += outside.problems
            continue
        try:
            texts[name] = shelf.text(path)
        except Problems as unread:
            problems += [
                Problem(place, f"source '{name}': {each.what} ({file})", each.fix.replace(f"{home}{os.sep}", ""))
                for each in unread.problems
            ]
    return texts, problems
