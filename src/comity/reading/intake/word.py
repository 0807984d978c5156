"""Word documents: the text as it reads once every tracked change is accepted, in the order of the document.

The XML is read as it stands: python-docx knows neither tracked changes nor content controls nor text boxes, and gives
up a document for a missing property or a slip in a table. Deleted and inserted words stay beside the text, with
their authors and dates; what is left out is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from comity.reading.intake.running import Running
from comity.reading.intake.source import Change, Document, Remark, Unreadable, counted, sample
from comity.reading.intake.titles import told_title
from comity.reading.intake.zipped import Parts, attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "Word document"
SUFFIXES = (".docx", ".docm", ".dotx")
REMEDY = "open it in Word and save it as .docx without a password"

_GONE = ("del", "moveFrom")
_NEW = ("ins", "moveTo")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read(data: bytes) -> Document:
    """The text of a document. Raises Unreadable where it is none, or damaged."""
    parts = Parts(data, NAME, REMEDY)
    name = _main(parts)
    root = parts.xml(name)
    folder = name.rsplit("/", 1)[0]
    text = _Text()
    body = next((child for child in root if local(child) == "body"), None) if root is not None else None
    if body is None:
        raise Unreadable("this is not a Word document: it holds no text of that kind", REMEDY)
    text.blocks(body)
    notes = {kind: _by_identifier(parts.optional(f"{folder}/{kind}.xml")) for kind in _NOTES.values()}
    for number, (kind, identifier) in enumerate(dict.fromkeys(text.notes), start=1):
        if (note := notes[kind].get(identifier)) is not None:
            text.running.add(f"[{number}] ")
            text.blocks(note)
    whole = text.running.text.rstrip("\n")
    core = parts.optional("docProps/core.xml")
    stated, saved_by, created_by = (_told(core, name) for name in ("title", "lastModifiedBy", "creator"))
    changes = tuple(text.running.changes)
    return Document(
        whole,
        title=told_title(stated, whole) or text.title,
        changes=changes,
        remarks=(*changed(changes), *text.remarks(), *_beside(parts, folder)),
        author=saved_by or created_by,
    )


def _told(core: _Element | None, name: str) -> str | None:
    """One of a document's properties."""
    return next((e.text for e in core.iter() if local(e) == name), None) if core is not None else None


def changed(changes: tuple[Change, ...]) -> list[Remark]:
    """The remark on tracked changes: how many, whose, when, and which words count."""
    if not changes:
        return []
    authors = sorted({change.author for change in changes if change.author})
    days = sorted({change.date[:10] for change in changes if change.date})
    whose = f" by {', '.join(authors[:3])}{' and others' if len(authors) > 3 else ''}" if authors else ""
    when = f", {days[0]}{' to ' + days[-1] if len(days) > 1 else ''}" if days else ""
    deleted = [change.text for change in changes if change.kind == "deleted"]
    inserted = [change.text for change in changes if change.kind == "inserted"]
    read_as = [f"{verb} {sample(words)}" for verb, words in (("inserted", inserted), ("deleted", deleted)) if words]
    what = f"the document has {counted(len(changes), 'tracked change')}{whose}{when}; it was read with all accepted"
    return [
        Remark(f"{what}: {'; '.join(read_as)}", "if they are not agreed, reject them in the document and read it anew")
    ]


def _main(parts: Parts) -> str:
    """The name of the part that holds the text."""
    relations = parts.optional("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            target = (attribute(relation, "Target") or "").lstrip("/")
            if target in parts.names:
                return target
    return "word/document.xml"


def _by_identifier(notes: _Element | None) -> dict[str | None, _Element]:
    return {attribute(note, "id"): note for note in notes} if notes is not None else {}


class _Text:
    """The text of a document while it is walked through."""

    def __init__(self) -> None:
        self.running = Running()
        self.notes: list[tuple[str, str | None]] = []
        self.title: str | None = None
        self._boxes: list[_Element] = []
        self._hidden: list[str] = []
        self._struck: list[str] = []
        self._unread: list[str] = []

    def remarks(self) -> Iterator[Remark]:
        """What was left out on the way."""
        if self._struck:
            yield Remark(f"words that are struck out are left out: {sample(self._struck)}", "compare the document")
        if self._hidden:
            yield Remark(f"hidden text is left out: {sample(self._hidden)}", "compare the document")
        if self._unread:
            yield Remark(f"not read: {', '.join(dict.fromkeys(self._unread))}", "read it from a file of its own")

    def blocks(self, holder: Iterable[_Element]) -> None:
        """Write paragraphs and tables in their order."""
        for element in holder:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "altChunk":
                self._unread.append("an embedded document")
            else:
                self._around(element, self.blocks)

    def _around(self, element: _Element, walk: Callable[[_Element], None]) -> None:
        """What is wrapped around text: changes, content controls, alternatives."""
        name = local(element)
        if name in _GONE:
            self.running.deleted(_words(element), attribute(element, "author"), attribute(element, "date"))
        elif name in _NEW:
            start = self.running.length
            walk(element)
            self.running.inserted(start, attribute(element, "author"), attribute(element, "date"))
        elif name == "AlternateContent":
            # The same content twice, for new programs and for old ones.
            walk(next((child for child in element if local(child) == "Choice"), element))
        elif not _is_set(element, "sdtPr", "showingPlcHdr") and not name.endswith("Pr") and name != "rt":
            walk(element)

    def _paragraph(self, paragraph: _Element) -> None:
        start = self.running.length
        self._inline(paragraph)
        if self.title is None and _style(paragraph) == "Title":
            self.title = " ".join(self.running.since(start).split()) or None
        if not _is_set(paragraph, "pPr", "rPr", "del"):
            self.running.add("\n")
        self._flush()

    def _flush(self) -> None:
        """Write the text boxes anchored so far, as paragraphs of their own."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, holder: _Element) -> None:
        for element in holder:
            if local(element) == "r":
                self._run(element)
            else:
                self._around(element, self._inline)

    def _run(self, run: _Element) -> None:
        for mark, words in (("vanish", self._hidden), ("strike", self._struck), ("dstrike", self._struck)):
            if _is_set(run, "rPr", mark):
                words.append(_words(run))
                return
        self._signs(run)

    def _signs(self, holder: _Element) -> None:
        """What a run holds: letters, signs, notes, drawings with text in them."""
        for element in holder:
            name = local(element)
            if name == "t":
                self.running.add(element.text or "")
            elif name in _SIGNS:
                self.running.add(_SIGNS[name])
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(element, "id")))
            elif name in ("drawing", "pict", "object"):
                self._boxes += _boxes(element)
            elif name not in ("instrText", "delText", "delInstrText"):
                self._around(element, self._signs)

    def _table(self, table: _Element) -> None:
        for row in _inside(table, "tr"):
            if (change := _change(row, "del")) is not None:
                self.running.deleted(_words(row), attribute(change, "author"), attribute(change, "date"))
                continue
            start = self.running.length
            self._row([cell for cell in _inside(row, "tc") if not self._is_deleted(cell)])
            if (change := _change(row, "ins")) is not None:
                self.running.inserted(start, attribute(change, "author"), attribute(change, "date"))

    def _is_deleted(self, cell: _Element) -> bool:
        """Whether a cell was deleted, which is noted."""
        marks = (mark for properties in cell if local(properties) == "tcPr" for mark in properties)
        change = next((mark for mark in marks if local(mark) == "cellDel"), None)
        if change is not None:
            self.running.deleted(_words(cell), attribute(change, "author"), attribute(change, "date"))
        return change is not None

    def _row(self, cells: list[_Element]) -> None:
        """A row of short cells is a line; where a cell holds several paragraphs or a table, each is one of its own."""
        if any(len(_filled(cell)) > 1 or any(local(e) == "tbl" for e in cell.iter()) for cell in cells):
            for cell in cells:
                for element in cell:
                    if local(element) != "p" or _words(element).strip() or _boxes(element):
                        self.blocks([element])
            return
        for number, cell in enumerate(cells):
            if number:
                self.running.add(" | ")
            for paragraph in (e for e in cell.iter() if local(e) == "p" and not _within_box(e, cell)):
                self._inline(paragraph)
        self.running.add("\n")
        self._flush()


def _inside(holder: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, in content controls too."""
    for element in holder:
        if local(element) == wanted:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(element, wanted)


def _filled(cell: _Element) -> list[_Element]:
    return [e for e in cell.iter() if local(e) == "p" and not _within_box(e, cell) and _words(e).strip()]


def _within_box(element: _Element, holder: _Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not holder:
        if local(parent) == "txbxContent":
            return True
        parent = parent.getparent()
    return False


def _change(row: _Element, kind: str) -> _Element | None:
    """The mark that a row was inserted or deleted as a whole."""
    return next((mark for pr in row if local(pr) == "trPr" for mark in pr if local(mark) == kind), None)


def _boxes(drawing: _Element) -> list[_Element]:
    """The text boxes of a drawing, outermost only, each once."""
    found: list[_Element] = []
    for element in drawing:
        name = local(element)
        if name == "txbxContent":
            found.append(element)
        elif name == "AlternateContent":
            found += _boxes(next((child for child in element if local(child) == "Choice"), element))
        else:
            found += _boxes(element)
    return found


def _words(element: _Element) -> str:
    """All words of an element, deleted ones too."""
    pieces = []
    for part in element.iter():
        name = local(part)
        if name in ("t", "delText"):
            pieces.append(part.text or "")
        elif name in ("tab", "br", "cr", "p"):
            pieces.append(" ")
    return "".join(pieces).strip(" ") if local(element) in ("p", "tr", "tc") else "".join(pieces)


def _is_set(element: _Element, *path: str) -> bool:
    """Is a property set on this element: by its name, the last of the path?"""
    at: _Element | None = element
    for name in path:
        at = next((child for child in at if local(child) == name), None) if at is not None else None
    return at is not None and (attribute(at, "val") or "true").casefold() not in ("0", "false", "off", "none")


def _style(paragraph: _Element) -> str | None:
    for properties in paragraph:
        if local(properties) == "pPr":
            return next((attribute(p, "val") for p in properties if local(p) == "pStyle"), None)
    return None


def _beside(parts: Parts, folder: str) -> Iterator[Remark]:
    """What stands beside the text and is not read: comments, heads and feet, drawings, embedded files."""
    comments = parts.optional(f"{folder}/comments.xml")
    if comments is not None and (said := [_words(c) for c in comments if local(c) == "comment"]):
        authors = sorted({a for c in comments if (a := attribute(c, "author"))})
        whose = f" by {', '.join(authors[:3])}" if authors else ""
        what = f"{counted(len(said), 'comment')}{whose} {'is' if len(said) == 1 else 'are'} left out: {sample(said)}"
        yield Remark(what, "copy what matters into the text")
    heads = [name for name in sorted(parts.names) if name.startswith((f"{folder}/header", f"{folder}/footer"))]
    words = [_words(part).strip() for name in heads if (part := parts.optional(name)) is not None]
    if words := [w for w in words if any(letter.isalpha() for letter in w)]:
        yield Remark(f"heads and feet of the pages are left out: {sample(words)}")
    kinds = {"diagrams/data": "diagrams", "charts/chart": "charts", "embeddings/": "embedded files"}
    left = [kind for part, kind in kinds.items() if any(n.startswith(f"{folder}/{part}") for n in parts.names)]
    if left:
        yield Remark(f"not read: {', '.join(left)}", "if they hold text that matters, copy it into the document")
