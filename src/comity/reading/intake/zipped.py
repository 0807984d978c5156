"""Documents that are zipped XML (Word, OpenDocument): their parts, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from comity.reading.intake.source import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_PART = 30_000_000
"""So many bytes of XML are unpacked at most from one document; a report of a million letters needs a third of it."""
PROTECTED = b"\xd0\xcf\x11\xe0"
"""How the files of old Word begin, and the new ones that a password protects."""


class Parts:
    """The parts of a zipped document by their names.

    Raises Unreadable where the file is none, is protected by a password, or unpacks to more than any report needs.
    """

    def __init__(self, data: bytes, kind: str, remedy: str) -> None:
        self._kind, self._remedy, self._left = kind, remedy, LARGEST_PART
        none = f"this is not {'an' if kind[0] in 'AEIOU' else 'a'} {kind}"
        if data.startswith(PROTECTED):
            raise Unreadable(f"{none}: it is in an old format, or protected by a password", remedy)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(f"{none}: {error}", remedy) from None

    def xml(self, name: str) -> _Element | None:
        """The XML of a part; None where the document has no such part."""
        from lxml import etree

        if name not in self.names:
            return None
        data = self._bytes(name)
        if b"<!ENTITY" in data:
            raise Unreadable(f"the {self._kind} holds what no program writes ({name} declares entities)", self._remedy)
        parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                                      remove_pis=True)  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"the {self._kind} is damaged ({name}: {error})", self._remedy) from None

    def optional(self, name: str) -> _Element | None:
        """The XML of a part that the text does not need; None where it is missing or damaged."""
        try:
            return self.xml(name)
        except Unreadable:
            return None

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as stream:
                data = stream.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
            zlib.error,
        ) as error:
            raise Unreadable(f"the {self._kind} is damaged or protected ({name}: {error})", self._remedy) from None
        self._left -= len(data)
        if self._left < 0:
            what = f"the {self._kind} unpacks to more than {LARGEST_PART // 1_000_000} MB of XML"
            raise Unreadable(what, "save it anew in parts; if you did not make it yourself, do not open it")
        return data


def local(element: _Element) -> str:
    """The name of an element without its namespace: documents of the strict and the usual kind differ in that only."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None
