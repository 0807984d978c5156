"""Evidence written anew where it stands today: words get their place, places their words, and what moved is followed.

Nothing else of the file changes, and nothing that an analyst has to look at first: words that stand several times or
nowhere, and spans that read otherwise than they were noted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path as FilePath

from comity.case.evidence import SourceText, Standing
from comity.case.files import CASE_BYTES, encoded, read_bytes, save_bytes
from comity.case.judgement import Evidence
from comity.case.paths import evidence_paths
from comity.case.readable import Readable
from comity.case.sources import source_texts
from comity.case.text import Document, scalar
from comity.case.tree import Mapping, Path, Scalar
from comity.problem import Place, Problem, Problems

MARK = "\ufeff"
"""The byte order mark, with which some programs begin a file."""


@dataclass(frozen=True)
class Mended:
    """One piece of evidence that is written otherwise now: its place in the file, how it read before and now."""

    place: Place
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.place}: `{self.before}` is now `{self.now}`"


def mend(path: FilePath) -> tuple[Mended, ...]:
    """Write the evidence of a case file anew where its words stand, and say what was changed.

    The file is written only if something changes, and not where it cannot be read as it stands, which `check` tells.
    Raises Problems where it cannot be written.
    """
    try:
        document = Document.read(path)
    except Problems:
        return ()
    changes = _changes(document)
    if changes:
        written = read_bytes(path, CASE_BYTES).decode("utf-8", "replace")
        if re.sub("\r\n?", "\n", written.removeprefix(MARK)) != document.text:
            raise Problems([Problem(Place(str(path)), "the file is being changed by another program", "run it again")])
        save_bytes(path, encoded(_rewritten(written, changes)))
    return tuple(changes.values())


def mended(document: Document) -> tuple[str, tuple[Mended, ...]]:
    """The text of a case file with its evidence written anew, every other character kept, and what was changed."""
    changes = _changes(document)
    return _rewritten(document.text, changes), tuple(changes.values())


def _changes(document: Document) -> dict[tuple[int, int], Mended]:
    """What is to be written anew, in its order, by the characters of the document's text that it replaces."""
    readable = Readable(document)
    if readable.case is None:
        return {}
    texts, _ = source_texts({name: source.file for name, source in readable.case.sources.items()}, document)
    case = readable.case.with_texts(texts)
    splices: dict[tuple[int, int], Mended] = {}
    for where, evidence in evidence_paths(case):
        standing = case.standing(evidence)
        now = None if standing is None else _now(evidence, standing, case.source_texts[evidence.source])
        span = _written(document, readable.path(where)) if now else None
        if now and span:
            place = document.place(readable.path(where))
            splices[span] = Mended(place, str(evidence), str(now))  # what an alias repeats is written once
    return {span: splices[span] for span in sorted(splices)}


def _rewritten(written: str, changes: dict[tuple[int, int], Mended]) -> str:
    """The text as it stands in the file, changed: with its byte order mark and its line ends, whichever they are.

    The document counts each line end as one character, and no byte order mark.
    """
    shift = len(MARK) if written.startswith(MARK) else 0
    double = [match.start() - shift - at for at, match in enumerate(re.finditer("\r\n", written))]

    def place(at: int) -> int:
        return shift + at + bisect_left(double, at)

    pieces, last = [], 0
    for (start, end), change in changes.items():
        pieces += [written[last : place(start)], scalar(change.now, True)]
        last = place(end)
    return "".join([*pieces, written[last:]])


def _now(evidence: Evidence, standing: Standing, read: SourceText) -> Evidence | None:
    """What is to be written instead of a piece of evidence; None where it stays as it is."""
    place = standing.place
    if place is None or not standing.certain or not (standing.quote or "").strip():
        return None
    if standing.kind == "there" and (evidence.words or any(read.half_words(place))):
        return None
    return read.evidence(evidence, place)


def _written(document: Document, path: Path) -> tuple[int, int] | None:
    """Where in the text a piece of evidence is written; None where it cannot be written otherwise by itself."""
    node = document.node(path) or document.node(path[:-1])  # one piece may stand without a list
    if isinstance(node, Scalar):
        return _characters(document, node)
    if not isinstance(node, Mapping) or len(node.keys) != 1:
        return None
    start = _behind_anchor(document, node.span.start)
    if document.text[start] == "{":
        return start, node.span.end
    (name, value), *_ = ((key, node.values[text]) for text, key in node.keys.items())
    line = document.text[document.text.rfind("\n", 0, name.span.start) + 1 : name.span.start]
    if not isinstance(value, Scalar) or value.span.start < name.span.end or line.rstrip().endswith("?"):
        return None  # the words stand elsewhere in the file, or the name is spelt out as YAML seldom does
    return _characters(document, name)[0], _characters(document, value)[1]


def _characters(document: Document, node: Scalar) -> tuple[int, int]:
    start, end = _behind_anchor(document, node.span.start), node.span.end
    if document.text[start : start + 1] in ("|", ">"):  # its span runs to the next entry
        end = start + len(document.text[start:end].rstrip())
    return start, end


def _behind_anchor(document: Document, start: int) -> int:
    """Where a value itself begins: another place of the file may refer to the `&name` that stands before it."""
    anchor = re.compile(r"&\S+\s+").match(document.text, start)
    return anchor.end() if anchor else start
