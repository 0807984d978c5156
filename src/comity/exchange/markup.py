"""XML files of other programs: their elements, each with its place.

Files in circulation have slips that their own programs let pass: a comment before the declaration, a bare ampersand, no
blank between two attributes, letters of another encoding than the one stated. Where it is clear what is meant they are
read, with a note. Document types that define anything are refused, and with them every kind of entity.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from comity.case.copy import Copy
from comity.case.files import IMPORT_BYTES, read_bytes
from comity.case.letters import called
from comity.exchange.attributes import Slips, slips
from comity.exchange.naming import shown
from comity.problem import Place, Problem, Problems

MAX_DEPTH = 40
MAX_ELEMENTS = 100_000
MAX_LINES = 500_000
MAX_TAG = 200_000  # letters

_FEW = 20  # characters that XML lacks, each a problem of its own
_LACKING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
_ENCODING = re.compile(rb"""<\?xml\b[^<>]*?encoding\s*=\s*["']([^"'<>]{0,100})["']""")
_TEXT = re.compile(r"utf|ascii|iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|johab|hz|kz1048|ptcp154|tis")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be"}
_WIDE_HALF = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAVE = 'save the file as UTF-8, or state its encoding: <?xml version="1.0" encoding="windows-1252"?>, say'
_PROLOG = re.compile(
    r"""(?P<kept>\s+|<!--.*?-->)|<\?.*?\?>"""
    r"""|(?P<doctype><!DOCTYPE)(?:[^"'\[<>]|"[^"]*"|'[^']*')*+(?P<defines>\[)?(?P<end>>)?""",
    re.DOTALL | re.IGNORECASE,
)
_LONG_TAG = re.compile(rf"<[^<>]{{{MAX_TAG},}}")
_FIRST = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an XML file and where it starts."""

    tag: str
    attributes: Mapping[str, str]
    place: Place
    children: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """Every element of these tags at any depth below this one, in order."""
        found = []
        for child in self.children:
            if child.tag in tags:
                found.append(child)
            found += child.all(*tags)
        return found

    def own(self, tag: str) -> list[Element]:
        """The elements of that tag directly in this one."""
        return [child for child in self.children if child.tag == tag]


def first_tags(data: bytes) -> list[str]:
    """The names of the elements that the beginning of a file opens, in order, whatever else is wrong with it."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _wide(data) or "latin-1"
    text = data.decode(encoding, "replace")
    return [found[1] for found in _FIRST.finditer(re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL))]


def read(path: Path, notes: list[Problem]) -> Element:
    """The first element of a file, with all that it holds.

    notes: what was read though it is not as it should be is added to them. Raises Problems where the file is no XML.
    """
    text = _decoded(read_bytes(path, IMPORT_BYTES), path, notes)
    lacking = list(islice(_LACKING.finditer(text), _FEW + 1))
    problems = [
        Problem(
            _place(path, text, found.start()),
            f"a {called(found[0][0])}, which XML does not allow",
            "delete it" if len(lacking) <= _FEW else f"there are more than {_FEW} such: is this a text file?",
        )
        for found in lacking[:_FEW]
    ]
    if problems:
        raise Problems(problems)
    if long := _LONG_TAG.search(text):
        at = _place(path, text, long.start())
        raise Problems([Problem(at, f"a tag of more than {MAX_TAG:,} letters", "shorten it, or is a > missing?")])
    if text.count("\n") > MAX_LINES:
        raise Problems([Problem(Place(str(path), MAX_LINES, 1), f"more than {MAX_LINES:,} lines", "is this the file?")])
    text = _opened(text, path)
    if not text.strip():
        raise Problems([Problem(Place(str(path)), "the file is empty", "is it the one that was meant?")])
    try:
        return _Parser(path, Copy(text, ())).root()
    except _Broken as broken:
        found = slips(text)
        if not found.edits and not found.unclear:
            raise Problems([broken.problem]) from None
    return _mended(text, path, found, notes)


def _mended(text: str, path: Path, found: Slips, notes: list[Problem]) -> Element:
    """As the file is read with its slips mended; what is unclear, or remains, is refused."""
    problems = [Problem(_place(path, text, at), what, fix) for at, what, fix in found.unclear]
    if problems:
        raise Problems(problems)
    try:
        root = _Parser(path, Copy(text, found.edits)).root()
    except _Broken as broken:
        raise Problems([broken.problem]) from None
    for what, places_of in found.read.items():
        at = _place(path, text, places_of[0])
        times = f" ({len(places_of):,} times)" if len(places_of) > 1 else ""
        notes.append(Problem(at, f"{what[0]}{times}: read as it is meant", what[1], "warning"))
    return root


class _Broken(Exception):
    """The parser gives up."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Parser:
    """Makes elements of a text, or of a mended copy of it, with their places in the text itself."""

    def __init__(self, path: Path, copy: Copy) -> None:
        self.file = str(path)
        self.copy = copy
        self.mended = copy.text != copy.original
        self.starts = [0, *(found.end() for found in re.finditer("\n", copy.text))] if self.mended else []
        self.stack: list[Element] = []
        self.first: Element | None = None
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def root(self) -> Element:
        """The first element, with all that it holds."""
        try:
            self.parser.Parse(self.copy.text, True)
        except expat.ExpatError as error:
            raise _Broken(self._told(error)) from None
        if self.first is None:
            raise Problems([Problem(Place(self.file), "the file has no element", "is it the one that was meant?")])
        return self.first

    def _place(self, line: int, column: int) -> Place:
        if self.mended:
            at = self.starts[min(line, len(self.starts)) - 1] + column
            line, after = self.copy.line_and_column(self.copy.origin(at))
            return Place(self.file, line, after)
        return Place(self.file, line, column + 1)

    def _here(self) -> Place:
        return self._place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            fix = "no case file holds that much; leave some out"
            raise Problems([Problem(self._here(), f"more than {MAX_ELEMENTS:,} elements", fix)])
        if ":" in tag or any(":" in name for name in attributes):  # of a namespace, which tells nothing here
            tag = _local(tag)
            attributes = {_local(name): value for name, value in attributes.items() if not name.startswith("xmlns")}
        element = Element(tag, attributes, self._here())
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.first = element
        self.stack.append(element)
        if len(self.stack) > MAX_DEPTH:
            raise Problems([Problem(self._here(), f"nested deeper than {MAX_DEPTH} levels", "flatten it")])

    def _end(self, tag: str) -> None:
        self.stack.pop()

    def _doctype(self, *_: object) -> None:
        raise Problems([_no_doctype(self._here())])

    def _told(self, error: expat.ExpatError) -> Problem:
        """What the parser says, with what to do about it."""
        message = expat.errors.messages.get(error.code, "unknown error")
        place = self._place(error.lineno, error.offset)
        inner = self.stack[-1] if self.stack else None
        if message == expat.errors.XML_ERROR_TAG_MISMATCH and inner:
            fix = f"close the <{shown(inner.tag)}> of line {inner.place.line} with </{shown(inner.tag)}> first"
        elif message in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN) and inner:
            fix = f"is the file cut off? The <{shown(inner.tag)}> of line {inner.place.line} is not closed"
        elif message == expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            fix = "delete what stands behind the end of the first element"
        elif message == expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
            fix = "keep one of them"
        elif message == expat.errors.XML_ERROR_BAD_CHAR_REF:
            fix = "delete it: no document can show this character"
        elif message == expat.errors.XML_ERROR_MISPLACED_XML_PI:
            fix = "delete this declaration: it can only stand at the start"
        elif self.first is None:
            fix = "delete what stands before the first <"
        else:
            fix = 'is a <, a > or a quotation mark missing here? Attributes are written name="value"'
        return Problem(place, f"this is not valid XML: {message}", fix)


def _place(path: Path, text: str, at: int) -> Place:
    """Where a character of a text stands."""
    return Place(str(path), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _no_doctype(place: Place) -> Problem:
    fix = "delete the DOCTYPE, and write out what it defines"
    return Problem(place, "document types and entities are not read", fix)


def _opened(text: str, path: Path) -> str:
    """The text with blanks for what may stand before the first element and says nothing: declarations, and document
    types that define nothing. Its places stay the same."""
    at = len(text) - len(text.lstrip("\ufeff"))
    pieces = [" " * at]
    while found := _PROLOG.match(text, at):
        if found["doctype"] and (found["defines"] or not found["end"]):
            raise Problems([_no_doctype(_place(path, text, at))])
        pieces.append(found[0] if found["kept"] else re.sub(r"[^\n]", " ", found[0]))
        at = found.end()
    return "".join([*pieces, text[at:]])


def _decoded(data: bytes, path: Path, notes: list[Problem]) -> str:
    """The text of a file in the encoding that it states; raises Problems where it is in none, with the place."""
    declared = _ENCODING.search(data, 0, 65_536)
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _wide(data)
    stated = declared[1].decode("latin-1") if declared else "utf-8"
    if encoding is None:
        encoding = _known(stated)
        if encoding is None:
            what = f"its encoding cannot be read: {shown(stated)} is not known"
            place = Place(str(path), *_line_and_column(data[: declared.start(1)] if declared else b"", "latin-1"))
            raise Problems([Problem(place, what, "save the file as UTF-8, and state that")])
        if encoding.startswith(("utf_16", "utf_32", "utf-16", "utf-32")):  # but its first < takes one byte
            encoding = "utf-8"
        if encoding not in ("utf-8", "ascii") and (letter := _UTF8_LETTER.search(data)) and _is_utf8(data):
            place = Place(str(path), *_line_and_column(data[: letter.start()], "utf-8"))
            what = f"the file says that it is {shown(stated)}, and is UTF-8, in which it is read"
            notes.append(Problem(place, what, "state what it is, if that is wrong", "warning"))
            encoding = "utf-8"
    try:
        if encoding == "iso8859-1" and re.search(rb"[\x80-\x9f]", data):
            encoding = "cp1252"  # what Windows means by it
        return _with_plain_ends(data.decode(encoding))
    except UnicodeDecodeError as error:
        place = Place(str(path), *_line_and_column(data[: error.start], encoding))
        byte = f"(byte {data[error.start]:#04x})"
        if encoding in ("utf-8", "ascii") and not _UTF8_LETTER.search(data):
            try:
                text = data.decode("cp1252")
            except UnicodeDecodeError:
                pass
            else:
                around = re.search(r"[^\"'<>\n]{0,30}\Z", text[: error.start])
                after = re.match(r"[^\"'<>\n]{0,30}", text[error.start :])
                words = (around[0] if around else "") + (after[0] if after else "")
                what = f"the file is not UTF-8 {byte}; read as windows-1252, in which it says '{shown(words)}'"
                notes.append(Problem(place, what, _SAVE, "warning"))
                return _with_plain_ends(text)
        called_here = "UTF-8" if encoding == "utf-8" else encoding
        raise Problems(
            [Problem(place, f"this is not valid XML: the file is not {called_here} {byte}", _SAVE)]
        ) from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str | None:
    """The encoding of a name, where it is one of letters."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT.match(found) and found != "utf-7" else None


def _wide(data: bytes) -> str | None:
    """The encoding of a file without a mark whose characters take two or four bytes, by its first <."""
    start = data[:400].lstrip(b" \t\r\n") if not data.startswith(b"\0") else data[:400]
    return _WIDE.get(start[:4]) or _WIDE_HALF.get(start[:2])


def _line_and_column(before: bytes, encoding: str) -> tuple[int, int]:
    text = _with_plain_ends(before.decode(encoding, "replace"))
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
