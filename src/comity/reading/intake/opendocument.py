"""OpenDocument texts (LibreOffice): the text as it reads once every tracked change is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.intake.running import Running
from comity.reading.intake.source import Document, Remark, Unreadable, counted, sample
from comity.reading.intake.titles import told_title
from comity.reading.intake.word import changed
from comity.reading.intake.zipped import Parts, attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "OpenDocument text"
SUFFIXES = (".odt", ".ott")
REMEDY = "open it in LibreOffice and save it as .docx or .odt without a password"


def read(data: bytes) -> Document:
    """The text of a document. Raises Unreadable where it is none, or damaged."""
    parts = Parts(data, NAME, REMEDY)
    manifest = parts.optional("META-INF/manifest.xml")
    if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
        raise Unreadable("the document is protected by a password", REMEDY)
    root = parts.xml("content.xml")
    body = (
        next((e for e in root.iter() if local(e) == "text" and _parent(e) == "body"), None)
        if root is not None
        else None
    )
    if root is None or body is None:
        raise Unreadable(f"this is not an {NAME}: it holds no text of that kind", REMEDY)
    text = _Text(_changes(body), _styles(root, parts.optional("styles.xml")))
    text.blocks(body)
    text.write_notes()
    whole = text.running.text.rstrip("\n")
    meta = parts.optional("meta.xml")
    stated = next((e.text for e in meta.iter() if local(e) == "title"), None) if meta is not None else None
    changes = tuple(text.running.changes)
    return Document(
        whole, title=told_title(stated, whole), changes=changes, remarks=(*changed(changes), *text.remarks())
    )


def _parent(element: _Element) -> str:
    parent = element.getparent()
    return local(parent) if parent is not None else ""


@dataclass(frozen=True)
class _Tracked:
    """A tracked change as the document lists it: kind, deleted words, author, date."""

    kind: str
    words: str
    author: str | None
    date: str | None


def _changes(body: _Element) -> dict[str, _Tracked]:
    found = {}
    for region in (e for e in body.iter() if local(e) == "changed-region"):
        for kind in region:
            if local(kind) in ("insertion", "deletion"):
                about = {local(e): e.text for e in kind.iter() if local(e) in ("creator", "date")}
                words = "\n".join(_words(e) for e in kind if local(e) in ("p", "h", "list", "table"))
                identifier = attribute(region, "id") or ""
                found[identifier] = _Tracked(local(kind), words, about.get("creator"), about.get("date"))
    return found


def _styles(*roots: _Element | None) -> dict[str, str]:
    """Which styles hide text or strike it out: what becomes of it by the style's name."""
    found = {}
    for style in (e for root in roots if root is not None for e in root.iter() if local(e) == "style"):
        for properties in (p for p in style if local(p) == "text-properties"):
            if attribute(properties, "display") == "none":
                found[attribute(style, "name") or ""] = "hidden"
            elif any((attribute(properties, f"text-line-through-{k}") or "none") != "none" for k in ("style", "type")):
                found[attribute(style, "name") or ""] = "struck out"
    return found


class _Text:
    """The text of a document while it is walked through."""

    def __init__(self, changes: dict[str, _Tracked], styles: dict[str, str]) -> None:
        self.running = Running()
        self._changes, self._styles = changes, styles
        self._open: dict[str, int] = {}
        self._notes: list[_Element] = []
        self._boxes: list[_Element] = []
        self._comments: list[str] = []
        self._left: dict[str, list[str]] = {}

    def remarks(self) -> Iterator[Remark]:
        """What was left out on the way."""
        for kind, words in self._left.items():
            yield Remark(f"text that is {kind} is left out: {sample(words)}", "compare the document")
        if self._comments:
            number = len(self._comments)
            what = f"{counted(number, 'comment')} {'is' if number == 1 else 'are'} left out: {sample(self._comments)}"
            yield Remark(what, "copy what matters into the text")

    def write_notes(self) -> None:
        """Write the notes met so far below the text."""
        for number, note in enumerate(self._notes, start=1):
            self.running.add(f"[{number}] ")
            self.blocks(note)

    def blocks(self, holder: _Element) -> None:
        """Write paragraphs, lists and tables in their order."""
        for element in holder:
            name = local(element)
            if _is_hidden(element):
                self._left.setdefault("hidden", []).append(_words(element))
            elif name in ("p", "h"):
                self._inline(element)
                self.running.add("\n")
                self._flush()
            elif name == "table-row":
                self._row(element)
            elif name in ("change", "change-start", "change-end"):
                self._mark(element)
            elif name == "frame":
                self._inline(element)
                self._flush()
            elif name not in ("tracked-changes", "covered-table-cell", "annotation"):
                self.blocks(element)

    def _row(self, row: _Element) -> None:
        cells = [cell for cell in row if local(cell) == "table-cell"]
        if any(len([e for e in cell.iter() if local(e) in ("p", "h") and _words(e).strip()]) > 1 for cell in cells):
            for cell in cells:
                self.blocks(cell)
            return
        for number, cell in enumerate(cells):
            if number:
                self.running.add(" | ")
            for paragraph in (e for e in cell.iter() if local(e) in ("p", "h")):
                self._inline(paragraph)
        self.running.add("\n")
        self._flush()

    def _flush(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, holder: _Element) -> None:
        kind = self._styles.get(attribute(holder, "style-name") or "")
        if kind or _is_hidden(holder):
            self._left.setdefault(kind or "hidden", []).append(_words(holder))
            return
        self.running.add(_flowing(holder.text))
        for element in holder:
            name = local(element)
            if name == "s":
                self.running.add(" " * min(100, _number(attribute(element, "c"))))
            elif name in ("tab", "line-break"):
                self.running.add("\t" if name == "tab" else "\n")
            elif name == "note":
                self._notes += [body for body in element if local(body) == "note-body"]
            elif name in ("change", "change-start", "change-end"):
                self._mark(element)
            elif name in ("annotation", "annotation-end"):
                self._comments += (
                    [" ".join(_words(p) for p in element if local(p) in ("p", "list"))] if len(element) else []
                )
            elif name == "text-box":
                self._boxes.append(element)
            elif name not in ("title", "desc", "rt", "ruby-text"):
                self._inline(element)
            self.running.add(_flowing(element.tail))

    def _mark(self, element: _Element) -> None:
        identifier = attribute(element, "change-id") or ""
        change = self._changes.get(identifier)
        if change is None:
            return
        if local(element) == "change" and change.kind == "deletion":
            self.running.deleted(change.words, change.author, change.date)
        elif local(element) == "change-start":
            self._open[identifier] = self.running.length
        elif local(element) == "change-end" and identifier in self._open:
            self.running.inserted(self._open.pop(identifier), change.author, change.date)


def _is_hidden(element: _Element) -> bool:
    """Does the document not show this: a section, a paragraph that says so of itself, words under a condition?"""
    name = local(element)
    if name == "section":
        shown = attribute(element, "display")
        return shown == "none" or (shown == "condition" and attribute(element, "is-hidden") == "true")
    if name in ("p", "h"):
        return any(local(e) == "hidden-paragraph" and attribute(e, "is-hidden") != "false" for e in element)
    return name == "hidden-text" and attribute(element, "is-hidden") != "false"


def _flowing(text: str | None) -> str:
    """Blanks and line ends of the file's own layout mean one blank."""
    if not text:
        return ""
    lead, tail = " " * text[0].isspace(), " " * (text[-1].isspace() and len(text.strip()) > 0)
    return lead + " ".join(text.split()) + tail


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


def _words(element: _Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
